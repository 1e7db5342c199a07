"""What the intent model sees of a message: its text and words, with what the customer merely fills in left blank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.nlu.words import Word

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
# Characters normalising never leaves in a text.
_START, _END = "\x02", "\x03"
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

    def grams(self) -> tuple[list[str], list[str], list[str], list[str]]:
        """Characters, pairs and threes of characters, and words; pairs and threes know start and end of the message."""
        marked = f"{_START}{self.text}{_END}"
        twos, threes = ([marked[at : at + size] for at in range(len(marked) - size + 1)] for size in (2, 3))
        return list(self.text), twos, threes, list(self.words)

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


def reading(text: str, words: Iterable[Word], spans: Sequence[Span]) -> Reading:
    """The reading of a normalised text. `spans` must not overlap; one of a name that is not filled in is left alone."""
    blanks = {span.start: _BLANKS[span.name] for span in spans if span.name in _BLANKS}
    hidden = {at for span in spans if span.name in _BLANKS for at in range(span.start, span.end)}
    ends = ((word, word.start + len(word.text)) for word in words)
    kept = [(word.start, word.text) for word, end in ends if hidden.isdisjoint(range(word.start, end))]
    return Reading(
        "".join(blanks.get(at, "" if at in hidden else character) for at, character in enumerate(text)),
        tuple(word for _, word in sorted([*kept, *blanks.items()])),
    )
