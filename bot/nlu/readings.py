"""What the intent model sees of a message: its text and words, with what the customer merely fills in left blank."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.nlu.extract import extract
from bot.nlu.numbers import NUMERAL
from bot.nlu.sounds import sound
from bot.nlu.times import ZONE
from bot.nlu.words import Word, split

# One character of Unicode's private use for each that a customer fills in: whose name or which place says nothing of
# what is wanted. goods, product and money are not among them: 生鲜, 到付 and 块 do.
BLANKS = {
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
# Of these only the number gives way: 明天 and 三天了 say what is wanted, but three days no other thing than four.
_COUNTED = frozenset({"time_window", "weight_kg", "quantity"})
_NUMBER = chr(0xE0FF)
_NUMERAL = re.compile(NUMERAL)
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
class Blank:
    """`character` stands in place of `text[start:end]`."""

    start: int
    end: int
    character: str


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
    blanks = list(_blanks(text, entities))
    hidden = {at for blank in blanks for at in range(blank.start, blank.end)}
    in_place = [(blank.start, blank.character) for blank in blanks]
    visible = ([at for at in range(word.start, word.start + len(word.text)) if at not in hidden] for word in words)
    seen = [(ats[0], "".join(text[at] for at in ats)) for ats in visible if ats]
    return Reading(with_blanks(text, blanks), tuple(word for _, word in sorted([*seen, *in_place])))


def with_blanks(text: str, blanks: Iterable[Blank]) -> str:
    """The text with each blank's character in place of its stretch; they must not overlap."""
    pieces: list[str] = []
    at = 0
    for blank in sorted(blanks, key=lambda blank: blank.start):
        pieces += text[at : blank.start], blank.character
        at = blank.end
    return "".join(pieces) + text[at:]


def _blanks(text: str, entities: Sequence[Span]) -> Iterator[Blank]:
    for span in entities:
        if span.name in _COUNTED:
            for number in _NUMERAL.finditer(text, span.start, span.end):
                yield Blank(number.start(), number.end(), _NUMBER)
        elif span.name in BLANKS:
            yield Blank(span.start, span.end, BLANKS[span.name])
