"""下单寄件: `pickup_form` gathers a pickup in any order, checks it, names price and arrival, reads it back and books
it once.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from actions.backends.carrier import NotServed, Order, OrderGone, OutsideHours, PlacedOrder, ProhibitedGoods
from actions.forms import FormFilling
from actions.knowledge import knowledge
from actions.pickup_checks import accept_goods, check_weight, check_window, quote_draft
from actions.pickup_draft import SIDES, PickupDraft
from actions.ports import carrier
from actions.spoken import say_moment, say_window
from actions.turn import Turn, TurnAction
from actions.wishes import agrees, wishes

FREE_TEXT_GOODS = 20

# What an answer to each question looks like.
DECISIONS = ("confirm", "change")
# Another hour was offered and waits for a yes; the offer itself was the question.
OFFER = "offered_window"
PLACE, CONTACT = ("address", "city"), ("person", "phone")
EVIDENCE = {
    **{f"{side}_{part}": PLACE for side in SIDES for part in ("address", "city", "spot")},
    **{f"{side}_contact": CONTACT for side in SIDES},
    "goods": ("goods",),
    "weight": ("weight_kg",),
    "window": ("time_window",),
    OFFER: ("time_window",),
    **{decision: (*PLACE, *CONTACT, "goods", "weight_kg", "time_window", "product") for decision in DECISIONS},
}


class FillPickup(FormFilling):
    """Takes what a message says of the pickup and decides what to ask next."""

    form = "pickup_form"
    slots = ("pickup", "pickup_place", "pickup_confirmed")
    own_intents = frozenset({"book_pickup", "modify_or_cancel_pickup"})

    def is_answered(self, turn: Turn) -> bool:
        """An entity that fits the question. What it costs and when it arrives is answered by reading back."""
        if turn.requested_slot in DECISIONS and turn.intent in ("ask_price", "ask_eta"):
            return True
        return any(turn.entity(name) is not None for name in EVIDENCE.get(turn.requested_slot or "", ()))

    def fill(self, turn: Turn) -> None:
        """Take, check, quote, ask. "取消" before anything is booked means: leave it."""
        if turn.intent == "modify_or_cancel_pickup" and wishes(turn.text, "cancel_pickup"):
            turn.forget(*self.slots)
            turn.leave_form()
            turn.say("utter_stopped")
            return
        draft = PickupDraft.of(turn)
        if draft.uncertain and self._was_booked(turn, draft):
            return
        said_something = draft.take(turn)
        goods = self._goods(turn)
        if goods is not None:
            accept_goods(turn, draft, goods)
        decided = agrees(turn) or turn.intent == "deny"
        if turn.requested_slot == OFFER and decided:
            draft.window = draft.offered_window if agrees(turn) else None
            draft.window_checked = False
            said_something = True
        draft.offered_window = None
        if said_something or goods is not None or turn.requested_slot is None:
            self._go_on(turn, draft)
        elif turn.requested_slot in DECISIONS and decided:
            self._decide(turn, draft)
        elif turn.requested_slot in DECISIONS and turn.intent != "nlu_fallback":
            self._go_on(turn, draft)

    def come_back(self, turn: Turn) -> None:
        """What to ask for depends on the draft, not on which slot is empty."""
        self._go_on(turn, PickupDraft.of(turn))

    @staticmethod
    def _was_booked(turn: Turn, draft: PickupDraft) -> bool:
        """Whether the order that got no answer stands after all: then all is done."""
        try:
            placed = carrier().find_order(draft.order_id)
        except OrderGone:
            draft.uncertain = False
            return False
        tell_booked(turn, draft, placed)
        turn.leave_form()
        return True

    @staticmethod
    def _goods(turn: Turn) -> str | None:
        """Named goods; or, when just asked for them, any short answer."""
        goods: str | None = turn.entity("goods")
        if goods is None and turn.requested_slot == "goods" and len(turn.text) <= FREE_TEXT_GOODS:
            other = any(
                turn.entity(name) is not None for names in EVIDENCE.values() for name in names if name != "goods"
            )
            return None if other or turn.intent in ("affirm", "deny", "greet", "thanks") else turn.text
        return goods

    @staticmethod
    def _go_on(turn: Turn, draft: PickupDraft) -> None:
        """Check what is known, quote when nothing is missing, ask for the next thing. What was said is kept first."""
        draft.keep(turn)
        check_weight(turn, draft)
        check_window(turn, draft)
        if draft.missing() == "confirm" and draft.quote is None:
            quote_draft(turn, draft)
        draft.keep(turn)
        missing = OFFER if draft.offered_window else draft.missing()
        side = draft.receiver if missing.startswith("receiver") else draft.sender
        turn["pickup_place"] = side.known_of_place()
        turn["requested_slot"] = missing

    @staticmethod
    def _decide(turn: Turn, draft: PickupDraft) -> None:
        draft.keep(turn)
        if turn.intent == "deny":
            turn["requested_slot"] = "change"
        elif turn.requested_slot == "change":
            turn["requested_slot"] = "confirm"
        else:
            turn["pickup_confirmed"] = True
            turn["requested_slot"] = None


class AskPickupConfirm(TurnAction):
    """Reads the whole back, with price and arrival, before anything is booked."""

    returns_to_form = False

    def name(self) -> str:
        """Rasa looks for `action_ask_<form>_<slot>`."""
        return "action_ask_pickup_form_confirm"

    def act(self, turn: Turn) -> None:
        """One message, so that it can be checked at a glance."""
        draft = PickupDraft.of(turn)
        assert draft.quote is not None
        turn.say(
            "utter_pickup_read_back",
            window=say_window(draft.start(), draft.end(), turn.now),
            sender=_one_line(draft.sender.name, draft.sender.phone, draft.sender.as_place()),
            receiver=_one_line(draft.receiver.name, draft.receiver.phone, draft.receiver.as_place()),
            goods=draft.goods,
            weight=f"{draft.weight_kg:g}",
            quantity=draft.quantity,
            product=knowledge().product(draft.quote["product"]).name,
            fee=f"{float(draft.quote['fee']):g}",
            arrives=say_moment(datetime.fromisoformat(draft.quote["arrives"]), turn.now),
        )


def _one_line(name: str, phone: str, place: object) -> str:
    parts = vars(place)
    city = "" if parts["province"] == parts["city"] else parts["province"]
    return f"{name} {phone} {city}{parts['city']}{parts['district']}{parts['detail']}"


class BookPickup(TurnAction):
    """Books the confirmed pickup, once."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_book_pickup"

    def act(self, turn: Turn) -> None:
        """Place the order; a refusal says what can be done instead and keeps the draft."""
        if not turn["pickup_confirmed"]:
            return
        draft = PickupDraft.of(turn)
        turn.forget("pickup_confirmed")
        try:
            placed = carrier().place_order(order_of(draft))
        except ProhibitedGoods:
            turn.say("utter_goods_prohibited", goods=draft.goods)
            draft.goods = ""
        except OutsideHours:
            turn.say("utter_pickup_hour_gone")
            draft.window = None
        except NotServed:
            turn.say("utter_pickup_route_not_served", origin=draft.sender.city, destination=draft.receiver.city)
            draft.receiver.city = draft.receiver.detail = ""
        else:
            tell_booked(turn, draft, placed)
            return
        draft.quote, draft.order_id = None, ""
        draft.keep(turn)
        turn["interrupted_form"] = "pickup_form"

    def fail(self, turn: Turn) -> None:
        """The carrier did not answer: the order may stand. The form looks for it before anything else."""
        draft = PickupDraft.of(turn)
        draft.uncertain = True
        draft.keep(turn)
        turn.say("utter_pickup_uncertain")
        turn["offer"] = "pickup_form"


def tell_booked(turn: Turn, draft: PickupDraft, placed: PlacedOrder) -> None:
    """Say the order's numbers, and remember it as the one that can be changed."""
    window = say_window(draft.start(), draft.end(), turn.now)
    turn.say("utter_pickup_booked", order_no=placed.order_id, waybill_no=placed.waybill_no, window=window)
    kept = {"order_id": placed.order_id, "waybill_no": placed.waybill_no, "pickup": turn["pickup"]}
    turn.forget(*FillPickup.slots)
    turn["booked_pickup"] = kept


def order_of(draft: PickupDraft) -> Order:
    """The carrier's order for a draft that is complete and quoted."""
    assert draft.quote is not None
    return Order(
        order_id=draft.order_id,
        sender=draft.sender.as_party(),
        receiver=draft.receiver.as_party(),
        goods=draft.goods,
        weight_kg=Decimal(str(draft.weight_kg)),
        quantity=draft.quantity,
        product=draft.quote["product"],
        pickup_from=draft.start(),
        receiver_pays=draft.receiver_pays,
    )
