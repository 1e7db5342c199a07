"""Looking parcels up, and who may."""

from __future__ import annotations

import pytest

from sandbox import clock
from tests.sandbox.client import Carrier, order

SEARCH, PROMISE, VALIDATE = "EXP_RECE_SEARCH_ROUTES", "EXP_RECE_SEARCH_PROMITM", "EXP_RECE_VALIDATE_WAYBILLNO"
ON_ITS_WAY = "SF1366920185701"
NO_SCAN_YET = "SF1215590437786"
LONG_AGO = "SF1002294471886"
UNKNOWN = "SF1999999999999"


@pytest.mark.parametrize("tail", ["1111", "2222", "13800002222", "9999,2222"])
def test_the_senders_and_the_receivers_digits_open_the_route(carrier: Carrier, tail: str) -> None:
    route = carrier.routes(ON_ITS_WAY, tail)
    assert [event["opCode"] for event in route] == ["54", "36", "31", "31", "44"]
    assert sorted(route, key=lambda event: event["acceptTime"]) == route
    assert set(route[-1]) == {
        *("acceptTime", "acceptAddress", "remark", "opCode"),
        *("firstStatusCode", "firstStatusName", "secondaryStatusCode", "secondaryStatusName"),
    }
    assert (route[-1]["firstStatusCode"], route[-1]["firstStatusName"]) == ("3", "派送中")
    assert "13900000011" in route[-1]["remark"]


@pytest.mark.parametrize("tail", ["", "3333", "222", "02222", "%", "13800003333"])
def test_other_digits_do_not(carrier: Carrier, tail: str) -> None:
    assert carrier.routes(ON_ITS_WAY, tail) == []


def test_four_reasons_for_empty_routes_are_told_apart_as_the_docs_say(carrier: Carrier) -> None:
    for number in (UNKNOWN, NO_SCAN_YET, LONG_AGO):
        assert carrier.routes(number, "1111,6666") == []
    assert carrier.routes(ON_ITS_WAY, "0000") == []

    assert carrier.get(VALIDATE, {"waybillNo": UNKNOWN}) is False
    assert carrier.refusal(PROMISE, {"searchNo": UNKNOWN, "checkType": 1, "checkNos": ["1111"]}) == "8247"
    for number in (ON_ITS_WAY, NO_SCAN_YET, LONG_AGO):
        assert carrier.get(VALIDATE, {"waybillNo": number}) is True
    assert carrier.refusal(PROMISE, {"searchNo": ON_ITS_WAY, "checkType": 1, "checkNos": ["0000"]}) == "8196"
    assert _days_until_promised(carrier, LONG_AGO, "1111") < -90
    assert _days_until_promised(carrier, NO_SCAN_YET, "6666") > 0


def test_a_monthly_account_proves_too(carrier: Carrier) -> None:
    number = "SF1907334562218"
    assert carrier.get(PROMISE, {"searchNo": number, "checkType": 2, "checkNos": ["7550001234"]})["searchNo"] == number
    assert carrier.refusal(PROMISE, {"searchNo": number, "checkType": 2, "checkNos": ["7550001235"]}) == "8196"
    assert carrier.refusal(PROMISE, {"searchNo": ON_ITS_WAY, "checkType": 2, "checkNos": [""]}) == "S0001"


def test_ten_numbers_are_answered_in_order_and_eleven_refused(carrier: Carrier) -> None:
    numbers = [f"SF{10**12 + at}" for at in range(9)] + [ON_ITS_WAY]
    found = carrier.get(SEARCH, {"trackingNumber": numbers, "checkPhoneNo": "2222"})["routeResps"]
    assert [entry["mailNo"] for entry in found] == numbers
    assert [bool(entry["routes"]) for entry in found] == [False] * 9 + [True]
    assert carrier.refusal(SEARCH, {"trackingNumber": [*numbers, ON_ITS_WAY]}) == "8003"
    assert carrier.refusal(SEARCH, {"trackingNumber": []}) == "8013"
    assert carrier.refusal(SEARCH, {"trackingNumber": ON_ITS_WAY, "trackingType": "3"}) == "S0001"


def test_statuses_follow_the_op_code_unless_the_event_has_its_own(carrier: Carrier) -> None:
    last = {
        number: carrier.routes(number, tail)[-1]
        for number, tail in (("SF1526641908835", "6666"), ("SF1907334562218", "5555"), ("SF1248856093317", "7777"))
    }
    assert [event["firstStatusCode"] for event in last.values()] == ["13", "11", "7"]
    held = carrier.routes("SF1876603149952", "1212")[-1]
    assert (held["opCode"], held["firstStatusCode"], held["firstStatusName"]) == ("33", "", "")


def test_parcels_of_a_phone(carrier: Carrier) -> None:
    found = carrier.get("SUDA_PARCELS_BY_PHONE", {"phone": "13800001111"})
    assert {"mailNo": ON_ITS_WAY, "role": "sender"} in found
    assert LONG_AGO not in [entry["mailNo"] for entry in found]
    assert carrier.get("SUDA_PARCELS_BY_PHONE", {"phone": "13811112222"}) == []
    assert carrier.refusal("SUDA_PARCELS_BY_PHONE", {"phone": "1111"}) == "8196"

    made = carrier.get("EXP_RECE_CREATE_ORDER", order("A-1"))["waybillNoInfoList"][0]["waybillNo"]
    newest = carrier.get("SUDA_PARCELS_BY_PHONE", {"phone": "13800002222"})[0]
    assert newest == {"mailNo": made, "role": "receiver"}
    carrier.get("EXP_RECE_UPDATE_ORDER", {"orderId": "A-1", "dealType": 2})
    assert made not in [e["mailNo"] for e in carrier.get("SUDA_PARCELS_BY_PHONE", {"phone": "13800002222"})]


def _days_until_promised(carrier: Carrier, number: str, tail: str) -> float:
    promised = carrier.get(PROMISE, {"searchNo": number, "checkType": 1, "checkNos": [tail]})["promiseTm"]
    return (clock.read(promised) - clock.now()).total_seconds() / 86400
