"""What asking again would do at one threshold or another: config.yml's was chosen on this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from benchmarks.nlu.cases import Case
from benchmarks.nlu.report import percent, table
from benchmarks.nlu.score import Answer
from benchmarks.nlu.trials import our_config

_TRIED = (0.3, 0.4, 0.5, 0.6, 0.7)
_HEAD = ("threshold", "asks again", "… the guess was wrong", "… it was one of the likeliest two", "answers wrongly")


@dataclass(frozen=True)
class Asking:
    """Shares at a threshold: `asked` and `answered_wrongly` of all messages, `rightly` and `of_two` of those asked."""

    threshold: float
    asked: float
    rightly: float
    of_two: float
    answered_wrongly: float

    @classmethod
    def at(cls, threshold: float, ambiguity: float, cases: Sequence[Case], answers: Sequence[Answer]) -> Asking:
        """As Rasa's FallbackClassifier decides with these two thresholds."""
        pairs = list(zip(cases, answers, strict=True))
        asked = [pair for pair in pairs if _unsure(pair[1], threshold, ambiguity)]
        wrong = sum(answer.guess not in case.accepted for case, answer in asked)
        all_wrong = sum(answer.guess not in case.accepted for case, answer in pairs)
        of_two = sum(any(intent in case.accepted for intent, _ in answer.ranking[:2]) for case, answer in asked)
        those = max(len(asked), 1)
        return cls(threshold, len(asked) / len(pairs), wrong / those, of_two / those, (all_wrong - wrong) / len(pairs))


def asking_again(cases: Sequence[Case], answers: Sequence[Answer]) -> str:
    """A row for each threshold; the one of config.yml stands out."""
    chosen, ambiguity = _thresholds()
    rows = [Asking.at(threshold, ambiguity, cases, answers) for threshold in _TRIED]
    return table(_HEAD, (_row(one, chosen) for one in rows))


def _unsure(answer: Answer, threshold: float, ambiguity: float) -> bool:
    (_, first), (_, second) = answer.ranking[:2]
    return first < threshold or first - second < ambiguity


@cache
def _thresholds() -> tuple[float, float]:
    (fallback,) = [one for one in our_config()["pipeline"] if one["name"] == "FallbackClassifier"]
    return fallback["threshold"], fallback["ambiguity_threshold"]


def _row(one: Asking, chosen: float) -> tuple[str, ...]:
    name = f"**{one.threshold}**" if one.threshold == chosen else str(one.threshold)
    return (name, *map(percent, (one.asked, one.rightly, one.of_two, one.answered_wrongly)))
