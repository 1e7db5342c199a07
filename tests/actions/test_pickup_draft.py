"""Whose name, phone and place it is: as the words say, else as was asked, else the first side that lacks something."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.pickup_draft import PickupDraft
from actions.turn import Turn

HOME = {"text": "", "province": "广东省", "city": "深圳市", "district": "南山区", "detail": "科技园路1号"}


def turn(*entities: dict[str, Any], asked: str | None = None) -> Turn:
    """A message with these entities, after this question."""
    message = {"text": "x", "intent": {"name": "inform"}, "entities": list(entities)}
    tracker = Tracker(str(uuid4()), {"requested_slot": asked}, message, [], False, None, {}, "action_listen")
    return Turn(tracker, CollectingDispatcher())


def entity(name: str, value: Any, **more: str) -> dict[str, Any]:
    """One of Rasa's entity dicts."""
    return {"entity": name, "value": value, **more}


def test_the_words_tell_the_side() -> None:
    draft = PickupDraft()
    draft.take(turn(entity("city", "北京市", role="destination"), entity("address", HOME, role="origin")))
    assert (draft.sender.city, draft.receiver.city) == ("深圳市", "北京市")


def test_a_block_belongs_together() -> None:
    draft = PickupDraft()
    draft.take(
        turn(
            entity("address", HOME, role="destination", group="1"),
            entity("person", "李梅", group="1"),
            entity("phone", "13900001111", group="1"),
            asked="sender_address",
        )
    )
    assert (draft.receiver.name, draft.receiver.phone) == ("李梅", "13900001111")
    assert draft.sender.name == ""


def test_what_was_asked_for_tells_the_side() -> None:
    draft = PickupDraft()
    draft.take(turn(entity("person", "王芳"), entity("phone", "13900002222"), asked="receiver_contact"))
    assert (draft.receiver.name, draft.receiver.phone) == ("王芳", "13900002222")


def test_without_any_hint_the_sender_comes_first() -> None:
    draft = PickupDraft()
    draft.take(turn(entity("address", HOME), entity("person", "林晓"), entity("phone", "13800001111")))
    draft.take(turn(entity("address", {**HOME, "city": "北京市"}), entity("person", "王建国")))
    assert (draft.sender.name, draft.receiver.name, draft.receiver.city) == ("林晓", "王建国", "北京市")


def test_the_latest_word_counts_and_a_correction_asks_for_a_new_price() -> None:
    draft = PickupDraft(quote={"product": "standard", "fee": "12", "arrives": "2026-11-22T18:00:00+08:00"})
    assert draft.take(turn(entity("weight_kg", 2.0)))
    assert draft.take(turn(entity("weight_kg", 3.0)))
    assert (draft.weight_kg, draft.quote) == (3.0, None)
    assert not draft.take(turn())


def test_a_spot_keeps_the_city_that_was_known() -> None:
    draft = PickupDraft()
    draft.take(turn(entity("city", "深圳市", role="origin")))
    spot = {"text": "科技园", "province": None, "city": None, "district": None, "detail": "科技园"}
    draft.take(turn(entity("address", spot, role="origin")))
    assert (draft.sender.city, draft.sender.detail, draft.sender.has_place) == ("深圳市", "科技园", True)


def test_it_survives_being_remembered() -> None:
    draft = PickupDraft(goods="文件")
    kept = turn()
    draft.sender.city = "深圳市"
    draft.keep(kept)
    assert PickupDraft.of(kept) == draft
