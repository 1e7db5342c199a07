"""The sentences of data/nlu, and which of them say nearly the same.

Two sentences are compared by what is left of them without numbers, names, places, times and marks: what differs in
these alone teaches the model next to nothing, because it sees blanks in their place (bot/nlu/readings.py).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.nlu.normalise import normalise
from bot.nlu.readings import BLANKS, Blank, spans, with_blanks

NLU = Path(__file__).resolve().parents[2] / "data" / "nlu"
# From this share of common pairs of characters on, two sentences are one in two dresses.
NEARLY_THE_SAME = 0.75
# Shorter ones have too few pairs to be compared by share; they must only not be equal.
SHORTEST_COMPARED = 8

_MARKS = re.compile(r"[\s!-/:-@\[-`{-~，。？！、；：“”‘’（）《》…—~·]+")


@dataclass(frozen=True)
class Sentence:
    """A training sentence and where it stands."""

    text: str
    intent: str
    file: str


@dataclass(frozen=True)
class Near:
    """A sentence and the share of character pairs, 0 to 1, that it has in common with another."""

    share: float
    sentence: Sentence


def sentences(folder: Path = NLU) -> Iterator[Sentence]:
    """Every sentence of the folder's files."""
    for path in sorted(folder.glob("*.yml")):
        for block in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]:
            for line in block["examples"].splitlines():
                if line.strip():
                    yield Sentence(line.strip().removeprefix("- "), block["intent"], path.name)


def core(text: str) -> str:
    """What is left of a sentence without marks, with one character for each number, name, place or time."""
    normal = normalise(text)
    blanks = (Blank(span.start, span.end, BLANKS[span.name]) for span in spans(normal) if span.name in BLANKS)
    return _MARKS.sub("", with_blanks(normal, blanks)) or normal


class Shelf:
    """Sentences by the pairs of characters in their cores, to find the near ones without comparing all with all."""

    def __init__(self) -> None:
        self._pairs: dict[str, list[int]] = defaultdict(list)
        self._sizes: list[int] = []
        self._sentences: list[Sentence] = []

    @classmethod
    def of(cls, several: Iterable[Sentence]) -> Shelf:
        """With all of these on it."""
        shelf = cls()
        for sentence in several:
            shelf.put(sentence, core(sentence.text))
        return shelf

    def put(self, sentence: Sentence, its_core: str) -> None:
        """One more."""
        pairs = _pairs(its_core)
        for pair in pairs:
            self._pairs[pair].append(len(self._sentences))
        self._sizes.append(len(pairs))
        self._sentences.append(sentence)

    def nearest(self, its_core: str, most: int) -> list[Near]:
        """The sentences that have most in common with this core, the nearest first."""
        pairs = _pairs(its_core)
        common = Counter(at for pair in pairs for at in self._pairs.get(pair, ()))
        shares = ((n / (len(pairs) + self._sizes[at] - n), at) for at, n in common.items())
        best = sorted(shares, key=lambda item: (-item[0], item[1]))[:most]
        return [Near(share, self._sentences[at]) for share, at in best]


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1)) or frozenset({text})
