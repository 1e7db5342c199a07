"""Characters that were typed or heard by sound, put right for the intent model: 查一下丹号 is read as 查一下单号.

A character is taken for a mistake where it stands beside neighbours it never had in the training sentences, and another
of the same sound is known beside both. Names and places are not touched: they are blanked before, and what the customer
wrote stays what the rest of the bot sees.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.nlu.readings import END, START, Reading
from bot.nlu.sounds import sound

_FILE = "homophones.json"


@dataclass(frozen=True)
class Homophones:
    """`pairs`: how often two characters stood side by side in the training sentences."""

    pairs: Mapping[str, int]

    @classmethod
    def learn(cls, texts: Iterable[str]) -> Homophones:
        """From normalised texts with blanks in place of names and numbers."""
        return cls(Counter(pair for text in texts for pair in _pairs(f"{START}{text}{END}")))

    def mended(self, reading: Reading) -> Reading:
        """The reading as it was meant; itself where nothing is mistaken."""
        meant = self.mend(reading.text)
        return reading if meant == reading.text else Reading.of(meant)

    def mend(self, text: str) -> str:
        """`text`, of the same length, with every mistaken character replaced by the likeliest one of its sound."""
        characters = [START, *text, END]
        for at in range(1, len(characters) - 1):
            before, character, after = characters[at - 1 : at + 2]
            if self._knows(before, character) or self._knows(character, after):
                continue
            characters[at] = self._meant(before, character, after)
        return "".join(characters[1:-1])

    def save(self, folder: Path) -> None:
        """Write `homophones.json` into `folder`."""
        (folder / _FILE).write_text(json.dumps(dict(self.pairs), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Homophones:
        """What `save` wrote. Raises OSError or ValueError when it is not there or not whole."""
        return cls(json.loads((folder / _FILE).read_text(encoding="utf-8")))

    def _meant(self, before: str, character: str, after: str) -> str:
        """Of all with the same sound, the one that fits best between its neighbours; itself where none fits."""
        alike = self._by_sound.get(sound(character) or "", ())
        best = max(alike, key=lambda other: self._fit(before, other, after), default=character)
        return best if self._fit(before, best, after) else character

    def _fit(self, before: str, character: str, after: str) -> int:
        return min(self.pairs.get(before + character, 0), self.pairs.get(character + after, 0))

    def _knows(self, first: str, second: str) -> bool:
        return first + second in self.pairs

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for character in dict.fromkeys(character for pair in self.pairs for character in pair):
            if (syllable := sound(character)) is not None:
                found.setdefault(syllable, []).append(character)
        return found


def _pairs(text: str) -> Iterable[str]:
    return (text[at : at + 2] for at in range(len(text) - 1))
