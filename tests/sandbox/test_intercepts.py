"""Instructions for parcels on their way."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.sandbox.client import Carrier

INTERCEPT = "EXP_RECE_WANTED_INTERCEPT"
IN_TRANSIT, DELIVERING, IN_LOCKER = "SF1428805371164", "SF1366920185701", "SF1907334562218"
FAILED, HELD, SIGNED = "SF1334478806291", "SF1876603149952", "SF1092257714438"
RETURNING, ORDERED = "SF1415529967084", "SF1215590437786"
ADDRESS = {"province": "陕西省", "city": "西安市", "county": "雁塔区", "address": "长安路2号"}
PERSON = ADDRESS | {"contact": "郑凯", "phone": "13800008888"}


def asked(number: str, service: int | str, **changes: Any) -> dict[str, Any]:
    """An instruction by the receiver."""
    return {"waybillNo": number, "serviceCode": str(service), "role": "2", "payMode": "1"} | changes


def held(carrier: Carrier, number: str) -> dict[str, Any]:
    """The instructions that the carrier keeps for a parcel: service → content."""
    known = carrier.call("GET", f"/parcels/{number}").json()["instructions"]
    return {entry["service"]: json.loads(entry["content"]) for entry in known}


@pytest.mark.parametrize(
    ("number", "service", "more"),
    [
        (DELIVERING, 3, {}),
        (FAILED, 4, {}),
        (HELD, 4, {}),
        (IN_TRANSIT, 5, {"selfPickPoint": "3"}),
        (IN_LOCKER, 6, {}),
        (DELIVERING, 7, {"deliverDate": "2026-11-23", "deliverTimeMin": "09:00", "deliverTimeMax": "12:00"}),
        (IN_TRANSIT, 8, {"newDestAddress": PERSON}),
        (IN_TRANSIT, 9, {}),
        (IN_TRANSIT, 10, {"role": "1", "codAmount": 99.5}),
        (ORDERED, 12, {"role": "1"}),
    ],
)
def test_an_instruction_is_kept(carrier: Carrier, number: str, service: int, more: dict[str, Any]) -> None:
    assert carrier.get(INTERCEPT, asked(number, service, **more)) is None
    assert held(carrier, number) == {str(service): asked(number, service, **more)}


@pytest.mark.parametrize(("service", "more"), [(1, {"newDestAddress": ADDRESS}), (2, {})])
def test_redirect_and_return_have_a_price_and_can_be_taken_back(
    carrier: Carrier, service: int, more: dict[str, Any]
) -> None:
    answer = carrier.get(INTERCEPT, asked(IN_TRANSIT, service, **more))
    assert answer["amount"] == 12 and len(answer["cusId"]) == 16
    assert carrier.get(INTERCEPT, asked(IN_TRANSIT, service, cancel=True, cusId=answer["cusId"])) is None
    assert held(carrier, IN_TRANSIT) == {}


def test_the_same_instruction_again_replaces_the_first(carrier: Carrier) -> None:
    for street in ("长安路2号", "长安路3号"):
        carrier.get(INTERCEPT, asked(IN_TRANSIT, 1, newDestAddress=ADDRESS | {"address": street}))
    assert held(carrier, IN_TRANSIT)["1"]["newDestAddress"]["address"] == "长安路3号"


@pytest.mark.parametrize(
    ("number", "service", "reason"),
    [
        (SIGNED, 1, "已签收"),
        (SIGNED, 2, "已签收"),
        (RETURNING, 2, "正在退回"),
        (ORDERED, 2, "先取消订单"),
        (IN_TRANSIT, 4, "运输途中"),
        (IN_TRANSIT, 6, "运输途中"),
        (IN_LOCKER, 3, "自提点"),
        (DELIVERING, 12, "仅寄件方"),
    ],
)
def test_a_state_that_does_not_allow_it(carrier: Carrier, number: str, service: int, reason: str) -> None:
    inner = carrier.ask(INTERCEPT, asked(number, service, newDestAddress=PERSON, deliverDate="2026-11-23"))
    assert inner["errorCode"] == "SUDA_INTERCEPT_REFUSED"
    assert reason in inner["errorMsg"]
    assert held(carrier, number) == {}


def test_a_parcel_that_goes_back_takes_no_other_instruction(carrier: Carrier) -> None:
    carrier.get(INTERCEPT, asked(DELIVERING, 2))
    assert carrier.refusal(INTERCEPT, asked(DELIVERING, 3)) == "SUDA_INTERCEPT_REFUSED"
    carrier.get(INTERCEPT, asked(DELIVERING, 2, cancel=True))
    assert carrier.get(INTERCEPT, asked(DELIVERING, 3)) is None


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("8247", {"waybillNo": "SF1999999999999"}),
        ("8013", {"waybillNo": ""}),
        ("S0001", {"serviceCode": "11"}),
        ("S0001", {"role": "4"}),
        ("S0001", {"newDestAddress": None}),
        ("S0001", {"newDestAddress": "陕西省西安市"}),
        ("S0001", {"newDestAddress": {"city": "西安市"}}),
        ("8196", {"newDestAddress": ADDRESS | {"phone": "123"}}),
        ("S0001", {"serviceCode": "8", "newDestAddress": ADDRESS}),
        ("S0001", {"serviceCode": "7"}),
        ("S0001", {"serviceCode": "7", "deliverDate": "明天"}),
        ("S0001", {"serviceCode": "10", "role": "1"}),
        ("S0001", {"serviceCode": "10", "role": "1", "codAmount": -1}),
        ("S0001", {"serviceCode": "4", "cancel": True}),
        ("S0001", {"cancel": "yes"}),
    ],
)
def test_instructions_that_cannot_be_read(carrier: Carrier, code: str, changes: dict[str, Any]) -> None:
    assert carrier.refusal(INTERCEPT, asked(IN_TRANSIT, 1, newDestAddress=ADDRESS) | changes) == code
    assert held(carrier, IN_TRANSIT) == {}
