"""EXP_RECE_CREATE_ORDER, EXP_RECE_SEARCH_ORDER_RESP, EXP_RECE_UPDATE_ORDER: an order and what becomes of it."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta
from typing import Any

from sandbox import clock
from sandbox.context import Context
from sandbox.fields import MALFORMED, Asked, BusinessError, is_phone
from sandbox.places import Place
from sandbox.quotes import collects_at
from sandbox.records import Contact, Order, Parcel
from sandbox.tariff import Product

MANUAL, TAKEN, REFUSED = 1, 2, 3
MISMATCH, DONE = 1, 2

# contactType, and what the carrier says when the address, the name or the phone is missing.
_SENDER = ("1", ("1010", "1011", "1012"))
_RECEIVER = ("2", ("1014", "1015", "1016"))

_MOST_PARCELS = 307

# A caller's clock and a customer's second thoughts: a start this long ago still counts as "now".
_PATIENCE = timedelta(hours=1)

# What is promised where no tariff tells: the place is still to be looked at by a person.
_UNKNOWN_JOURNEY = timedelta(days=3)


def create(asked: Asked, context: Context) -> dict[str, Any]:
    """Take an order, or refuse it with the carrier's code; filterResult 3 where a place is not served."""
    order_id = asked.text("orderId", missing=MALFORMED, limit=64)
    if context.ledger.order(order_id):
        raise BusinessError("8016")
    sender, receiver = _contact(asked, _SENDER), _contact(asked, _RECEIVER)
    product = _product(asked, context)
    card = _card(asked)
    count = _parcel_count(asked)
    origin, destination = (_find(contact, context) for contact in (sender, receiver))
    start = _start(asked, origin, context)

    filter_result, remark = _filter(origin, destination)
    numbers = tuple(_new_number(context) for _ in range(count if filter_result != REFUSED else 0))
    state = "refused" if filter_result == REFUSED else "placed"
    order = Order(order_id, state, _code(origin), _code(destination), filter_result, remark, numbers)
    context.ledger.add_order(order)
    promised = _promise(product, origin, destination, start, context)
    for number in numbers:
        context.ledger.add_parcel(
            Parcel(
                number, order_id, sender, receiver, product.code, clock.write(context.now), promised, card, next_step=0
            )
        )
    return _shown(order)


def search(asked: Asked, context: Context) -> dict[str, Any]:
    """The result of an earlier order."""
    order = context.ledger.order(asked.text("orderId", missing=MALFORMED))
    if order is None:
        raise BusinessError("8018")
    return _shown(order)


def update(asked: Asked, context: Context) -> dict[str, Any]:
    """Confirm (dealType 1) or cancel (2) an order; resStatus 1 where a waybill number given is not the order's."""
    order = context.ledger.order(asked.text("orderId", missing=MALFORMED))
    deal = asked.text("dealType", default="1")
    if deal not in ("1", "2"):
        raise BusinessError(MALFORMED, "dealType")
    if order is None or order.state == "refused":
        raise BusinessError("6150")
    if order.state == "cancelled":
        raise BusinessError("8037")
    if _settled(order, deal, context):
        raise BusinessError("8252")
    named = {item.text("waybillNo") for item in asked.parts("waybillNoInfoList")} - {""}
    status = DONE if named <= set(order.waybill_nos) else MISMATCH
    if status == DONE:
        context.ledger.set_order_state(order.order_id, "confirmed" if deal == "1" else "cancelled")
    return {"orderId": order.order_id, "resStatus": status, "waybillNoInfoList": _numbers(order)}


def _settled(order: Order, deal: str, context: Context) -> bool:
    """Whether it is too late: confirmed already, or - for a cancel - collected already."""
    if deal == "1":
        return order.state == "confirmed"
    return any(context.ledger.scans(number) for number in order.waybill_nos)


def _contact(asked: Asked, side: tuple[str, tuple[str, str, str]]) -> Contact:
    kind, (no_address, no_name, no_phone) = side
    given = next((item for item in asked.parts("contactInfoList") if item.text("contactType") == kind), Asked({}))
    contact = Contact(
        address=given.text("address", missing=no_address),
        name=given.text("contact", missing=no_name),
        phone=given.text("mobile") or given.text("tel", missing=no_phone),
        province=given.text("province"),
        city=given.text("city"),
        county=given.text("county"),
    )
    if not is_phone(contact.phone):
        raise BusinessError("8196")
    return contact


def _product(asked: Asked, context: Context) -> Product:
    """The product asked for, once the goods are fit to be sent at all and by it."""
    product = context.rules.tariff.products.get(asked.text("expressTypeId"))
    if product is None:
        raise BusinessError("8057")
    goods = asked.parts("cargoDetails")
    if not goods:
        raise BusinessError("1023")
    names = [item.text("name", missing="1023") for item in goods]
    if any(word in name for word in context.rules.prohibited for name in names):
        raise BusinessError("20035")
    together = sum(item.number("weight", default=0) * item.number("count", default=1) for item in goods)
    weight = asked.number("totalWeight", default=together)
    if weight and not product.carries(weight):
        raise BusinessError("20036")
    return product


def _card(asked: Asked) -> str:
    card = asked.text("monthlyCard")
    if card and not re.fullmatch(r"\d{10}", card, re.ASCII):
        raise BusinessError("6126")
    return card


def _parcel_count(asked: Asked) -> int:
    count = asked.number("parcelQty", default=1)
    if count > _MOST_PARCELS:
        raise BusinessError("8117")
    if count != int(count):
        raise BusinessError(MALFORMED, "parcelQty")
    return int(count)


def _start(asked: Asked, origin: Place | None, context: Context) -> datetime:
    """When the courier is to come; a time that was named must be one at which couriers collect there."""
    start = asked.time("sendStartTm")
    if start is None:
        return context.now
    if start < context.now - _PATIENCE or (origin and not collects_at(origin, start, context)):
        raise BusinessError("8096")
    return start


def _find(contact: Contact, context: Context) -> Place | None:
    return context.rules.places.find(contact.province, contact.city, contact.county, contact.address)


def _code(place: Place | None) -> str:
    return place.code if place else ""


def _filter(origin: Place | None, destination: Place | None) -> tuple[int, str]:
    """filterResult and its remark: "1" the sender's side is not served, "2" the receiver's."""
    for place, reason in ((origin, "1"), (destination, "2")):
        if place and not place.served:
            return REFUSED, reason
    known = origin and origin.city and destination and destination.city
    return (TAKEN if known else MANUAL), ""


def _promise(
    product: Product, origin: Place | None, destination: Place | None, start: datetime, context: Context
) -> str:
    zone = context.rules.places.zone(origin, destination) if origin and destination else ""
    if zone not in product.zones:
        return clock.write(start + _UNKNOWN_JOURNEY)
    return clock.write(product.arrival(zone, start)[1])


def _new_number(context: Context) -> str:
    while True:
        number = f"SF{secrets.randbelow(9 * 10**12) + 10**12}"
        if context.ledger.parcel(number) is None:
            return number


def _numbers(order: Order) -> list[dict[str, Any]]:
    """The first number is the mother's, the others her children's."""
    return [{"waybillType": 1 if at == 0 else 2, "waybillNo": number} for at, number in enumerate(order.waybill_nos)]


def _shown(order: Order) -> dict[str, Any]:
    return {
        "orderId": order.order_id,
        "originCode": order.origin_code,
        "destCode": order.dest_code,
        "filterResult": order.filter_result,
        "remark": order.remark,
        "waybillNoInfoList": _numbers(order),
    }
