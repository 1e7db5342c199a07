"""What docs/nlu.md says of the trained model, held: no change may understand less than we told people."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle

import pytest

from benchmarks.nlu.cases import Case, read_cases
from benchmarks.nlu.measure import Measured, ask
from benchmarks.nlu.score import entity_counts, intent_counts, macro_f1, together
from benchmarks.nlu.trials import CHECKOUT
from benchmarks.nlu.variants import HEARD, TRADITIONAL, WRITTEN, in_each_writing

HELD_OUT = CHECKOUT / "tests" / "nlu" / "held_out"

MODELS = CHECKOUT / "models"
SMALL_TALK = {"greet", "thanks", "affirm", "deny", "goodbye", "chitchat"}
COURTESIES = ["你好", "您好", "谢谢", "在吗", "嗯", "好的", "麻烦了", "不用", "没有", "是的", "对"]

Asked = tuple[dict[str, list[Case]], Measured]


def asked(file: str) -> Asked:
    """The newest model's answers to messages it has not seen, in each writing."""
    groups = in_each_writing(read_cases(HELD_OUT / file))
    return groups, ask("suda", MODELS, groups)


@pytest.fixture(scope="module")
def intents() -> Asked:
    return asked("intents.jsonl")


@pytest.fixture(scope="module")
def conversations() -> Asked:
    return asked("conversations.jsonl")


def f1(writing: str, groups: dict[str, list[Case]], measured: Measured) -> float:
    return macro_f1(intent_counts(groups[writing], measured.answers[writing]))


def test_intents_are_understood(intents: Asked) -> None:
    """The aim is 0.95; this holds what was reached (docs/nlu.md), less what another order of the sentences is worth."""
    assert f1(WRITTEN, *intents) >= 0.94


def test_what_is_said_in_the_middle_of_a_conversation_is_understood(conversations: Asked) -> None:
    """Of fields no training sentence is from; also held a little below what was reached."""
    assert f1(WRITTEN, *conversations) >= 0.84


@pytest.mark.parametrize("messages", ["intents", "conversations"])
def test_what_a_recogniser_heard_loses_three_points_at_most(messages: str, request: pytest.FixtureRequest) -> None:
    asked_of: Asked = request.getfixturevalue(messages)
    assert f1(HEARD, *asked_of) >= f1(WRITTEN, *asked_of) - 0.03


def test_traditional_characters_lose_nothing(intents: Asked) -> None:
    """Nothing but what one message in five hundred is worth."""
    assert f1(TRADITIONAL, *intents) >= f1(WRITTEN, *intents) - 0.002


def test_the_model_and_what_it_stands_on_fit_into_400_megabytes(intents: Asked) -> None:
    assert intents[1].megabytes < 400


def test_entities_are_exact() -> None:
    cases = read_cases(HELD_OUT / "entities.jsonl")
    answers = ask("suda", MODELS, {WRITTEN: cases}).answers[WRITTEN]
    assert len(cases) >= 400
    assert together(entity_counts(cases, answers).values()).f1 >= 0.97


@pytest.mark.parametrize("before", [True, False])
def test_a_wish_wins_over_a_courtesy_beside_it(before: bool) -> None:
    """Without IntentClassifier's `courtesies` one in ten of these would be taken for the courtesy."""
    wishes = [case for case in read_cases(HELD_OUT / "intents.jsonl") if case.intent not in SMALL_TALK]
    beside = [
        replace(wish, text=f"{courtesy}{joint}{wish.text}" if before else f"{wish.text}{joint}{courtesy}")
        for wish, courtesy, joint in zip(wishes, cycle(COURTESIES), cycle([",", " ", ""]))
    ]
    answers = ask("suda", MODELS, {WRITTEN: beside}).answers[WRITTEN]
    assert sum(answer.guess in SMALL_TALK for answer in answers) <= 0.02 * len(wishes)
