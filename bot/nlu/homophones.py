"""Characters that were typed or heard by sound, put right for the intent model: 查一下丹号 is read as 查一下单号.

A character is taken for a mistake where another of the same sound is far likelier between its neighbours, by the pairs
of the training sentences. Names and places are not touched: they are blanked before, and what the customer wrote stays
what the rest of the bot sees.
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
# So many times likelier must the other character be: less puts right what was right, more leaves mistakes; 20 to 80
# measured alike.
_LIKELIER = 30
# What is added to every count, so that a pair never seen is unlikely and not impossible.
_UNSEEN = 0.5


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
            characters[at] = self._meant(*characters[at - 1 : at + 2])
        return "".join(characters[1:-1])

    def save(self, folder: Path) -> None:
        """Write `homophones.json` into `folder`."""
        (folder / _FILE).write_text(json.dumps(dict(self.pairs), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Homophones:
        """What `save` wrote. Raises OSError or ValueError when it is not there or not whole."""
        return cls(json.loads((folder / _FILE).read_text(encoding="utf-8")))

    def _meant(self, before: str, character: str, after: str) -> str:
        """The likeliest of those with the same sound that are known beside both neighbours; itself where none is far
        likelier."""
        alike = self._by_sound.get(sound(character) or "", ())
        known = [other for other in alike if before + other in self.pairs and other + after in self.pairs]
        if not known or known == [character]:
            return character
        best = max(known, key=lambda other: self._chance(before, other, after))
        likelier = self._chance(before, best, after) > _LIKELIER * self._chance(before, character, after)
        return best if likelier else character

    def _chance(self, before: str, character: str, after: str) -> float:
        """How likely it follows the one and is followed by the other, but for a factor all characters share."""
        follows = self.pairs.get(before + character, 0) + _UNSEEN
        is_followed = self.pairs.get(character + after, 0) + _UNSEEN
        return follows * is_followed / (self._often[character] + 2 * _UNSEEN)

    @cached_property
    def _often(self) -> Counter[str]:
        """How often each character stands in the training sentences."""
        often: Counter[str] = Counter()
        for pair, times in self.pairs.items():
            often[pair[0]] += times
        return often

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for character in dict.fromkeys(character for pair in self.pairs for character in pair):
            if (syllable := sound(character)) is not None:
                found.setdefault(syllable, []).append(character)
        return found


def _pairs(text: str) -> Iterable[str]:
    return (text[at : at + 2] for at in range(len(text) - 1))
