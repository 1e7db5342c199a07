"""What a shipment costs and when it arrives; when couriers collect. The figures follow sandbox/world/tariff.yml."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.client import Carrier

QUOTE, PICKUP = "EXP_RECE_QUERY_DELIVERTM", "EXP_EXCE_CHECK_PICKUP_TIME"
SHENZHEN = {"province": "广东省", "city": "深圳市", "district": "南山区", "address": "科技园"}


def quote(carrier: Carrier, to: dict[str, str], **changes: Any) -> dict[str, dict[str, Any]]:
    """The products from 深圳市 by their code."""
    asked = {"srcAddress": SHENZHEN, "destAddress": to, "searchPrice": "1", "consignedTime": "2026-11-20 10:00:00"}
    found = carrier.get(QUOTE, asked | changes)
    return {line["businessType"]: line for line in found["deliverTmDto"]}


def test_every_product_that_runs_there(carrier: Carrier) -> None:
    lines = quote(carrier, {"city": "北京市"}, weight=1)
    assert set(lines) == {"1", "2", "12", "201", "247"}
    assert lines["2"] == {
        "businessType": "2",
        "businessTypeDesc": "顺丰标快",
        "deliverTime": "2026-11-23 09:00:00,2026-11-23 18:00:00",
        "fee": 18,
        "searchPrice": "1",
        "closeTime": "19:00:00",
    }


@pytest.mark.parametrize(
    ("to", "fee"),
    [
        ({"city": "深圳市"}, 16),
        ({"city": "广州"}, 17),
        ({"province": "浙江省", "city": "杭州市"}, 24),
        ({"city": "北京市"}, 29),
        ({"province": "西藏自治区"}, 46),
        ({"city": "香港特别行政区"}, 54),
        ({"province": "日本", "city": "东京"}, 174),
        ({"address": "广东省茂名市高州"}, 17),
        ({"code": "010"}, 29),
    ],
)
def test_three_kilograms_by_zone(carrier: Carrier, to: dict[str, str], fee: float) -> None:
    assert quote(carrier, to, weight=3, businessType="2")["2"]["fee"] == fee


@pytest.mark.parametrize(("weight", "fee"), [(0.2, 16), (1, 16), (1.1, 18), (1.5, 18), ("2.2", 22)])
def test_further_weight_counts_by_half_kilograms(carrier: Carrier, weight: Any, fee: float) -> None:
    assert quote(carrier, {"city": "杭州市"}, weight=weight, businessType="2")["2"]["fee"] == fee


def test_sent_after_closing_time_arrives_a_day_later(carrier: Carrier) -> None:
    arrivals = [
        quote(carrier, {"city": "杭州市"}, consignedTime=f"2026-11-20 {hour}:00:00")["1"]["deliverTime"][:10]
        for hour in (20, 21)
    ]
    assert arrivals == ["2026-11-21", "2026-11-22"]


def test_heavy_goods_and_small_ones_have_their_products(carrier: Carrier) -> None:
    assert "154" in quote(carrier, {"city": "北京市"}, weight=68)
    assert "202" in quote(carrier, {"city": "北京市"}, weight=0.3)
    far = {"srcAddress": SHENZHEN, "destAddress": {"city": "北京"}}
    assert carrier.refusal(QUOTE, far | {"businessType": 6}) == "20036"
    assert carrier.refusal(QUOTE, {"srcAddress": SHENZHEN, "destAddress": SHENZHEN, "businessType": "77"}) == "8057"


def test_no_price_unless_asked(carrier: Carrier) -> None:
    line = quote(carrier, {"city": "北京市"}, searchPrice="0")["1"]
    assert (line["fee"], line["searchPrice"]) == (None, "0")


def test_places_not_served_and_places_not_known(carrier: Carrier) -> None:
    assert quote(carrier, {"province": "海南省", "city": "三沙市"}) == {}
    assert carrier.refusal(QUOTE, {"srcAddress": SHENZHEN, "destAddress": {"city": "亚特兰蒂斯"}}) == "S0001"
    assert carrier.refusal(QUOTE, {"srcAddress": SHENZHEN}) == "S0001"


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"cityCode": "755", "sendTime": "2026-11-20 21:00:00"}, (True, "0800", "2130")),
        ({"cityCode": "891", "sendTime": "2026-11-20 21:00:00"}, (False, "0930", "1830")),
        ({"address": "杭州市西湖区文三路", "sendTime": "2026-11-20 10:00:00"}, (True, "0800", "2000")),
        ({"city": "三沙市", "province": "海南省", "sendTime": "2026-11-20 10:00:00"}, (False, "0800", "2000")),
    ],
)
def test_pickup_hours(carrier: Carrier, asked: dict[str, str], answer: tuple[bool, str, str]) -> None:
    found = carrier.get(PICKUP, asked | {"addressType": "1", "version": "V1.1"})
    assert (found["status"], found["startTm"], found["endTm"]) == answer


def test_pickup_hours_of_nowhere(carrier: Carrier) -> None:
    assert carrier.refusal(PICKUP, {"cityCode": "1", "sendTime": "2026-11-20 10:00:00"}) == "S0001"
