"""Telling short answers apart by their words (data/knowledge/wishes.yml, data/lexicon/grounds.yml)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from actions.turn import Turn

# Longer than that it says more than yes.
SHORT = 10
DATA = Path(__file__).resolve().parent.parent / "data"


@cache
def _words(file: str) -> dict[str, list[str]]:
    words: dict[str, list[str]] = yaml.safe_load((DATA / file).read_text(encoding="utf-8"))
    return words


def wishes(text: str, wish: str) -> bool:
    """Whether the text holds a word of that wish."""
    return any(word in text for word in _words("knowledge/wishes.yml")[wish])


def agrees(turn: Turn) -> bool:
    """Whether a message says yes where a yes is asked for: a short "没问题，下单" is clear there by its words."""
    if turn.intent in ("affirm", "deny"):
        return turn.intent == "affirm"
    return len(turn.text) <= SHORT and wishes(turn.text, "agree") and not wishes(turn.text, "refuse")


def ground_named(text: str) -> str | None:
    """The ground of complaint that the text names by a word, if any."""
    grounds = _words("lexicon/grounds.yml")
    return next((ground for ground, words in grounds.items() if any(word in text for word in words)), None)
