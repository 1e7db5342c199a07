"""What the figures mean: counted by hand on a few messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.nlu.cases import Case, CaseError, Found, read_cases
from benchmarks.nlu.score import (
    Answer,
    accuracy,
    confusions,
    entity_counts,
    fallback,
    intent_counts,
    macro_f1,
    together,
)
from benchmarks.nlu.thresholds import Asking

WHERE = Case("到哪了", "track_shipment")
WHEN = Case("几点到", "ask_eta", frozenset({"track_shipment"}))
HURRY = Case("快点", "urge_delivery")


def answers(*guesses: str, fell_back: bool = False) -> list[Answer]:
    return [Answer(guess, fell_back, ()) for guess in guesses]


def test_an_accepted_answer_counts_for_the_case_s_own_intent() -> None:
    counts = intent_counts([WHERE, WHEN], answers("track_shipment", "track_shipment"))
    assert macro_f1(counts) == 1.0
    assert accuracy([WHERE, WHEN], answers("track_shipment", "track_shipment")) == 1.0


def test_macro_f1_weighs_each_intent_alike() -> None:
    cases = [WHERE, WHERE, HURRY]
    counts = intent_counts(cases, answers("track_shipment", "track_shipment", "track_shipment"))
    assert (counts["track_shipment"].precision, counts["track_shipment"].recall) == (2 / 3, 1.0)
    assert macro_f1(counts) == pytest.approx((0.8 + 0.0) / 2)


def test_confusions_hold_their_sentences() -> None:
    (one,) = confusions([WHERE, HURRY], answers("track_shipment", "ask_eta"))
    assert (one.meant, one.guessed, one.texts) == ("urge_delivery", "ask_eta", ("快点",))


def test_falling_back_is_right_where_the_guess_was_wrong() -> None:
    told = [*answers("ask_eta", fell_back=True), *answers("urge_delivery", fell_back=True)]
    asked = fallback([WHERE, HURRY], told)
    assert (asked.asked, asked.rightly, asked.messages) == (2, 1, 2)


def test_a_threshold_asks_again_where_the_model_is_unsure_or_two_wishes_are_near() -> None:
    unsure = Answer("ask_eta", True, (), (("ask_eta", 0.4), ("track_shipment", 0.2)))
    torn = Answer("track_shipment", False, (), (("track_shipment", 0.55), ("ask_eta", 0.45)))
    sure_but_wrong = Answer("ask_eta", False, (), (("ask_eta", 0.9), ("track_shipment", 0.05)))
    asking = Asking.at(0.5, 0.2, [WHERE, WHERE, HURRY], [unsure, torn, sure_but_wrong])
    assert asking == Asking(0.5, asked=2 / 3, rightly=1 / 2, of_two=1.0, answered_wrongly=1 / 3)


def test_entities_are_compared_in_their_normal_form() -> None:
    said = {"entity": "weight_kg", "value": 3}
    case = Case(
        "三公斤", "inform", entities=(Found.of(said), Found.of({"entity": "city", "role": "origin", "value": "北京市"}))
    )
    answer = Answer(
        "inform",
        False,
        (Found.of({"entity": "weight_kg", "value": 3.0}), Found.of({"entity": "city", "value": "北京市"})),
    )
    counts = entity_counts([case], [answer])
    assert counts["weight_kg"].f1 == 1.0
    # The role is part of what was understood.
    assert counts["city"].f1 == 0.0
    assert together(counts.values()).f1 == 0.5


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "line 1 is not a case"),
        ('{"text": "到哪了"}', "intent"),
        ('{"text": "到哪了", "intent": "track_shipment", "now": "2026-11-21T10:00"}', "no offset"),
        ('{"text": "到哪了", "intent": "track_shipment", "entities": [{"value": 1}]}', "entity"),
        ("", "holds no messages"),
    ],
)
def test_a_file_that_is_no_list_of_cases_says_where(tmp_path: Path, line: str, complaint: str) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(CaseError, match=complaint):
        read_cases(file)
