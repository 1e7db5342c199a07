"""What the answers to the cases are worth. An answer is right where it is the case's intent or also accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.nlu.cases import Case, Found

FALLBACK = "nlu_fallback"


@dataclass(frozen=True)
class Answer:
    """What a model said of one message. `guess` is the likeliest intent even where it `fell_back` to asking again;
    `ranking`: the likeliest intents with their confidences, where they are wanted.
    """

    guess: str
    fell_back: bool
    entities: tuple[Found, ...]
    ranking: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Counts:
    """Of one intent or entity: how often right, said though wrong, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """1 where nothing was said."""
        return self.right / said if (said := self.right + self.wrong) else 1.0

    @property
    def recall(self) -> float:
        """1 where there was nothing to say."""
        return self.right / there if (there := self.right + self.missed) else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / whole if (whole := 2 * self.right + self.wrong + self.missed) else 1.0


@dataclass(frozen=True)
class Confusion:
    """Messages of one intent that were taken for another."""

    meant: str
    guessed: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Fallback:
    """How many messages a model asked about again, and how many of those it would have misunderstood."""

    asked: int
    rightly: int
    messages: int


def intent_counts(cases: Sequence[Case], answers: Sequence[Answer]) -> dict[str, Counts]:
    """Per intent that occurs among the cases. A right answer counts for the case's own intent, whichever was said."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for case, answer in zip(cases, answers, strict=True):
        if answer.guess in case.accepted:
            right[case.intent] += 1
        else:
            wrong[answer.guess] += 1
            missed[case.intent] += 1
    return {
        intent: Counts(right[intent], wrong[intent], missed[intent]) for intent in sorted({c.intent for c in cases})
    }


def macro_f1(counts: dict[str, Counts]) -> float:
    """The mean of F1 over what was counted, each as weighty as any other."""
    return sum(count.f1 for count in counts.values()) / len(counts)


def accuracy(cases: Sequence[Case], answers: Sequence[Answer]) -> float:
    """The share of right answers."""
    return sum(answer.guess in case.accepted for case, answer in zip(cases, answers, strict=True)) / len(cases)


def confusions(cases: Sequence[Case], answers: Sequence[Answer]) -> list[Confusion]:
    """Every pair of intents that was confused, the most frequent first."""
    texts: dict[tuple[str, str], list[str]] = {}
    for case, answer in zip(cases, answers, strict=True):
        if answer.guess not in case.accepted:
            texts.setdefault((case.intent, answer.guess), []).append(case.text)
    pairs = sorted(texts.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Confusion(meant, guessed, tuple(said)) for (meant, guessed), said in pairs]


def fallback(cases: Sequence[Case], answers: Sequence[Answer]) -> Fallback:
    """How often it was asked again, and how often the guess would have been wrong then."""
    asked = [(case, answer) for case, answer in zip(cases, answers, strict=True) if answer.fell_back]
    return Fallback(len(asked), sum(answer.guess not in case.accepted for case, answer in asked), len(cases))


def entity_counts(cases: Sequence[Case], answers: Sequence[Answer]) -> dict[str, Counts]:
    """Per entity, exact after normalisation, over the cases that say which entities they hold."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for case, answer in zip(cases, answers, strict=True):
        if case.entities is None:
            continue
        held, said = Counter(case.entities), Counter(answer.entities)
        _add(right, held & said)
        _add(wrong, said - held)
        _add(missed, held - said)
    return {name: Counts(right[name], wrong[name], missed[name]) for name in sorted({*right, *wrong, *missed})}


def together(counts: Iterable[Counts]) -> Counts:
    """All of them as one."""
    several = list(counts)
    return Counts(sum(c.right for c in several), sum(c.wrong for c in several), sum(c.missed for c in several))


def _add(counter: Counter[str], found: Counter[Found]) -> None:
    for entity, often in found.items():
        counter[entity.name] += often
