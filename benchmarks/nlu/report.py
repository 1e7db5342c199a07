"""What was measured, as Markdown tables for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.nlu.cases import Case
from benchmarks.nlu.measure import Measured
from benchmarks.nlu.score import (
    Counts,
    accuracy,
    confusions,
    entity_counts,
    fallback,
    intent_counts,
    macro_f1,
    together,
)
from benchmarks.nlu.variants import HEARD, TRADITIONAL, WRITTEN

_MOST_CONFUSIONS = 25
_SENTENCES_SHOWN = 4


@dataclass(frozen=True)
class Figures:
    """The figures of one pipeline on one file. Times in milliseconds and seconds, memory in megabytes."""

    name: str
    macro_f1: float
    accuracy: float
    heard: float
    traditional: float
    entities: Counts | None
    asked_again: float
    asked_rightly: float
    p50: float
    p95: float
    training_s: float
    megabytes: float

    @classmethod
    def of(cls, measured: Measured, groups: Mapping[str, Sequence[Case]]) -> Figures:
        """`heard` and `traditional` are macro-F1 of the same messages in these writings."""
        f1 = {name: macro_f1(intent_counts(cases, measured.answers[name])) for name, cases in groups.items()}
        cases, answers = groups[WRITTEN], measured.answers[WRITTEN]
        again = fallback(cases, answers)
        found = entity_counts(cases, answers)
        labelled = any(case.entities is not None for case in cases)
        p50, p95 = np.percentile(measured.milliseconds, (50, 95))
        return cls(
            name=measured.name,
            macro_f1=f1[WRITTEN],
            accuracy=accuracy(cases, answers),
            heard=f1[HEARD],
            traditional=f1[TRADITIONAL],
            entities=together(found.values()) if labelled else None,
            asked_again=again.asked / again.messages,
            asked_rightly=again.rightly / again.asked if again.asked else 1.0,
            p50=float(p50),
            p95=float(p95),
            training_s=measured.training_s,
            megabytes=measured.megabytes,
        )

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {**vars(self), "entities": self.entities.f1 if self.entities else None}


def comparison(figures: Iterable[Figures]) -> str:
    """One row a pipeline."""
    head = (
        "pipeline",
        "macro-F1",
        "right",
        "as heard",
        "traditional",
        "entities F1",
        "asks again",
        "… rightly",
        "p50",
        "p95",
        "training",
        "memory",
    )
    return table(head, map(_row, figures))


def _row(one: Figures) -> tuple[str, ...]:
    return (
        one.name,
        f"{one.macro_f1:.3f}",
        percent(one.accuracy),
        f"{one.heard:.3f}",
        f"{one.traditional:.3f}",
        f"{one.entities.f1:.3f}" if one.entities else "-",
        percent(one.asked_again),
        percent(one.asked_rightly),
        f"{one.p50:.1f} ms",
        f"{one.p95:.1f} ms",
        f"{one.training_s:.0f} s",
        f"{one.megabytes:.0f} MB",
    )


def details(measured: Measured, cases: Sequence[Case]) -> str:
    """Per intent and per entity, and what was taken for what, of one pipeline."""
    answers = measured.answers[WRITTEN]
    parts = [f"### {measured.name}: per intent", _counted("intent", intent_counts(cases, answers))]
    if any(case.entities is not None for case in cases):
        parts += [f"### {measured.name}: per entity", _counted("entity", entity_counts(cases, answers))]
    rows = [
        (one.meant, one.guessed, str(len(one.texts)), " / ".join(map(_quoted, one.texts[:_SENTENCES_SHOWN])))
        for one in confusions(cases, answers)[:_MOST_CONFUSIONS]
    ]
    parts += [f"### {measured.name}: confusions", table(("meant", "taken for", "times", "sentences"), rows)]
    return "\n\n".join(parts)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def percent(share: float) -> str:
    """0.123 → 12.3 %."""
    return f"{share * 100:.1f} %"


def _counted(kind: str, counts: Mapping[str, Counts]) -> str:
    rows = [
        (name, str(c.right + c.missed), f"{c.precision:.2f}", f"{c.recall:.2f}", f"{c.f1:.2f}")
        for name, c in sorted(counts.items(), key=lambda item: item[1].f1)
    ]
    return table((kind, "messages", "precision", "recall", "F1"), rows)


def _quoted(text: str) -> str:
    return text.replace("|", "/").replace("\n", " ")
