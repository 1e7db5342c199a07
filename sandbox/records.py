"""What the carrier keeps: contacts, parcels, scans, orders, instructions, messages. Times are written by clock."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Contact:
    """A sender or a receiver, with the address as the waybill has it."""

    name: str
    phone: str
    province: str
    city: str
    county: str
    address: str


@dataclass(frozen=True)
class Parcel:
    """One waybill. `next_step` is the next scan of the standard journey, None for a parcel with a story of its own."""

    waybill_no: str
    order_id: str
    sender: Contact
    receiver: Contact
    product: str
    placed_at: str
    promised_at: str
    monthly_card: str = ""
    note: str = ""
    next_step: int | None = None

    def has_phone(self, digits: str) -> bool:
        """Whether these are the last four digits, or all, of the sender's or the receiver's phone."""
        return any(digits in (contact.phone, contact.phone[-4:]) for contact in (self.sender, self.receiver))


@dataclass(frozen=True)
class Scan:
    """One event of a parcel's route. `first_status` is given where the opCode's usual one does not fit."""

    waybill_no: str
    at: str
    where: str
    op_code: str
    remark: str
    first_status: str | None = None


@dataclass(frozen=True)
class Order:
    """An order: `state` is placed, confirmed, cancelled or refused; `filter_result` 1 manual, 2 taken, 3 refused."""

    order_id: str
    state: str
    origin_code: str
    dest_code: str
    filter_result: int
    remark: str
    waybill_nos: tuple[str, ...]


@dataclass(frozen=True)
class Instruction:
    """A wanted intercept that holds: `service` is the carrier's code ("1" redirect), `content` the request's JSON."""

    waybill_no: str
    service: str
    command_id: str
    content: str
    at: str


@dataclass(frozen=True)
class Message:
    """A text message that the gateway took for a phone."""

    phone: str
    text: str
    at: str
