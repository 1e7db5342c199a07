"""The envelope: signatures, and how the platform turns a call away."""

from __future__ import annotations

import json
import time

import pytest

from sandbox.envelope import REQUIRED, sign
from tests.sandbox.client import Carrier, order

VALIDATE = "EXP_RECE_VALIDATE_WAYBILLNO"
ASKED = {"waybillNo": "SF1366920185701"}


@pytest.mark.parametrize(
    ("message", "timestamp", "checkword", "digest"),
    [
        (
            '{"language":"zh-CN","orderId":"QIAO-20200618-004"}',
            "12312334453453",
            "fjcg5PGKaNpPSHFAZ4QsCOkV71R3zVci",
            "IIKJtuLVzoFTu4kHI8M8vA==",
        ),
        ("中 *~+", "1", "test", "enEGxDrktGqdJiLR3VtTkA=="),
    ],
)
def test_published_vectors(message: str, timestamp: str, checkword: str, digest: str) -> None:
    assert sign(message, timestamp, checkword) == digest


def test_a_success_is_wrapped_twice(carrier: Carrier) -> None:
    envelope = carrier.post(carrier.form(VALIDATE, ASKED))
    assert (envelope["apiResultCode"], envelope["apiErrorMsg"]) == ("A1000", "")
    assert len(envelope["apiResponseID"]) == 32
    inner = json.loads(envelope["apiResultData"])
    assert inner == {"success": True, "errorCode": "S0000", "errorMsg": None, "msgData": True}


@pytest.mark.parametrize("field", REQUIRED)
@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_field(carrier: Carrier, field: str, value: str | None) -> None:
    form = carrier.form(VALIDATE, ASKED)
    form.pop(field)
    assert carrier.platform_code(form | ({} if value is None else {field: value})) == "A1001"


def test_a_wrong_signature(carrier: Carrier) -> None:
    good = carrier.form(VALIDATE, ASKED)
    assert carrier.platform_code(good | {"msgData": json.dumps({"waybillNo": "SF1428805371164"})}) == "A1006"
    assert carrier.platform_code(good | {"msgDigest": good["msgDigest"].lower()}) == "A1006"
    assert carrier.platform_code(good | {"msgDigest": "中文"}) == "A1006"


def test_an_unknown_partner_or_service(carrier: Carrier) -> None:
    assert carrier.platform_code(carrier.form(VALIDATE, ASKED, partnerID="SOMEBODY")) == "A1004"
    assert carrier.platform_code(carrier.form("EXP_RECE_NO_SUCH_SERVICE", ASKED)) == "A1004"


@pytest.mark.parametrize("minutes", [-6, 6])
def test_an_expired_request(carrier: Carrier, minutes: int) -> None:
    stamp = str(int((time.time() + minutes * 60) * 1000))
    assert carrier.platform_code(carrier.form(VALIDATE, ASKED, timestamp=stamp)) == "A1002"


@pytest.mark.parametrize("stamp", ["yesterday", "-1", "1" * 40, "１２３"])
def test_a_timestamp_that_is_none(carrier: Carrier, stamp: str) -> None:
    assert carrier.platform_code(carrier.form(VALIDATE, ASKED, timestamp=stamp)) == "A1002"


def test_a_timestamp_in_seconds_or_a_little_off(carrier: Carrier) -> None:
    for stamp in (str(int(time.time())), str(int((time.time() - 240) * 1000))):
        assert carrier.get(VALIDATE, ASKED, timestamp=stamp) is True


def test_a_request_that_changed_something_is_not_carried_out_twice(carrier: Carrier) -> None:
    form = carrier.form("EXP_RECE_CREATE_ORDER", order(), requestID="the-same")
    assert carrier.post(form)["apiResultCode"] == "A1000"
    assert carrier.platform_code(form) == "A1007"
    assert carrier.platform_code(carrier.form("EXP_RECE_CREATE_ORDER", order(), requestID="the-same")) == "A1007"


def test_a_refused_request_does_not_use_its_id_up(carrier: Carrier) -> None:
    refused = carrier.ask("EXP_RECE_CREATE_ORDER", order(expressTypeId=9999), requestID="the-same")
    assert refused["errorCode"] == "8057"
    assert carrier.get("EXP_RECE_CREATE_ORDER", order(), requestID="the-same")["filterResult"] == 2


def test_reads_may_repeat_their_request_id(carrier: Carrier) -> None:
    form = carrier.form(VALIDATE, ASKED)
    assert [carrier.post(form)["apiResultCode"] for _ in range(3)] == ["A1000"] * 3
