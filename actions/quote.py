"""问价格和时效: what a parcel costs between two places and when it arrives, asked of the carrier."""

from __future__ import annotations

from decimal import Decimal

from actions.backends.carrier import NotServed, Place, Quote
from actions.forms import FormFilling
from actions.knowledge import knowledge
from actions.pickup_draft import PickupDraft
from actions.ports import carrier
from actions.spoken import say_moment
from actions.turn import Turn, TurnAction

# Quoted at most: more lines than that nobody reads in a chat.
MOST_QUOTES = 3


class FillQuote(FormFilling):
    """From where, to where, how heavy."""

    form = "quote_form"
    slots = ("quote_origin", "quote_destination", "quote_weight")
    own_intents = frozenset({"ask_price", "ask_eta"})

    def is_answered(self, turn: Turn) -> bool:
        """A place or a weight."""
        names = ("weight_kg",) if turn.requested_slot == "quote_weight" else ("city", "address")
        return any(turn.entity(name) is not None for name in names)

    def fill(self, turn: Turn) -> None:
        """Places by their role; a bare one is what was asked for. Inside a pickup its places and weight are meant."""
        if turn.requested_slot is None and turn["pickup"]:
            self._take_pickup(turn, PickupDraft.of(turn))
        for place in turn.raw_entities("city") + turn.raw_entities("address"):
            turn[self._slot_for(turn, place.get("role"))] = _as_place(place["value"])
        if (weight := turn.entity("weight_kg")) is not None:
            turn["quote_weight"] = float(weight)

    @staticmethod
    def _take_pickup(turn: Turn, draft: PickupDraft) -> None:
        for slot, side in (("quote_origin", draft.sender), ("quote_destination", draft.receiver)):
            if side.city:
                turn[slot] = vars(side.as_place())
        if draft.weight_kg:
            turn["quote_weight"] = draft.weight_kg

    @staticmethod
    def _slot_for(turn: Turn, role: str | None) -> str:
        if role == "origin":
            return "quote_origin"
        if role == "destination":
            return "quote_destination"
        if turn.requested_slot in ("quote_origin", "quote_destination"):
            return turn.requested_slot
        return "quote_origin" if turn["quote_origin"] is None else "quote_destination"


def _as_place(value: object) -> dict[str, str]:
    if isinstance(value, dict):
        return {part: value.get(part) or "" for part in ("province", "city", "district", "detail")}
    return {"city": str(value)}


class TellQuote(TurnAction):
    """Price and arrival of the products that go there."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_tell_quote"

    def act(self, turn: Turn) -> None:
        """The product asked about first, then the cheapest."""
        if turn["quote_weight"] is None:
            return
        origin, destination = Place(**turn["quote_origin"]), Place(**turn["quote_destination"])
        weight = Decimal(str(turn["quote_weight"]))
        turn.forget(*FillQuote.slots)
        try:
            quotes = carrier().quotes(origin, destination, weight, turn.now)
        except NotServed:
            turn.say("utter_pickup_route_not_served", origin=origin.city, destination=destination.city)
            return
        turn.say("utter_quote_intro", origin=origin.city, destination=destination.city, weight=f"{weight:g}")
        for quote in self._worth_telling(quotes, turn.entity("product")):
            turn.say(
                "utter_quote_line",
                product=knowledge().product(quote.product).name,
                fee=f"{float(quote.fee):g}",
                arrives=say_moment(quote.latest, turn.now),
            )
        turn.say("utter_quote_next")
        turn["offer"] = "pickup_form"

    @staticmethod
    def _worth_telling(quotes: list[Quote], wished: str | None) -> list[Quote]:
        by_fee = sorted(quotes, key=lambda quote: (quote.product != wished, quote.fee))
        return by_fee[:MOST_QUOTES]
