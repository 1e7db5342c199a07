"""What a customer wants: a linear model over characters and words, whose confidence means what it says.

Characters and sounds as well as words, because customers mistype, and a word jieba splits wrongly still has the right
characters. A support vector machine finds the borders; a softmax over its scores, as sharp as is likeliest for training
sentences put aside, makes probabilities of them. The seed is fixed: the same sentences give the same model.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix, vstack  # type: ignore[import-untyped]
from scipy.special import log_softmax  # type: ignore[import-untyped]
from sklearn.model_selection import StratifiedKFold  # type: ignore[import-untyped]
from sklearn.svm import LinearSVC  # type: ignore[import-untyped]

from bot.nlu.readings import Reading

Numbers = NDArray[np.float32]
Weighed = tuple[NDArray[np.int64], Numbers, NDArray[np.int64]]

_FILE = "intents.npz"
_ARRAYS = {"intents", "grams", "idf", "weights", "bias", "sharpness"}
_SEED = 0
# One sentence of so many is put aside to see how sure the model may be.
_FOLDS = 3
# How dear a training sentence on the wrong side of a border is; 0.1 to 1 measured alike.
_COST = 0.25
# Coarser than scikit-learn's default: trains in half the time and measured the same.
_TOLERANCE = 0.01
# A gram of one sentence only teaches that sentence by heart; without them the model is a third as large and no worse.
_FEWEST_SENTENCES = 2
# Weight of each kind of gram (Reading.grams): the many threes say less than what they are made of. Sounds count most:
# that helps what was heard or mistyped by a point, and costs nothing else.
_WEIGHTS = np.array([1.0, 1.0, 0.7, 1.0, 1.5, 1.1], dtype=np.float32)
_MOST_SHARP = 20.0
# Only what is said in passing goes beside a wish; a longer greeting says something of its own.
_LONGEST_COURTESY = 5
_JOINTS = (",", " ", "")
# Every third wish is enough to learn it from; all of them only made training longer.
_ONE_IN = 3
# So much of a sentence each of these counts for: a whole one cost a point of what is said in conversations.
_COUNTS_FOR = 0.3


class IntentModelError(Exception):
    """A model cannot be made of these sentences; the text says why."""


@dataclass(frozen=True)
class Counts:
    """The different grams of one or several readings, one reading after the other: the number of each, its kind, and
    how often the reading has it. `sizes`: how many each reading has."""

    grams: NDArray[np.uint32]
    kinds: NDArray[np.uint8]
    often: Numbers
    sizes: NDArray[np.int64]

    @classmethod
    def of(cls, reading: Reading) -> Counts:
        """A gram's number is its checksum: a table of 250,000 words would take 40 MB. Fewer than one in ten thousand
        grams never seen in training has the number of one that was."""
        counters = [Counter(grams) for grams in reading.grams()]
        numbers = (crc32(gram.encode(), kind) for kind, counter in enumerate(counters) for gram in counter)
        often = chain.from_iterable(counter.values() for counter in counters)
        sizes = [len(counter) for counter in counters]
        size = sum(sizes)
        return cls(
            np.fromiter(numbers, np.uint32, size),
            np.repeat(np.arange(len(sizes), dtype=np.uint8), sizes),
            np.fromiter(often, np.float32, size),
            np.array([size]),
        )

    @classmethod
    def of_all(cls, readings: Iterable[Reading]) -> Counts:
        """Of several, in their order."""
        each = [cls.of(reading) for reading in readings]
        grams, kinds, often, sizes = zip(*((one.grams, one.kinds, one.often, one.sizes) for one in each), strict=True)
        return cls(np.concatenate(grams), np.concatenate(kinds), np.concatenate(often), np.concatenate(sizes))


@dataclass(frozen=True)
class Features:
    """Tf-idf of a reading's grams. Each kind of gram is scaled to its own length, so that the many rare trigrams do not
    drown the words; grams never seen in training count in that length, so that babble with one known character in it
    says little. `grams`: their numbers, ascending; `idf`: the weight of each."""

    grams: NDArray[np.uint32]
    idf: Numbers

    @classmethod
    def of(cls, counts: Counts) -> Features:
        """The features that occur in readings, but for those of a single one."""
        grams, often = np.unique(counts.grams, return_counts=True)
        kept = often >= _FEWEST_SENTENCES
        return cls(grams[kept], np.log((1 + len(counts.sizes)) / (1 + often[kept])).astype(np.float32) + 1)

    def matrix(self, counts: Counts) -> csr_matrix:
        """One row per reading."""
        columns, values, sizes = self.weigh(counts)
        return csr_matrix((values, columns, np.cumsum([0, *sizes])), shape=(len(sizes), len(self.idf)))

    def weigh(self, counts: Counts) -> Weighed:
        """Columns and values of one reading (of several, one behind the other), and how many each has; grams never seen
        in training have none."""
        columns = np.minimum(np.searchsorted(self.grams, counts.grams), len(self.grams) - 1)
        known = self.grams[columns] == counts.grams
        values = (1 + np.log(counts.often)) * self.idf[columns]
        squares = np.where(known, values**2, counts.often * self._rarest**2)
        rows = np.repeat(np.arange(len(counts.sizes)), counts.sizes)
        kinds = rows * len(_WEIGHTS) + counts.kinds
        lengths = np.sqrt(np.bincount(kinds, squares, len(counts.sizes) * len(_WEIGHTS))).astype(np.float32)
        scaled = values * _WEIGHTS[counts.kinds] / np.maximum(lengths, 1e-9)[kinds]
        return columns[known], scaled[known], np.bincount(rows[known], minlength=len(counts.sizes))

    @cached_property
    def _rarest(self) -> float:
        return float(self.idf.max())


@dataclass(frozen=True)
class IntentModel:
    """`weights` has a row per feature and a column per intent, in half precision: that decides alike in half the room.
    `sharpness` multiplies the scores before the softmax."""

    intents: tuple[str, ...]
    features: Features
    weights: NDArray[np.float16]
    bias: Numbers
    sharpness: float

    def ranking(self, reading: Reading, length: int) -> list[tuple[str, float]]:
        """The `length` likeliest intents with their probabilities, likeliest first."""
        columns, values, _ = self.features.weigh(Counts.of(reading))
        # Where nothing is known, how frequent an intent is does not make it likelier either.
        bias = self.bias * bool(columns.size)
        scores = self.sharpness * (values @ self.weights[columns].astype(np.float32) + bias)
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        return [(self.intents[at], float(chances[at])) for at in np.argsort(-chances)[:length]]

    def save(self, folder: Path) -> None:
        """Write `intents.npz` into `folder`; nothing in it can run code."""
        # Rasa's archive packs what is packed already nine times faster.
        np.savez_compressed(
            folder / _FILE,
            intents=np.array(self.intents),
            grams=self.features.grams,
            idf=self.features.idf,
            weights=self.weights,
            bias=self.bias,
            sharpness=np.array(self.sharpness),
        )

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        """What `save` wrote. Raises OSError, ValueError or BadZipFile when it is not there or not whole."""
        with np.load(folder / _FILE, allow_pickle=False) as arrays:
            missing = _ARRAYS - set(arrays.files)
            if missing:
                raise ValueError(f"{folder / _FILE} lacks {', '.join(sorted(missing))}")
            features = Features(arrays["grams"], arrays["idf"])
            intents = tuple(map(str, arrays["intents"]))
            return cls(intents, features, arrays["weights"], arrays["bias"], float(arrays["sharpness"]))


def fit(readings: Sequence[Reading], intents: Sequence[str], courtesies: Iterable[str]) -> IntentModel:
    """Learn from sentences and their intents; `courtesies` are the intents that give way to any other beside them.

    Raises `IntentModelError` where an intent has too few sentences to put one aside, or there is only one intent.
    """
    _check(intents)
    given = np.array(intents)
    beside = list(_with_courtesies(readings, given, frozenset(courtesies)))
    counts = Counts.of_all(readings)
    features = Features.of(counts)
    plain = features.matrix(counts)
    known, unknown = next(StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED).split(given, given))
    trial = _machine(plain[known], given[known], np.ones(len(known)))
    sharpness = _sharpness(plain[unknown] @ trial.weights + trial.bias, given[unknown])
    matrix = vstack([plain, features.matrix(Counts.of_all(reading for reading, _ in beside))]) if beside else plain
    counting = np.concatenate([np.ones(len(given)), np.full(len(beside), _COUNTS_FOR)])
    borders = _machine(matrix, np.array([*intents, *(intent for _, intent in beside)]), counting)
    return IntentModel(borders.intents, features, borders.weights.astype(np.float16), borders.bias, sharpness)


def _check(intents: Sequence[str]) -> None:
    counts = Counter(intents)
    if len(counts) < 2:
        raise IntentModelError("there must be at least two intents to tell apart")
    rare = sorted(intent for intent, often in counts.items() if often < _FOLDS)
    if rare:
        raise IntentModelError(f"fewer than {_FOLDS} sentences in data/nlu: {', '.join(rare)}")


@dataclass(frozen=True)
class _Borders:
    """Between the intents, as `IntentModel` has them."""

    intents: tuple[str, ...]
    weights: Numbers
    bias: Numbers


def _machine(matrix: csr_matrix, intents: NDArray[np.str_], counting: NDArray[np.float64]) -> _Borders:
    """`counting`: how much each row counts for."""
    machine = LinearSVC(C=_COST, tol=_TOLERANCE, random_state=_SEED)
    machine.fit(matrix, intents, counting)
    # For two intents scikit-learn keeps one border only: its other side is the first intent's.
    two = len(machine.classes_) == 2
    weights = np.vstack([-machine.coef_, machine.coef_]) if two else machine.coef_
    bias = np.concatenate([-machine.intercept_, machine.intercept_]) if two else machine.intercept_
    return _Borders(
        tuple(map(str, machine.classes_)),
        np.ascontiguousarray(weights.T, dtype=np.float32),
        bias.astype(np.float32),
    )


def _with_courtesies(
    readings: Sequence[Reading], intents: NDArray[np.str_], polite: frozenset[str]
) -> Iterator[tuple[Reading, str]]:
    """Some of the wishes once more with a courtesy of the training data before or after it ("你好,…", "…,谢谢").

    Which, and how, hangs on the wish alone: otherwise a sentence more in data/nlu would draw all of them anew, and that
    is worth half a point either way.
    """
    pairs = list(zip(readings, map(str, intents), strict=True))
    short = [reading.bare() for reading, intent in pairs if intent in polite and len(reading.text) <= _LONGEST_COURTESY]
    if not short:
        return
    for reading, intent in pairs:
        own = crc32(reading.text.encode())
        if intent not in polite and own % _ONE_IN == 0:
            chance = random.Random(own)
            courtesy, joint = chance.choice(short), chance.choice(_JOINTS)
            before = chance.random() < 0.6
            yield (courtesy.then(joint, reading) if before else reading.bare().then(joint, courtesy)), intent


def _sharpness(scores: Numbers, intents: NDArray[np.str_]) -> float:
    """The factor that makes the right intents likeliest under a softmax of the scores (temperature scaling)."""
    _, right = np.unique(intents, return_inverse=True)
    rows = np.arange(len(right))

    def unlikelihood(sharpness: float) -> float:
        return -float(log_softmax(sharpness * scores, axis=1)[rows, right].mean())

    return float(minimize_scalar(unlikelihood, bounds=(0.1, _MOST_SHARP), method="bounded").x)
