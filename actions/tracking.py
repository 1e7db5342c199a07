"""快件查询: where a parcel is, after proof.

`tracking_form` finds out which parcels (`parcels`: waybill numbers) and whether the customer may see them (`proof`);
parcels by phone number need a code sent to that phone. Then `action_show_parcels` tells.
"""

from __future__ import annotations

from actions.backends.center import CodeExpired, TooManyTries
from actions.forms import FormFilling
from actions.parcel_report import show_parcel
from actions.ports import carrier, center
from actions.proof import Outcome, given_tail, tail_for, try_tail
from actions.turn import Turn, TurnAction

# More would not be done in the time an action has: each is asked of the carrier by itself.
MOST_AT_ONCE = 5
PROVEN = "proven"


class FillTracking(FormFilling):
    """Which parcels, and the proof for them."""

    form = "tracking_form"
    slots = ("parcels", "proof", "tracked_phone")
    own_intents = frozenset({"track_shipment", "ask_eta", "urge_delivery", "ask_courier_contact", "ask_pickup_code"})

    def is_answered(self, turn: Turn) -> bool:
        """A number that fits what was asked."""
        names = {
            "parcels": ("waybill_no", "phone", "unread_number"),
            "proof": ("phone_tail", "phone", "sms_code", "waybill_no"),
        }
        return any(turn.entity(name) is not None for name in names.get(turn.requested_slot or "", ()))

    def fill(self, turn: Turn) -> None:
        """Parcels first: a waybill number in the message begins anew."""
        if numbers := list(dict.fromkeys(turn.entities("waybill_no"))):
            if len(numbers) > MOST_AT_ONCE:
                turn.say("utter_parcels_first", count=MOST_AT_ONCE)
            self._take_numbers(turn, numbers[:MOST_AT_ONCE])
        elif turn["parcels"] is None:
            self._find_without_number(turn)
        if turn["tracked_phone"]:
            self._prove_phone(turn)
        if turn["parcels"]:
            self._prove(turn)

    def _take_numbers(self, turn: Turn, numbers: list[str]) -> None:
        unknown = [number for number in numbers if not carrier().knows(number)]
        for number in unknown:
            turn.say("utter_waybill_unknown", waybill_no=number)
        turn["parcels"] = [number for number in numbers if number not in unknown] or None
        turn["proof"] = None

    def _find_without_number(self, turn: Turn) -> None:
        if unread := turn.entity("unread_number"):
            turn.say("utter_waybill_unreadable", number=unread)
            turn["tracked_phone"] = None
        elif turn["tracked_phone"] is None and turn.entity("phone") not in (None, turn.verified_phone):
            self._send_code(turn, turn.entity("phone"))
        elif turn["last_parcels"] and turn.requested_slot is None:
            # "到哪了" once more means the parcels just spoken of.
            turn["parcels"] = turn["last_parcels"]
        elif turn.verified_phone is not None:
            self._take_parcels_of(turn, turn.verified_phone)

    def _send_code(self, turn: Turn, phone: str) -> None:
        try:
            center().send_code(turn.conversation, phone, turn.key("code", phone, turn.message_id))
        except TooManyTries:
            turn.say("utter_code_too_many")
            turn.leave_form()
            return
        turn["tracked_phone"] = phone
        turn.say("utter_code_sent", phone_tail=phone[-4:])

    def _prove_phone(self, turn: Turn) -> None:
        code = turn.entity("sms_code")
        if code is None or turn.requested_slot is None:
            return
        try:
            check = center().check_code(turn.conversation, turn["tracked_phone"], code)
        except CodeExpired:
            turn.say("utter_code_expired")
            turn["tracked_phone"] = None
            return
        if check.allowed:
            self._take_parcels_of(turn, turn["tracked_phone"])
        elif check.left:
            turn.say("utter_code_wrong", left=check.left)
            turn["proof"] = None
        else:
            turn.say("utter_code_used_up")
            turn["tracked_phone"] = None

    def _take_parcels_of(self, turn: Turn, phone: str) -> None:
        numbers = carrier().parcels_of(phone)[:MOST_AT_ONCE]
        if not numbers:
            turn.say("utter_no_parcels_for_phone", phone_tail=phone[-4:])
            turn["tracked_phone"] = None
            turn.leave_form()
            return
        turn["parcels"], turn["tracked_phone"] = numbers, None
        self._trust(turn, numbers, phone)

    def _prove(self, turn: Turn) -> None:
        unproven = [number for number in turn["parcels"] if tail_for(turn, number) is None]
        if unproven and turn.verified_phone is not None:
            own = set(carrier().parcels_of(turn.verified_phone))
            self._trust(turn, [number for number in unproven if number in own], turn.verified_phone)
            unproven = [number for number in unproven if number not in own]
        tail = given_tail(turn)
        if unproven and tail is not None:
            unproven = self._try_all(turn, unproven, tail)
        if not unproven:
            turn["proof"] = PROVEN

    @staticmethod
    def _trust(turn: Turn, numbers: list[str], phone: str) -> None:
        """Take parcels of a phone that is known to be the customer's as proven."""
        turn["proofs"] = {**(turn["proofs"] or {}), **{number: phone[-4:] for number in numbers}}

    def _try_all(self, turn: Turn, numbers: list[str], tail: str) -> list[str]:
        """Try the digits on every parcel; returns those still to be proven. One right parcel among several is shown,
        the others named.
        """
        tries = {number: try_tail(turn, number, tail) for number in numbers}
        wrong = [number for number in numbers if tries[number].outcome is not Outcome.RIGHT]
        if not wrong:
            return []
        if len(wrong) < len(turn["parcels"]):
            for number in wrong:
                turn.say("utter_tail_wrong_for", waybill_no=number, phone_tail=tail)
            turn["parcels"] = [number for number in turn["parcels"] if number not in wrong]
            return []
        if any(tries[number].outcome is Outcome.LOCKED for number in wrong):
            turn.say("utter_tail_locked")
            turn.forget("parcels", "proof")
            turn.leave_form()
        else:
            turn.say("utter_tail_wrong", left=min(tries[number].left for number in wrong))
            turn["proof"] = None
        return wrong


