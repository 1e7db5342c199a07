"""Telling short answers apart by their words (data/knowledge/wishes.yml)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

WORDS = Path(__file__).resolve().parent.parent / "data" / "knowledge" / "wishes.yml"


@cache
def _words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return words


def wishes(text: str, wish: str) -> bool:
    """Whether the text holds a word of that wish."""
    return any(word in text for word in _words()[wish])
