"""Which of two: asked where the likeliest two wishes are near each other and surely one of them is meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.choices import either
from actions.handoff import Fallback
from actions.turn import Turn

DATA = Path(__file__).parents[2] / "data"


def tracker(*ranking: tuple[str, float]) -> Tracker:
    """After one message that was sent to fallback, with this ranking behind it."""
    entries = [{"name": name, "confidence": confidence} for name, confidence in (("nlu_fallback", 0.9), *ranking)]
    parsed = {"intent": entries[0], "intent_ranking": entries, "entities": [], "text": "那个怎么弄"}
    events: list[dict[str, Any]] = [{"event": "user", "text": "那个怎么弄", "parse_data": parsed}]
    return Tracker("a", {}, {**parsed, "metadata": {}}, events, False, None, {}, "action_listen")


@pytest.mark.parametrize(
    ("ranking", "offered"),
    [
        ((("track_shipment", 0.45), ("ask_eta", 0.4)), ("track_shipment", "ask_eta")),
        ((("track_shipment", 0.2), ("ask_eta", 0.18)), None),
        ((("chitchat", 0.45), ("ask_eta", 0.4)), None),
        ((("ask_eta", 0.6),), None),
        ((), None),
    ],
)
def test_two_wishes_are_offered_where_one_of_them_is_surely_meant(
    ranking: tuple[tuple[str, float], ...], offered: tuple[str, str] | None
) -> None:
    two = either(Turn(tracker(*ranking), CollectingDispatcher()))
    assert (two and (two["first_intent"], two["second_intent"])) == offered


async def test_the_customer_reads_both_and_may_have_neither() -> None:
    dispatcher = CollectingDispatcher()
    await Fallback().run(dispatcher, tracker(("change_delivery", 0.5), ("urge_delivery", 0.42)), {})
    (said,) = dispatcher.messages
    assert said["response"] == "utter_which_of_two"
    assert (said["first"], said["second"]) == ("改收件信息", "催快点送")


def test_every_choice_is_an_intent_with_a_short_name() -> None:
    names = yaml.safe_load((DATA / "knowledge/choices.yml").read_text(encoding="utf-8"))
    trained = {
        block["intent"]
        for path in (DATA / "nlu").glob("*.yml")
        for block in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]
    }
    assert set(names) <= trained
    assert {name for name in names.values() if len(name) > 8} == set()
    assert len(set(names.values())) == len(names)
