"""What docs/nlu.md says of the trained model, held: no change may understand less than we told people."""

from __future__ import annotations

import pytest

from benchmarks.nlu.cases import Case, read_cases
from benchmarks.nlu.measure import Measured, ask
from benchmarks.nlu.score import entity_counts, intent_counts, macro_f1, together
from benchmarks.nlu.trials import CHECKOUT
from benchmarks.nlu.variants import HEARD, TRADITIONAL, WRITTEN, in_each_writing

HELD_OUT = CHECKOUT / "tests" / "nlu" / "held_out"

Asked = tuple[dict[str, list[Case]], Measured]


def asked(name: str) -> Asked:
    """The newest model's answers to a file of messages it has not seen, in each writing."""
    model = max((CHECKOUT / "models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    groups = in_each_writing(read_cases(HELD_OUT / name))
    return groups, ask("suda", model, groups)


@pytest.fixture(scope="module")
def intents() -> Asked:
    return asked("intents.jsonl")


def f1(writing: str, groups: dict[str, list[Case]], measured: Measured) -> float:
    return macro_f1(intent_counts(groups[writing], measured.answers[writing]))


def test_intents_are_understood(intents: Asked) -> None:
    """The aim is 0.95; this holds what was reached (docs/nlu.md), less what another order of the sentences is worth."""
    assert f1(WRITTEN, *intents) >= 0.94


def test_what_a_recogniser_heard_loses_three_points_at_most(intents: Asked) -> None:
    assert f1(HEARD, *intents) >= f1(WRITTEN, *intents) - 0.03


def test_traditional_characters_lose_nothing(intents: Asked) -> None:
    """Nothing but what one message in five hundred is worth."""
    assert f1(TRADITIONAL, *intents) >= f1(WRITTEN, *intents) - 0.002


def test_the_model_and_what_it_stands_on_fit_into_700_megabytes(intents: Asked) -> None:
    assert intents[1].megabytes < 700


def test_entities_are_exact() -> None:
    groups, measured = asked("entities.jsonl")
    assert len(groups[WRITTEN]) >= 400
    assert together(entity_counts(groups[WRITTEN], measured.answers[WRITTEN]).values()).f1 >= 0.97
