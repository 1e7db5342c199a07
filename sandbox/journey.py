"""The standard journey: an order that was made here meets its next scan when it is told to."""

from __future__ import annotations

from sandbox import clock
from sandbox.context import Context
from sandbox.records import Contact, Parcel, Scan


def advance(context: Context, waybill_no: str = "") -> list[Scan]:
    """Add the next scan to one parcel, or to all that are on the standard journey; gives the scans added.

    KeyError if the parcel named is not on that journey, or at its end. A cancelled order's parcels stay where they are.
    """
    travelling = [parcel for parcel in context.ledger.parcels() if _travels(parcel, context)]
    if waybill_no:
        travelling = [parcel for parcel in travelling if parcel.waybill_no == waybill_no]
        if not travelling:
            raise KeyError(waybill_no)
    return [_step(parcel, parcel.next_step, context) for parcel in travelling if parcel.next_step is not None]


def _travels(parcel: Parcel, context: Context) -> bool:
    order = context.ledger.order(parcel.order_id)
    return parcel.next_step is not None and not (order and order.state == "cancelled")


def _step(parcel: Parcel, number: int, context: Context) -> Scan:
    journey = context.rules.journey
    step = journey[number]
    origin, destination = (_city(contact, context) for contact in (parcel.sender, parcel.receiver))
    outlet = context.rules.places.outlet
    remark = step.remark.format(
        origin_outlet=outlet(origin), destination_outlet=outlet(destination), destination_city=destination
    )
    where = origin if step.side == "origin" else destination
    scan = Scan(parcel.waybill_no, clock.write(context.now), where, step.op, remark)
    context.ledger.add_scan(scan)
    context.ledger.set_next_step(parcel.waybill_no, number + 1 if number + 1 < len(journey) else None)
    return scan


def _city(contact: Contact, context: Context) -> str:
    place = context.rules.places.find(contact.province, contact.city, contact.county, contact.address)
    return place.city if place and place.city else contact.city or contact.province or contact.address
