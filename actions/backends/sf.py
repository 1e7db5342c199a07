"""The adapter of the carrier port for the SF open platform (docs/carrier.md says what had to be assumed about it)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from actions.backends.carrier import (
    NotServed,
    Order,
    OrderGone,
    OutsideHours,
    Party,
    PickupHours,
    Place,
    PlacedOrder,
    ProhibitedGoods,
    Quote,
    Scan,
    WrongProof,
)
from actions.backends.errors import Refused
from actions.backends.sf_envelope import SfPlatform
from actions.backends.sf_routes import read_time, scans_of
from actions.clock import CHINA

LANGUAGE = "zh-CN"

BAD_WAYBILL, WRONG_PHONE = "8247", "8196"
OUTSIDE_HOURS = "8096"
DUPLICATE = {"8016", "A1007"}
GOODS_REFUSED = {"20035", "20036"}
ORDER_GONE = {"6150", "8018", "8024", "8252"}
CANCELLED = "8037"
FILTER_REFUSED = "3"


class SfCarrier:
    """SF's services behind the carrier port. `express_types` maps our product codes to SF's numbers, which drift."""

    def __init__(self, platform: SfPlatform, express_types: Mapping[str, int]) -> None:
        self._platform = platform
        self._express_types = express_types
        self._products = {number: product for product, number in express_types.items()}

    def knows(self, waybill_no: str) -> bool:
        """See `Carrier.knows`."""
        try:
            return self._platform.call("EXP_RECE_VALIDATE_WAYBILLNO", {"waybillNo": waybill_no}, bool)
        except Refused as refusal:
            if refusal.code == BAD_WAYBILL:
                return False
            raise

    def promised(self, waybill_no: str, phone_tail: str) -> datetime | None:
        """See `Carrier.promised`."""
        asked = {"searchNo": waybill_no, "checkType": 1, "checkNos": [phone_tail]}
        try:
            return self._platform.call("EXP_RECE_SEARCH_PROMITM", asked, _promise)
        except Refused as refusal:
            # An unknown number is as unproven as wrong digits.
            if refusal.code in (WRONG_PHONE, BAD_WAYBILL):
                raise WrongProof(refusal.code) from refusal
            raise

    def routes(self, waybill_nos: list[str], phone_tail: str) -> dict[str, list[Scan]]:
        """See `Carrier.routes`. SF takes at most ten numbers a call."""
        asked = {
            "language": LANGUAGE,
            "trackingType": 1,
            "trackingNumber": waybill_nos,
            "methodType": 1,
            "checkPhoneNo": phone_tail,
        }
        found = self._platform.call("EXP_RECE_SEARCH_ROUTES", asked, _routes)
        return {number: found.get(number, []) for number in waybill_nos}

    def parcels_of(self, phone: str) -> list[str]:
        """See `Carrier.parcels_of`: our own extension, because the published protocol has no look-up by phone."""
        return self._platform.call("SUDA_PARCELS_BY_PHONE", {"phone": phone}, _numbers)

    def quotes(self, origin: Place, destination: Place, weight_kg: Decimal, at: datetime) -> list[Quote]:
        """See `Carrier.quotes`."""
        asked = {
            "weight": str(weight_kg),
            "consignedTime": _said(at),
            "searchPrice": "1",
            "srcAddress": _address(origin),
            "destAddress": _address(destination),
        }
        try:
            quotes = self._platform.call("EXP_RECE_QUERY_DELIVERTM", asked, self._quotes)
        except Refused as refusal:
            raise NotServed(refusal.code) from refusal
        if not quotes:
            raise NotServed("no product goes there")
        return quotes

    def _quotes(self, answer: dict[str, Any] | None) -> list[Quote]:
        offers = [self._quote(offer) for offer in (answer or {}).get("deliverTmDto") or []]
        return [quote for quote in offers if quote is not None]

    def _quote(self, offer: dict[str, Any]) -> Quote | None:
        product = self._products.get(int(offer["businessType"]))
        if product is None:
            return None
        earliest, latest = (read_time(moment) for moment in offer["deliverTime"].split(","))
        return Quote(product, Decimal(str(offer["fee"])), earliest, latest)

    def pickup_hours(self, place: Place, at: datetime) -> PickupHours:
        """See `Carrier.pickup_hours`."""
        # Without this version SF answers a bare yes or no instead of the hours.
        asked = {
            "version": "V1.1",
            "province": place.province,
            "city": place.city,
            "county": place.district,
            "address": place.detail,
            "addressType": 1,
            "sendTime": _said(at),
        }
        try:
            return self._platform.call("EXP_EXCE_CHECK_PICKUP_TIME", asked, _hours)
        except Refused as refusal:
            raise NotServed(refusal.code) from refusal

    def place_order(self, order: Order) -> PlacedOrder:
        """See `Carrier.place_order`."""
        try:
            placed, reached = self._platform.call("EXP_RECE_CREATE_ORDER", self._order(order), _placed)
        except Refused as refusal:
            if refusal.code in DUPLICATE:
                placed, reached = self._search(order.order_id)
            elif refusal.code == OUTSIDE_HOURS:
                raise OutsideHours(refusal.code) from refusal
            elif refusal.code in GOODS_REFUSED:
                raise ProhibitedGoods(refusal.code) from refusal
            else:
                raise
        if not reached:
            raise NotServed(FILTER_REFUSED)
        return placed

    def _order(self, order: Order) -> dict[str, Any]:
        cargo = {"name": order.goods, "count": order.quantity, "unit": "件", "weight": str(order.weight_kg)}
        return {
            "language": LANGUAGE,
            "orderId": order.order_id,
            "cargoDetails": [cargo],
            "contactInfoList": [_contact(1, order.sender), _contact(2, order.receiver)],
            "payMethod": 2 if order.receiver_pays else 1,
            "expressTypeId": self._express_types[order.product],
            "parcelQty": order.quantity,
            "isDocall": 1,
            "sendStartTm": _said(order.pickup_from),
        }

    def find_order(self, order_id: str) -> PlacedOrder:
        """See `Carrier.find_order`."""
        try:
            placed, reached = self._search(order_id)
        except Refused as refusal:
            raise OrderGone(refusal.code) from refusal
        if not reached:
            raise OrderGone(FILTER_REFUSED)
        return placed

    def _search(self, order_id: str) -> tuple[PlacedOrder, bool]:
        return self._platform.call("EXP_RECE_SEARCH_ORDER_RESP", {"orderId": order_id, "searchType": "1"}, _placed)

    def cancel_order(self, order_id: str) -> None:
        """See `Carrier.cancel_order`."""
        try:
            self._platform.call("EXP_RECE_UPDATE_ORDER", {"orderId": order_id, "dealType": 2}, bool)
        except Refused as refusal:
            if refusal.code == CANCELLED:
                return
            if refusal.code in ORDER_GONE:
                raise OrderGone(refusal.code) from refusal
            raise


def _placed(answer: dict[str, Any]) -> tuple[PlacedOrder, bool]:
    """The order, and whether the carrier goes to both places."""
    waybills = answer.get("waybillNoInfoList") or []
    placed = PlacedOrder(str(answer["orderId"]), str(waybills[0]["waybillNo"]) if waybills else "")
    return placed, str(answer.get("filterResult")) != FILTER_REFUSED


def _contact(contact_type: int, party: Party) -> dict[str, Any]:
    return {
        "contactType": contact_type,
        "contact": party.name,
        "mobile": party.phone,
        "country": "CN",
        "province": party.place.province,
        "city": party.place.city,
        "county": party.place.district,
        "address": party.place.detail or _one_line(party.place),
    }


def _address(place: Place) -> dict[str, str]:
    return {"province": place.province, "city": place.city, "district": place.district, "address": place.detail}


def _one_line(place: Place) -> str:
    return place.province + place.city + place.district + place.detail


def _promise(answer: dict[str, Any] | None) -> datetime | None:
    return read_time(answer["promiseTm"]) if answer and answer.get("promiseTm") else None


def _routes(answer: dict[str, Any]) -> dict[str, list[Scan]]:
    return {item["mailNo"]: scans_of(item.get("routes") or []) for item in answer.get("routeResps") or []}


def _numbers(answer: list[dict[str, Any]]) -> list[str]:
    return [item["mailNo"] for item in answer]


def _hours(answer: dict[str, Any]) -> PickupHours:
    return PickupHours(_clock(answer["startTm"]), _clock(answer["endTm"]))


def _said(moment: datetime) -> str:
    return moment.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")


def _clock(hhmm: str) -> str:
    return f"{hhmm[:2]}:{hhmm[2:]}"
