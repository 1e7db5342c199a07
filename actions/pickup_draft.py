"""A pickup while it is being talked about: what is known so far, and what a message adds.

A message may speak of anything in any order, and may correct what was said before: the latest word counts. It is kept
as plain data in the slot `pickup`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from actions.backends.carrier import Party, Place
from actions.turn import Turn

SIDES = {"sender": "origin", "receiver": "destination"}


@dataclass
class Side:
    """A sender or receiver in the making; unknown parts are empty."""

    province: str = ""
    city: str = ""
    district: str = ""
    detail: str = ""
    name: str = ""
    phone: str = ""

    @property
    def has_place(self) -> bool:
        """Whether a courier could find it."""
        return bool(self.city and (self.detail or self.district))

    def missing_of_place(self) -> str:
        """What of the place to ask for: the `city` of a known spot, the `spot` in a known city, or the whole
        `address`.
        """
        if self.city:
            return "spot"
        return "city" if self.detail else "address"

    def known_of_place(self) -> str:
        """What is known of the place, as said back to the customer."""
        return self.city or self.detail

    def take_address(self, address: Mapping[str, Any]) -> None:
        """A new address replaces the old one, but for the city above it, which "科技园" leaves out."""
        parts = {part: str(address.get(part) or "") for part in ("province", "city", "district", "detail")}
        if parts["city"] or parts["province"]:
            self.province, self.city, self.district, self.detail = parts.values()
        else:
            self.district, self.detail = parts["district"] or self.district, parts["detail"]

    def as_place(self) -> Place:
        """For the carrier."""
        return Place(self.province, self.city, self.district, self.detail)

    def as_party(self) -> Party:
        """For the carrier."""
        return Party(self.name, self.phone, self.as_place())


@dataclass
class PickupDraft:
    """What is known of the pickup. Times are ISO 8601, weights kilograms."""

    sender: Side = field(default_factory=Side)
    receiver: Side = field(default_factory=Side)
    goods: str = ""
    weight_kg: float = 0
    quantity: int = 1
    product: str = ""
    receiver_pays: bool = False
    window: dict[str, str | None] | None = None
    offered_window: dict[str, str | None] | None = None
    # product, fee (yuan) and arrives (ISO 8601) of the offer that is read back; `product` above is what was wished for
    quote: dict[str, str] | None = None
    order_id: str = ""
    # booked, but the carrier's answer never came
    uncertain: bool = False
    window_checked: bool = False

    @classmethod
    def of(cls, turn: Turn) -> PickupDraft:
        """The draft of this conversation, or an empty one."""
        return cls.of_slot(turn["pickup"] or {})

    @classmethod
    def of_slot(cls, slot: Mapping[str, Any]) -> PickupDraft:
        """The draft that `keep` wrote."""
        kept: dict[str, Any] = dict(slot)
        for side in SIDES:
            kept[side] = Side(**kept.get(side, {}))
        return cls(**kept)

    def keep(self, turn: Turn) -> None:
        """Remember it."""
        turn["pickup"] = asdict(self)

    def missing(self) -> str:
        """What to ask for next; `confirm` when nothing is."""
        for side, known in (("sender", self.sender), ("receiver", self.receiver)):
            if not known.has_place:
                return f"{side}_{known.missing_of_place()}"
            if not known.phone or not known.name:
                return f"{side}_contact"
        if not self.goods:
            return "goods"
        if not self.weight_kg:
            return "weight"
        return "confirm" if self.window else "window"

    def start(self) -> datetime:
        """When the courier may come at the earliest."""
        assert self.window is not None and self.window["start"] is not None
        return datetime.fromisoformat(self.window["start"])

    def end(self) -> datetime | None:
        """When the courier should have come; None if open."""
        last = (self.window or {}).get("end")
        return datetime.fromisoformat(last) if last else None

    def take(self, turn: Turn) -> bool:
        """Take what the message says. Returns whether it said anything of use."""
        before = replace(self, sender=replace(self.sender), receiver=replace(self.receiver))
        self._take_places(turn)
        self._take_people(turn)
        if (weight := turn.entity("weight_kg")) is not None:
            self.weight_kg = float(weight)
        if (quantity := turn.entity("quantity")) is not None:
            self.quantity = max(1, int(quantity))
        if (window := turn.entity("time_window")) is not None and window.get("start"):
            self.window = window
        self._take_products(turn)
        if self == before:
            return False
        self.quote, self.window_checked = None, False
        return True

    def _take_products(self, turn: Turn) -> None:
        for product in turn.entities("product"):
            if product == "receiver_pays":
                self.receiver_pays = True
            elif product != "evening_pickup":
                self.product = product

    def _take_places(self, turn: Turn) -> None:
        for city in turn.raw_entities("city"):
            side = self._side_of(city, turn)
            if side.city != city["value"]:
                side.province, side.city, side.district, side.detail = "", city["value"], "", ""
        for address in turn.raw_entities("address"):
            self._side_of(address, turn).take_address(address["value"])

    def _take_people(self, turn: Turn) -> None:
        for person in turn.raw_entities("person"):
            self._side_of(person, turn).name = person["value"]
        for phone in turn.raw_entities("phone"):
            self._side_of(phone, turn).phone = phone["value"]

    def _side_of(self, entity: Mapping[str, Any], turn: Turn) -> Side:
        """Whose it is: as the words say; else the side just asked for; else the first that still lacks something."""
        for side, role in SIDES.items():
            if entity.get("role") == role:
                return self._side(side)
        mate = self._role_in_group(entity, turn)
        if mate is not None:
            return self._side(mate)
        asked = (turn.requested_slot or "").partition("_")[0]
        if asked in SIDES:
            return self._side(asked)
        return self.receiver if self.sender.has_place and self.sender.phone else self.sender

    @staticmethod
    def _role_in_group(entity: Mapping[str, Any], turn: Turn) -> str | None:
        """The side of the block an entity was pasted in, if another entity of the block tells it."""
        if entity.get("group") is None:
            return None
        for mate in turn.raw_entities("address") + turn.raw_entities("person") + turn.raw_entities("phone"):
            for side, role in SIDES.items():
                if mate.get("group") == entity["group"] and mate.get("role") == role:
                    return side
        return None

    def _side(self, name: str) -> Side:
        return self.sender if name == "sender" else self.receiver
