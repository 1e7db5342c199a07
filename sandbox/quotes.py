"""EXP_RECE_QUERY_DELIVERTM: price and arrival. EXP_EXCE_CHECK_PICKUP_TIME: when couriers collect."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sandbox import clock
from sandbox.context import Context
from sandbox.fields import MALFORMED, Asked, BusinessError
from sandbox.places import Place
from sandbox.tariff import Product


def quote(asked: Asked, context: Context) -> dict[str, Any]:
    """Every product that runs between two places, or the one asked for; an empty list where none does."""
    origin, destination = _place(asked, "srcAddress", context), _place(asked, "destAddress", context)
    weight = asked.number("weight", default=1)
    sent = asked.time("consignedTime") or context.now
    priced = asked.text("searchPrice") == "1"
    zone = context.rules.places.zone(origin, destination)
    offered = _offered(asked.text("businessType"), zone, weight, context)
    if not (origin.served and destination.served):
        offered = []
    return {"deliverTmDto": [_line(product, zone, weight, sent, priced) for product in offered]}


def pickup_time(asked: Asked, context: Context) -> dict[str, Any]:
    """Whether a courier can come at `sendTime`, and the hours (HHMM) in which they do."""
    place = context.rules.places.find_asked(asked)
    moment = asked.time("sendTime") or context.now
    if place is None:
        raise BusinessError(MALFORMED, "address")
    opening, closing = context.rules.places.hours(place)
    return {
        "status": place.served and collects_at(place, moment, context),
        "startTm": f"{opening:%H%M}",
        "endTm": f"{closing:%H%M}",
    }


def collects_at(place: Place, moment: datetime, context: Context) -> bool:
    """Whether couriers collect in a place at this time of day."""
    opening, closing = context.rules.places.hours(place)
    return opening <= moment.timetz().replace(tzinfo=None) <= closing


def _place(asked: Asked, field: str, context: Context) -> Place:
    place = context.rules.places.find_asked(asked.part(field))
    if place is None:
        raise BusinessError(MALFORMED, field)
    return place


def _offered(code: str, zone: str, weight: float, context: Context) -> list[Product]:
    products = context.rules.tariff.products
    if code and code not in products:
        raise BusinessError("8057")
    wanted = [products[code]] if code else list(products.values())
    offered = [product for product in wanted if zone in product.zones and product.carries(weight)]
    if code and not offered:
        raise BusinessError("20036")
    return offered


def _line(product: Product, zone: str, weight: float, sent: datetime, priced: bool) -> dict[str, Any]:
    first, last = product.arrival(zone, sent)
    return {
        "businessType": product.code,
        "businessTypeDesc": product.name,
        "deliverTime": f"{clock.write(first)},{clock.write(last)}",
        "fee": product.fee(zone, weight) if priced else None,
        "searchPrice": "1" if priced else "0",
        "closeTime": product.close.isoformat(),
    }
