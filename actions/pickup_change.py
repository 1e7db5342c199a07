"""Changing and cancelling a booked pickup.

The carrier's interface can only cancel an order, so a new time is a new order, booked before the old one is
cancelled: whatever fails in between, a courier comes.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from actions.backends.carrier import NotServed, OrderGone, OutsideHours, ProhibitedGoods
from actions.forms import FormFilling
from actions.pickup import order_of
from actions.pickup_checks import check_window, new_order_id
from actions.pickup_draft import PickupDraft
from actions.ports import carrier
from actions.proof import Outcome, given_tail, try_tail
from actions.spoken import say_window
from actions.turn import Turn, TurnAction
from actions.wishes import agrees, wishes

CANCEL, MOVE = "cancel", "move"


class FillPickupChange(FormFilling):
    """Which order, and whether it is to be cancelled or moved to another time."""

    form = "pickup_change_form"
    slots = ("order", "order_proof", "change_wish", "change_confirmed")
    own_intents = frozenset({"modify_or_cancel_pickup"})

    def is_answered(self, turn: Turn) -> bool:
        """An order, four digits, or a time."""
        names = {"order": ("order_no",), "order_proof": ("phone_tail", "phone"), "change_wish": ("time_window",)}
        return any(turn.entity(name) is not None for name in names.get(turn.requested_slot or "", ()))

    def fill(self, turn: Turn) -> None:
        """The pickup just booked here is meant unless an order number is given."""
        if turn["order"] is None:
            self._find(turn)
        elif turn["order_proof"] is None:
            self._prove(turn)
        if turn["order_proof"] is None:
            return
        if turn["change_wish"] is None or turn.entity("time_window") is not None:
            self._wish(turn)
        if turn["change_wish"] is not None and turn.requested_slot == "change_confirmed":
            self._confirm(turn)

    @staticmethod
    def _find(turn: Turn) -> None:
        booked = turn["booked_pickup"]
        number = turn.entity("order_no")
        if booked and number in (None, booked["order_id"]):
            turn["order"] = {"order_id": booked["order_id"], "waybill_no": booked["waybill_no"]}
            turn["order_proof"] = True
        elif number is not None:
            try:
                placed = carrier().find_order(number)
            except OrderGone:
                turn.say("utter_order_unknown", order_no=number)
                return
            turn["order"] = {"order_id": placed.order_id, "waybill_no": placed.waybill_no}

    @staticmethod
    def _prove(turn: Turn) -> None:
        tail = given_tail(turn)
        if tail is None:
            return
        tried = try_tail(turn, turn["order"]["waybill_no"], tail)
        if tried.outcome is Outcome.RIGHT:
            turn["order_proof"] = True
        elif tried.outcome is Outcome.WRONG:
            turn.say("utter_tail_wrong", left=tried.left)
        else:
            turn.say("utter_tail_locked")
            turn.leave_form()

    @staticmethod
    def _wish(turn: Turn) -> None:
        window = turn.entity("time_window")
        if window is not None and window.get("start") and turn["booked_pickup"]:
            draft = PickupDraft.of_slot(turn["booked_pickup"]["pickup"])
            draft.window = window
            check_window(turn, draft)
            if draft.window is not None:
                turn["change_wish"] = {"kind": MOVE, "window": draft.window, "new_order_id": new_order_id(turn.now)}
        elif window is not None:
            turn.say("utter_order_move_elsewhere")
        elif wishes(turn.text, "cancel_pickup"):
            turn["change_wish"] = {"kind": CANCEL}

    @staticmethod
    def _confirm(turn: Turn) -> None:
        if agrees(turn):
            turn["change_confirmed"] = True
        elif turn.intent == "deny":
            turn["change_confirmed"] = False


class AskChangeConfirmed(TurnAction):
    """Says what is about to be done and asks whether it is right."""

    returns_to_form = False

    def name(self) -> str:
        """Rasa looks for `action_ask_<form>_<slot>`."""
        return "action_ask_pickup_change_form_change_confirmed"

    def act(self, turn: Turn) -> None:
        """Cancel or move."""
        wish = turn["change_wish"]
        if wish["kind"] == CANCEL:
            turn.say("utter_pickup_cancel_confirm", order_no=turn["order"]["order_id"])
        else:
            turn.say("utter_pickup_move_confirm", order_no=turn["order"]["order_id"], window=_said(wish, turn))


class ChangePickup(TurnAction):
    """Cancels or moves the pickup that was confirmed."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_change_pickup"

    def act(self, turn: Turn) -> None:
        """Do what was confirmed; a pickup that can no longer be changed is said."""
        order, wish, confirmed = turn["order"], turn["change_wish"], turn["change_confirmed"]
        if confirmed is None:
            turn.forget(*FillPickupChange.slots)
            return
        try:
            if not confirmed:
                turn.say("utter_pickup_unchanged", order_no=order["order_id"])
            elif wish["kind"] == CANCEL:
                self._cancel(turn, order)
            else:
                self._move(turn, order, wish)
        except OrderGone:
            turn.say("utter_order_unchangeable", order_no=order["order_id"])
        except (OutsideHours, NotServed, ProhibitedGoods):
            turn.say("utter_pickup_hour_gone")
        # Not before: if the carrier cannot be asked, a second try finds the same wish and the same new number.
        turn.forget(*FillPickupChange.slots)

    def fail(self, turn: Turn) -> None:
        """The carrier did not answer: nobody knows what it did, so the wish stays for another try."""
        turn.say("utter_pickup_change_uncertain")
        turn["change_confirmed"] = None

    @staticmethod
    def _cancel(turn: Turn, order: dict[str, str]) -> None:
        carrier().cancel_order(order["order_id"])
        turn.say("utter_pickup_cancelled", order_no=order["order_id"])
        turn.forget("booked_pickup")

    @staticmethod
    def _move(turn: Turn, order: dict[str, str], wish: dict[str, Any]) -> None:
        """Book anew, then cancel the old; if the old one is on its way already, the new one goes."""
        draft = PickupDraft.of_slot(turn["booked_pickup"]["pickup"])
        draft.window, draft.order_id = wish["window"], wish["new_order_id"]
        placed = carrier().place_order(order_of(draft))
        try:
            carrier().cancel_order(order["order_id"])
        except OrderGone:
            carrier().cancel_order(placed.order_id)
            raise
        turn.say("utter_pickup_moved", order_no=placed.order_id, waybill_no=placed.waybill_no, window=_said(wish, turn))
        turn["booked_pickup"] = {"order_id": placed.order_id, "waybill_no": placed.waybill_no, "pickup": asdict(draft)}


def _said(wish: dict[str, Any], turn: Turn) -> str:
    end = wish["window"]["end"]
    start = datetime.fromisoformat(wish["window"]["start"])
    return say_window(start, datetime.fromisoformat(end) if end else None, turn.now)
