"""What the intent model sees of a message: its text and words, with what the customer merely fills in left blank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.nlu.extract import extract
from bot.nlu.sounds import sound
from bot.nlu.times import ZONE
from bot.nlu.words import Word, split

# One character of Unicode's private use for each: a number, a name, a place or a time says nothing of what is wanted.
# goods, product and money keep their words: 生鲜, 到付 and 块 do.
_BLANKS = {
    name: chr(0xE000 + at)
    for at, name in enumerate(
        (
            "waybill_no",
            "order_no",
            "ticket_no",
            "unread_number",
            "sms_code",
            "phone",
            "phone_tail",
            "person",
            "address",
            "city",
            "time_window",
            "weight_kg",
            "quantity",
        )
    )
}
# Where a time stands in a sentence does not depend on the day; one fixed moment keeps training reproducible.
_ANY_MOMENT = datetime(2026, 1, 1, 10, tzinfo=ZONE)
# Characters normalising never leaves in a text.
START, END = "\x02", "\x03"
_CLOSING = "?。!,.;~ "


@dataclass(frozen=True)
class Span:
    """`text[start:end]` is an entity of this name."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """A message with one character in place of each entity that is filled in."""

    text: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Reading:
        """Of a text that has its blanks already."""
        return cls(text, tuple(word.text for word in split(text)))

    def grams(self) -> tuple[list[str], ...]:
        """Characters, pairs and threes of characters, words, sounds and pairs of them, threes of sounds.

        Pairs and threes know start and end of the message.
        """
        marked = [START, *self.text, END]
        sounds = [sound(character) or character for character in marked]
        return (
            list(self.text),
            _runs(marked, 2, ""),
            _runs(marked, 3, ""),
            list(self.words),
            [*sounds[1:-1], *_runs(sounds, 2, " ")],
            _runs(sounds, 3, " "),
        )

    def bare(self) -> Reading:
        """Without the punctuation it ends with."""
        words = list(self.words)
        while words and not words[-1].strip(_CLOSING):
            words.pop()
        return Reading(self.text.rstrip(_CLOSING), tuple(words))

    def then(self, joint: str, other: Reading) -> Reading:
        """This and another in one message, `joint` (punctuation, a space or nothing) between them."""
        between = (joint,) if joint.strip() else ()
        return Reading(f"{self.text}{joint}{other.text}", (*self.words, *between, *other.words))


def _runs(items: Sequence[str], size: int, joint: str) -> list[str]:
    """Every run of `size` neighbours as one string."""
    return [joint.join(items[at : at + size]) for at in range(len(items) - size + 1)]


def spans(text: str) -> list[Span]:
    """Where the entities of a normalised text stand."""
    return [Span(found.name, found.start, found.end) for found in extract(text, _ANY_MOMENT)]


def read(text: str) -> Reading:
    """The reading of a normalised text, of which nothing else is known yet."""
    return reading(text, split(text), spans(text))


def reading(text: str, words: Iterable[Word], entities: Sequence[Span]) -> Reading:
    """The reading of a normalised text. `entities` must not overlap; one whose name is not filled in is left alone."""
    blanks = {span.start: _BLANKS[span.name] for span in entities if span.name in _BLANKS}
    hidden = {at for span in entities if span.name in _BLANKS for at in range(span.start, span.end)}
    ends = ((word, word.start + len(word.text)) for word in words)
    kept = [(word.start, word.text) for word, end in ends if hidden.isdisjoint(range(word.start, end))]
    return Reading(
        "".join(blanks.get(at, "" if at in hidden else character) for at, character in enumerate(text)),
        tuple(word for _, word in sorted([*kept, *blanks.items()])),
    )