class AskTrackingProof(TurnAction):
    """Asks for the digits, or for the code that was sent."""

    returns_to_form = False

    def name(self) -> str:
        """Rasa looks for `action_ask_<form>_<slot>`."""
        return "action_ask_tracking_form_proof"

    def act(self, turn: Turn) -> None:
        """Say what is needed and why."""
        if len(turn["parcels"]) > 1:
            turn.say("utter_ask_tail_for_several", count=len(turn["parcels"]))
        else:
            turn.say("utter_ask_tail", waybill_no=turn["parcels"][0])


class AskTrackingParcels(TurnAction):
    """Asks which parcel, or for the code when a phone was given."""

    returns_to_form = False

    def name(self) -> str:
        """Rasa looks for `action_ask_<form>_<slot>`."""
        return "action_ask_tracking_form_parcels"

    def act(self, turn: Turn) -> None:
        """A phone was given: its code; else a number."""
        turn.say("utter_ask_code" if turn["tracked_phone"] else "utter_ask_waybill")


class ShowParcels(TurnAction):
    """Tells where the parcels are."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_show_parcels"

    def act(self, turn: Turn) -> None:
        """Ask the carrier once for all parcels of one tail, then tell each."""
        if turn["proof"] != PROVEN:
            return
        numbers: list[str] = turn["parcels"]
        for tail in dict.fromkeys(tail_for(turn, number) or "" for number in numbers):
            same = [number for number in numbers if tail_for(turn, number) == tail]
            routes = carrier().routes(same, tail)
            for number in same:
                show_parcel(turn, number, routes[number], carrier().promised(number, tail))
        turn["last_parcels"] = numbers
        turn.forget(*FillTracking.slots)
