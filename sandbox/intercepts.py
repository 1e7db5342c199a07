"""EXP_RECE_WANTED_INTERCEPT: redirect, return, redeliver and the rest. Which state allows what: world/rules.yml."""

from __future__ import annotations

import secrets
from typing import Any

from sandbox import clock
from sandbox.context import Context
from sandbox.fields import MALFORMED, Asked, BusinessError, is_phone
from sandbox.records import Instruction, Parcel
from sandbox.rules import Intercept

REFUSED = "SUDA_INTERCEPT_REFUSED"
_REDIRECT, _RETURN, _RECEIVER, _VOID = "1", "2", "8", "12"
_RECEIVING_ROLE = "2"


def intercept(asked: Asked, context: Context) -> dict[str, Any] | None:
    """Give an instruction for a parcel on its way, or take one back (`cancel`)."""
    parcel = context.ledger.parcel(asked.text("waybillNo", missing="8013"))
    if parcel is None:
        raise BusinessError("8247")
    service = asked.text("serviceCode")
    wanted = context.rules.intercepts.get(service)
    role = asked.text("role")
    if wanted is None or role not in ("1", "2", "3"):
        raise BusinessError(MALFORMED, "role" if wanted else "serviceCode")
    if asked.flag("cancel"):
        _take_back(parcel, service, context)
        return None
    _check_content(asked, service, wanted)
    _check_allowed(parcel, service, wanted, role, context)
    command_id = secrets.token_hex(8).upper()
    context.ledger.put_instruction(
        Instruction(parcel.waybill_no, service, command_id, asked.as_json(), clock.write(context.now))
    )
    return {"cusId": command_id, "amount": wanted.amount} if wanted.returned else None


def _take_back(parcel: Parcel, service: str, context: Context) -> None:
    if service not in (_REDIRECT, _RETURN):
        raise BusinessError(MALFORMED, "cancel")
    context.ledger.drop_instruction(parcel.waybill_no, service)


def _check_content(asked: Asked, service: str, wanted: Intercept) -> None:
    """What the instruction needs must be there, and be readable."""
    for field in wanted.needs:
        if field not in asked:
            raise BusinessError(MALFORMED, field)
    address = asked.part("newDestAddress")
    if service == _REDIRECT:
        address.text("address", missing=MALFORMED)
    if service == _RECEIVER:
        address.text("contact", missing=MALFORMED)
    phone = address.text("phone", missing=MALFORMED if service == _RECEIVER else "")
    if phone and not is_phone(phone):
        raise BusinessError("8196")
    asked.number("codAmount", default=1)
    asked.day("deliverDate")


def _check_allowed(parcel: Parcel, service: str, wanted: Intercept, role: str, context: Context) -> None:
    """The parcel's state, who asks, and what was asked before must allow it."""
    refusals = context.rules.refusals
    if wanted.by_sender and role == _RECEIVING_ROLE:
        raise BusinessError(REFUSED, refusals["role"])
    state = context.state(parcel)
    if state not in wanted.states:
        raise BusinessError(REFUSED, refusals[state])
    final = {instruction.service for instruction in context.ledger.instructions(parcel.waybill_no)} & {_RETURN, _VOID}
    if final - {service}:
        raise BusinessError(REFUSED, refusals["being_returned"])
