"""The carrier, as the assistant needs it: what can be asked of it and what it answers.

The adapter for the SF open platform is `actions.backends.sf`. All times are aware (Asia/Shanghai), weights kilograms,
money yuan.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Protocol

from actions.backends.errors import Refused


class Stage(str, Enum):
    """How far a parcel is; its values name the responses that tell it."""

    WAITING_FOR_PICKUP = "waiting_for_pickup"
    COLLECTED = "collected"
    IN_TRANSIT = "in_transit"
    ARRIVED = "arrived"
    OUT_FOR_DELIVERY = "out_for_delivery"
    AWAITING_COLLECTION = "awaiting_collection"
    FAILED_ATTEMPT = "failed_attempt"
    REDELIVERY = "redelivery"
    HELD = "held"
    RETURNING = "returning"
    SIGNED = "signed"


@dataclass(frozen=True)
class Scan:
    """One event of a parcel's route."""

    at: datetime
    place: str
    remark: str
    stage: Stage


@dataclass(frozen=True)
class Place:
    """Where something is picked up or delivered; unknown parts are empty."""

    province: str = ""
    city: str = ""
    district: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Party:
    """A sender or a receiver."""

    name: str
    phone: str
    place: Place


@dataclass(frozen=True)
class Quote:
    """What one product costs and when it arrives."""

    product: str
    fee: Decimal
    earliest: datetime
    latest: datetime


@dataclass(frozen=True)
class PickupHours:
    """When a courier collects at an address on a day, as HH:MM."""

    opens: str
    closes: str


@dataclass(frozen=True)
class Order:
    """A pickup to be booked. `order_id` is ours and makes booking idempotent."""

    order_id: str
    sender: Party
    receiver: Party
    goods: str
    weight_kg: Decimal
    quantity: int
    product: str
    pickup_from: datetime
    receiver_pays: bool = False


@dataclass(frozen=True)
class PlacedOrder:
    """A booked pickup. `waybill_no` is empty until the carrier has issued one."""

    order_id: str
    waybill_no: str


class WrongProof(Refused):
    """The phone digits do not belong to the waybill."""


class NotServed(Refused):
    """The carrier does not collect or deliver there."""


class OutsideHours(Refused):
    """No courier at that time."""


class ProhibitedGoods(Refused):
    """The goods may not be sent."""


class OrderGone(Refused):
    """There is no such order, or it can no longer be changed."""


class Carrier(Protocol):
    """What the assistant asks of a carrier. Every method may raise `Unavailable`, and `Refused` with a code not named
    here.
    """

    def knows(self, waybill_no: str) -> bool:
        """Whether the number is one of the carrier's."""

    def promised(self, waybill_no: str, phone_tail: str) -> datetime | None:
        """When the parcel should arrive; None if not said yet. Raises `WrongProof`."""

    def routes(self, waybill_nos: list[str], phone_tail: str) -> dict[str, list[Scan]]:
        """The scans of each parcel, oldest first; empty when there are none to be shown."""

    def parcels_of(self, phone: str) -> list[str]:
        """Waybill numbers sent from or to a phone lately, newest first."""

    def quotes(self, origin: Place, destination: Place, weight_kg: Decimal, at: datetime) -> list[Quote]:
        """Price and arrival for each product that goes there. Raises `NotServed`."""

    def pickup_hours(self, place: Place, at: datetime) -> PickupHours:
        """When couriers collect there on that day. Raises `NotServed`."""

    def place_order(self, order: Order) -> PlacedOrder:
        """Book a pickup; the same `order_id` again gives the same order.

        Raises `NotServed`, `OutsideHours`, `ProhibitedGoods`.
        """

    def find_order(self, order_id: str) -> PlacedOrder:
        """A booked pickup. Raises `OrderGone`."""

    def cancel_order(self, order_id: str) -> None:
        """Cancel a booked pickup; cancelling twice is cancelling once. Raises `OrderGone` when it can no longer be
        cancelled.
        """
