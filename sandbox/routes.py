"""Looking parcels up: EXP_RECE_SEARCH_ROUTES, _SEARCH_PROMITM, _VALIDATE_WAYBILLNO, and SUDA_PARCELS_BY_PHONE."""

from __future__ import annotations

from typing import Any

from sandbox.context import Context
from sandbox.fields import MALFORMED, Asked, BusinessError, is_phone
from sandbox.records import Parcel, Scan

_MOST_NUMBERS = 10
_BY_WAYBILL, _BY_ORDER = "1", "2"


def search(asked: Asked, context: Context) -> dict[str, Any]:
    """The routes of up to ten waybills or orders; empty without the phone's digits, before any scan, or too old."""
    numbers = asked.texts("trackingNumber")
    kind = asked.text("trackingType", default=_BY_WAYBILL)
    if kind not in (_BY_WAYBILL, _BY_ORDER):
        raise BusinessError(MALFORMED, "trackingType")
    if not numbers:
        raise BusinessError("8013")
    if len(numbers) > _MOST_NUMBERS:
        raise BusinessError("8003")
    if kind == _BY_ORDER:
        numbers = [waybill_no for order_id in numbers for waybill_no in _waybills(order_id, context)]
    digits = asked.texts("checkPhoneNo")
    return {"routeResps": [{"mailNo": number, "routes": _route(number, digits, context)} for number in numbers]}


def promise(asked: Asked, context: Context) -> dict[str, str]:
    """When a parcel is promised, to one who knows a phone on it (checkType 1) or the monthly account it goes on (2)."""
    parcel = context.ledger.parcel(asked.text("searchNo", missing="8013"))
    if parcel is None:
        raise BusinessError("8247")
    kind, proofs = asked.text("checkType", default="1"), asked.texts("checkNos")
    if kind not in ("1", "2"):
        raise BusinessError(MALFORMED, "checkType")
    known = any(parcel.has_phone(proof) if kind == "1" else proof == parcel.monthly_card for proof in proofs)
    if not known:
        raise BusinessError("8196")
    return {"searchNo": parcel.waybill_no, "promiseTm": parcel.promised_at}


def validate(asked: Asked, context: Context) -> bool:
    """Whether a number is one that the carrier has issued."""
    return context.ledger.parcel(asked.text("waybillNo", missing="8013")) is not None


def by_phone(asked: Asked, context: Context) -> list[dict[str, str]]:
    """The parcels of the last three months that a phone sends or receives, newest first. An extension of our own."""
    phone = asked.text("phone")
    if not is_phone(phone):
        raise BusinessError("8196")
    parcels = context.ledger.parcels_since(context.horizon)
    return [
        {"mailNo": parcel.waybill_no, "role": role}
        for parcel in parcels
        for role, contact in (("sender", parcel.sender), ("receiver", parcel.receiver))
        if contact.phone == phone
    ]


def _waybills(order_id: str, context: Context) -> tuple[str, ...]:
    order = context.ledger.order(order_id)
    return order.waybill_nos if order else ()


def _route(number: str, digits: list[str], context: Context) -> list[dict[str, str]]:
    parcel: Parcel | None = context.ledger.parcel(number)
    if parcel is None or not any(parcel.has_phone(tail) for tail in digits):
        return []
    return [_shown(scan, context) for scan in context.ledger.scans(number) if scan.at >= context.horizon]


def _shown(scan: Scan, context: Context) -> dict[str, str]:
    meaning = context.rules.op_codes[scan.op_code]
    first = meaning.first if scan.first_status is None else scan.first_status
    return {
        "acceptTime": scan.at,
        "acceptAddress": scan.where,
        "remark": scan.remark,
        "opCode": scan.op_code,
        "firstStatusCode": first,
        "firstStatusName": context.rules.first_statuses.get(first, ""),
        "secondaryStatusCode": meaning.second[0],
        "secondaryStatusName": meaning.second[1],
    }
