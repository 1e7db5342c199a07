"""Orders: made once, refused with the carrier's codes, found again, confirmed, cancelled, carried out."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from sandbox.clock import now, read, write
from tests.sandbox.client import Carrier, contact, order

CREATE, SEARCH, UPDATE = "EXP_RECE_CREATE_ORDER", "EXP_RECE_SEARCH_ORDER_RESP", "EXP_RECE_UPDATE_ORDER"


def tomorrow(clock: str) -> str:
    """Tomorrow at HH:MM, as the carrier writes it."""
    return f"{now() + timedelta(days=1):%Y-%m-%d} {clock}:00"


def test_a_good_order(carrier: Carrier) -> None:
    made = carrier.get(CREATE, order("A-1"))
    number = made["waybillNoInfoList"][0]["waybillNo"]
    assert re.fullmatch(r"SF\d{13}", number)
    assert made == {
        "orderId": "A-1",
        "originCode": "755",
        "destCode": "571",
        "filterResult": 2,
        "remark": "",
        "waybillNoInfoList": [{"waybillType": 1, "waybillNo": number}],
    }
    assert carrier.get(SEARCH, {"orderId": "A-1", "searchType": "1"}) == made


def test_an_order_is_made_once_however_often_it_is_sent(carrier: Carrier) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: carrier.ask(CREATE, order("A-1")), range(16)))
    assert sorted(answer["errorCode"] for answer in answers) == ["8016"] * 15 + ["S0000"]


def test_several_parcels_have_a_mother_and_children(carrier: Carrier) -> None:
    numbers = carrier.get(CREATE, order("A-1", parcelQty=3))["waybillNoInfoList"]
    assert [number["waybillType"] for number in numbers] == [1, 2, 2]
    assert len({number["waybillNo"] for number in numbers}) == 3
    asked = {"trackingType": "2", "trackingNumber": "A-1", "checkPhoneNo": "1111"}
    found = carrier.get("EXP_RECE_SEARCH_ROUTES", asked)
    assert [entry["mailNo"] for entry in found["routeResps"]] == [number["waybillNo"] for number in numbers]


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("8057", {"expressTypeId": 9999}),
        ("8057", {"expressTypeId": None}),
        ("20035", {"cargoDetails": [{"name": "散装打火机"}]}),
        ("20035", {"cargoDetails": [{"name": "书"}, {"name": "烟花"}]}),
        ("20036", {"expressTypeId": 154, "totalWeight": 3}),
        ("20036", {"expressTypeId": 202, "cargoDetails": [{"name": "书", "weight": 0.4, "count": 2}]}),
        ("1023", {"cargoDetails": []}),
        ("1023", {"cargoDetails": [{"name": " "}]}),
        ("6126", {"monthlyCard": "12345"}),
        ("8117", {"parcelQty": 308}),
        ("S0001", {"parcelQty": 1.5}),
        ("1010", {"sender": contact(1, "深圳市", address="")}),
        ("1011", {"sender": contact(1, "深圳市", contact="")}),
        ("1012", {"sender": contact(1, "深圳市", mobile="")}),
        ("1014", {"receiver": contact(2, "杭州市", address=None)}),
        ("1015", {"receiver": contact(2, "杭州市", contact=None)}),
        ("1016", {"receiver": contact(2, "杭州市", mobile=None)}),
        ("1014", {"contactInfoList": [contact(1, "深圳市")]}),
        ("8196", {"receiver": contact(2, "杭州市", mobile="1380000222")}),
        ("8196", {"sender": contact(1, "深圳市", mobile="23800002222")}),
    ],
)
def test_orders_that_are_refused(carrier: Carrier, code: str, changes: dict[str, Any]) -> None:
    assert carrier.refusal(CREATE, order("A-1", **changes)) == code
    assert carrier.refusal(SEARCH, {"orderId": "A-1"}) == "8018"


@pytest.mark.parametrize(
    ("city", "start", "taken"),
    [
        ("深圳市", tomorrow("08:00"), True),
        ("深圳市", tomorrow("21:30"), True),
        ("深圳市", tomorrow("07:59"), False),
        ("深圳市", tomorrow("23:00"), False),
        ("拉萨市", tomorrow("09:00"), False),
        ("拉萨市", tomorrow("09:30"), True),
    ],
)
def test_pickup_hours_are_the_citys_own(carrier: Carrier, city: str, start: str, taken: bool) -> None:
    asked = order("A-1", sender=contact(1, city), sendStartTm=start)
    if taken:
        assert carrier.get(CREATE, asked)["filterResult"] == 2
    else:
        assert carrier.refusal(CREATE, asked) == "8096"


def test_a_pickup_in_the_past(carrier: Carrier) -> None:
    assert carrier.refusal(CREATE, order(sendStartTm=write(now() - timedelta(days=1)))) == "8096"


@pytest.mark.parametrize(
    ("sender", "receiver", "remark"), [("三沙市", "杭州市", "1"), ("深圳市", "墨脱县", "2"), ("深圳市", "三沙市", "2")]
)
def test_a_place_that_is_not_served(carrier: Carrier, sender: str, receiver: str, remark: str) -> None:
    provinces = {"三沙市": "海南省", "墨脱县": "西藏自治区"}
    made = carrier.get(
        CREATE,
        order(
            "A-1",
            contact(1, sender, province=provinces.get(sender, "")),
            contact(2, receiver, province=provinces.get(receiver, "")),
        ),
    )
    assert (made["filterResult"], made["remark"], made["waybillNoInfoList"]) == (3, remark, [])
    assert carrier.get(SEARCH, {"orderId": "A-1"}) == made
    assert carrier.refusal(UPDATE, {"orderId": "A-1", "dealType": 2}) == "6150"


def test_a_city_that_is_not_listed_is_looked_at_by_a_person(carrier: Carrier) -> None:
    made = carrier.get(CREATE, order(receiver=contact(2, "茂名市", province="广东省")))
    assert (made["filterResult"], made["destCode"], len(made["waybillNoInfoList"])) == (1, "", 1)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("四川省成都市武侯区北京路3号", "028"),
        ("上海浦东新区张江路1号", "021"),
        ("吉林省长春市人民大街1号", "431"),
        ("吉林市船营区2号", "432"),
        ("深圳南山科技园", "755"),
    ],
)
def test_the_place_is_read_out_of_the_address(carrier: Carrier, address: str, code: str) -> None:
    assert carrier.get(CREATE, order(receiver=contact(2, "", address=address)))["destCode"] == code


def test_confirming_and_cancelling(carrier: Carrier) -> None:
    carrier.get(CREATE, order("A-1"))
    done = carrier.get(UPDATE, {"orderId": "A-1", "dealType": 1})
    assert done["resStatus"] == 2
    assert carrier.refusal(UPDATE, {"orderId": "A-1", "dealType": 1}) == "8252"
    assert carrier.get(UPDATE, {"orderId": "A-1", "dealType": 2})["resStatus"] == 2
    for deal in (1, 2):
        assert carrier.refusal(UPDATE, {"orderId": "A-1", "dealType": deal}) == "8037"
    assert carrier.refusal(UPDATE, {"orderId": "B-2", "dealType": 2}) == "6150"
    assert carrier.refusal(CREATE, order("A-1")) == "8016"


def test_a_foreign_waybill_number_changes_nothing(carrier: Carrier) -> None:
    carrier.get(CREATE, order("A-1"))
    asked = {"orderId": "A-1", "dealType": 2, "waybillNoInfoList": [{"waybillType": 1, "waybillNo": "SF1366920185701"}]}
    assert carrier.get(UPDATE, asked)["resStatus"] == 1
    assert carrier.get(UPDATE, {"orderId": "A-1", "dealType": 2})["resStatus"] == 2


def test_an_order_travels_when_told_to(carrier: Carrier) -> None:
    number = carrier.get(CREATE, order("A-1"))["waybillNoInfoList"][0]["waybillNo"]
    promised = carrier.get("EXP_RECE_SEARCH_PROMITM", {"searchNo": number, "checkType": 1, "checkNos": ["2222"]})
    assert read(promised["promiseTm"]) > now()
    assert carrier.routes(number, "2222") == []

    for _ in range(6):
        assert carrier.call("POST", "/switches/advance", json={"waybillNo": number}).status_code == 200
    route = carrier.routes(number, "1111")
    assert [event["opCode"] for event in route] == ["50", "30", "36", "31", "44", "80"]
    assert route[0]["acceptAddress"] == "深圳市" and route[-1]["acceptAddress"] == "杭州市"
    assert "{" not in "".join(event["remark"] for event in route)
    assert carrier.call("POST", "/switches/advance", json={"waybillNo": number}).status_code == 404


def test_a_collected_order_cannot_be_cancelled_and_a_cancelled_one_is_not_collected(carrier: Carrier) -> None:
    for order_id in ("A-1", "B-2"):
        carrier.get(CREATE, order(order_id))
    carrier.get(UPDATE, {"orderId": "B-2", "dealType": 2})
    scans = carrier.call("POST", "/switches/advance").json()["scans"]
    moved = {scan["waybill_no"] for scan in scans}
    numbers = [carrier.get(SEARCH, {"orderId": name})["waybillNoInfoList"][0]["waybillNo"] for name in ("A-1", "B-2")]
    assert numbers[0] in moved and numbers[1] not in moved
    assert carrier.refusal(UPDATE, {"orderId": "A-1", "dealType": 2}) == "8252"
