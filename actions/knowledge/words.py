"""Finding the entry of a list that a message is about, by the words that the entry is known by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol, TypeVar


class Worded(Protocol):
    """An entry with the words it is known by."""

    @property
    def words(self) -> tuple[str, ...]:
        """Phrases; one with a space asks for its parts in this order, with anything between."""
        ...


W = TypeVar("W", bound=Worded)


def matched(phrase: str, text: str) -> int:
    """How many letters of the phrase the text holds: all of them, or 0."""
    parts = phrase.lower().split()
    in_order = ".*".join(map(re.escape, parts))
    return sum(map(len, parts)) if re.search(in_order, text.lower()) else 0


def best(entries: Iterable[W], text: str) -> W | None:
    """The entry whose words cover most of the text; among equals the first; None when no word occurs."""
    scored = [(sum(matched(phrase, text) for phrase in entry.words), entry) for entry in entries]
    score, entry = max(scored, key=lambda pair: pair[0], default=(0, None))
    return entry if score else None
