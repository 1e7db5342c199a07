"""Trouble on demand: what a caller sees of it, and what was done meanwhile."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
import requests

from tests.sandbox.client import Carrier, order

VALIDATE, CREATE, SEARCH = "EXP_RECE_VALIDATE_WAYBILLNO", "EXP_RECE_CREATE_ORDER", "EXP_RECE_SEARCH_ORDER_RESP"
ASKED = {"waybillNo": "SF1366920185701"}


def switch(carrier: Carrier, **switches: Any) -> None:
    """Make trouble."""
    response = carrier.call("PUT", "/switches", json=switches)
    assert response.status_code == 200
    usual = {"slow_seconds": 0, "outage": "none", "services": None}
    assert carrier.call("GET", "/switches").json() == response.json() == usual | switches


def test_slowness(carrier: Carrier) -> None:
    switch(carrier, slow_seconds=0.4)
    started = time.monotonic()
    assert carrier.get(VALIDATE, ASKED) is True
    assert 0.4 <= time.monotonic() - started < 2


def test_refused_connections_leave_nothing_done(carrier: Carrier) -> None:
    switch(carrier, outage="refuse")
    with pytest.raises(requests.ConnectionError):
        carrier.ask(CREATE, order("A-1"))
    carrier.call("POST", "/switches/reset")
    assert carrier.refusal(SEARCH, {"orderId": "A-1"}) == "8018"


def test_errors_leave_nothing_done(carrier: Carrier) -> None:
    switch(carrier, outage="error")
    response = requests.post(f"{carrier.url}/std/service", data=carrier.form(CREATE, order("A-1")), timeout=5)
    assert response.status_code == 502 and "<html>" in response.text
    carrier.call("POST", "/switches/reset")
    assert carrier.refusal(SEARCH, {"orderId": "A-1"}) == "8018"


def test_garbage_hides_what_was_done(carrier: Carrier) -> None:
    switch(carrier, outage="garbage")
    response = requests.post(f"{carrier.url}/std/service", data=carrier.form(CREATE, order("A-1")), timeout=5)
    assert response.status_code == 200
    with pytest.raises(ValueError):
        json.loads(response.content)
    carrier.call("POST", "/switches/reset")
    assert carrier.get(SEARCH, {"orderId": "A-1"})["filterResult"] == 2


def test_a_lost_answer_is_found_again_by_its_order(carrier: Carrier) -> None:
    switch(carrier, outage="hang")
    form = carrier.form(CREATE, order("A-1"))
    with pytest.raises(requests.ReadTimeout):
        carrier.post(form, timeout=0.5)
    carrier.call("POST", "/switches/reset")
    assert carrier.platform_code(form) == "A1007"
    assert carrier.refusal(CREATE, order("A-1")) == "8016"
    assert carrier.get(SEARCH, {"orderId": "A-1"})["waybillNoInfoList"]


def test_trouble_of_single_services(carrier: Carrier) -> None:
    message = {"phone": "13800001111", "text": "你好"}
    switch(carrier, outage="error", services=[CREATE, "SMS"])
    assert carrier.get(VALIDATE, ASKED) is True
    assert requests.post(f"{carrier.url}/std/service", data=carrier.form(CREATE, {}), timeout=5).status_code == 502
    assert carrier.call("POST", "/messages", json=message).status_code == 502
    switch(carrier, outage="error", services=[VALIDATE])
    assert carrier.call("POST", "/messages", json=message).status_code == 202


WRONG: dict[str, list[Any]] = {
    "slow_seconds": [-1, 61, "1", True, None],
    "outage": ["fire", None, 1, []],
    "services": ["SMS", ["NO_SUCH"], [1], [["SMS"]]],
    "slow": [1],
}


@pytest.mark.parametrize("name", WRONG)
def test_switches_that_are_none(carrier: Carrier, name: str) -> None:
    for value in WRONG[name]:
        assert carrier.call("PUT", "/switches", json={name: value}).status_code == 400, value
    assert carrier.get(VALIDATE, ASKED) is True
