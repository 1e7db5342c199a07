"""Nothing that is sent brings the sandbox down, or makes it answer what is no answer."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.gateway import SERVICES
from sandbox.incoming import LARGEST_BODY
from tests.sandbox.client import Carrier

WRONG_VALUES: list[Any] = [None, True, -1, 1e308, 10**400, "", "\x00", "a" * 501, [], [[]], [None], {}, {"a": {"b": 1}}]
FIELDS = (
    *("orderId", "dealType", "waybillNoInfoList", "contactInfoList", "cargoDetails", "expressTypeId", "parcelQty"),
    *("sendStartTm", "trackingNumber", "trackingType", "checkPhoneNo", "searchNo", "checkNos", "waybillNo", "phone"),
    *("serviceCode", "role", "newDestAddress", "srcAddress", "destAddress", "weight", "cityCode", "sendTime"),
)


@pytest.mark.parametrize("service", SERVICES)
def test_wrong_types_in_every_field_of_every_service(running: Carrier, service: str) -> None:
    for value in WRONG_VALUES:
        envelope = running.post(running.form(service, dict.fromkeys(FIELDS, value)))
        assert envelope["apiResultCode"] == "A1000", value


NO_OBJECTS = {
    **{"open": "{", "null": "null", "list": "[]", "string": '"x"', "nan": "NaN", "tail": "{}x"},
    "surrogate": '{"orderId": "\\ud800"}',
    "deep list": "[" * 20_000,
    "deep object": '{"a": ' * 3000 + "1" + "}" * 3000,
}


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("message", NO_OBJECTS.values(), ids=NO_OBJECTS)
def test_messages_that_are_no_object(running: Carrier, service: str, message: str) -> None:
    inner = running.ask(service, message)
    assert inner["success"] is False and inner["errorCode"] == "S0001"


@pytest.mark.parametrize(
    "body",
    [b"", b"\x00\xff\xfe", b"=&=&;;", b"partnerID=%FF%FE", b"%", b"a=1&" * 1000, b"{}", "中文".encode("gbk")],
)
def test_forms_that_are_none(running: Carrier, body: bytes) -> None:
    assert running.platform_code(body) == "A1001"


@pytest.mark.parametrize("path", ["/std/service", "/messages", "/switches/advance"])
def test_huge_bodies_are_refused(running: Carrier, path: str) -> None:
    response = running.call("POST", path, data=b"a" * (20 * LARGEST_BODY))
    assert response.status_code == 413
    assert response.json()["error"] == "too_large"


def test_a_huge_body_without_a_length_is_refused(running: Carrier) -> None:
    response = running.call("POST", "/std/service", data=(b"a" * 65536 for _ in range(100)))
    assert response.status_code == 413


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b'{"phone": 1, "text": 2}', b'{"phone": "13800001111"}'])
def test_bad_json_elsewhere_is_a_clear_400(running: Carrier, body: bytes) -> None:
    response = running.call("POST", "/messages", data=body)
    assert (response.status_code, response.json()["error"]) == (400, "bad_request")
    assert response.json()["detail"]


def test_wrong_methods_and_paths(running: Carrier) -> None:
    assert running.call("GET", "/std/service").status_code == 405
    assert running.call("GET", "/nothing").status_code == 404
    assert running.call("GET", "/phones/<script>").status_code == 404
    assert running.call("GET", "/parcels/SF1").status_code == 404
