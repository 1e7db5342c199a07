"""The platform's envelope: what is signed, what is checked before a service runs, how an answer is wrapped."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, quote_plus

REQUIRED = ("partnerID", "requestID", "serviceCode", "timestamp", "msgDigest", "msgData")
TOLERANCE = timedelta(minutes=5)
OK = "A1000"
BUSINESS_OK = "S0000"

# Eleven digits are seconds until the year 5138; anything longer is milliseconds.
_FIRST_MILLISECONDS = 10**11


class PlatformError(Exception):
    """The platform turns a call away before the service sees it. `code` is an A1xxx."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def sign(message: str, timestamp: str, checkword: str) -> str:
    """The msgDigest of a call: Base64(MD5(JavaURLEncode(message + timestamp + checkword)))."""
    encoded = quote_plus(message + timestamp + checkword, safe="*").replace("~", "%7E")
    return base64.b64encode(hashlib.md5(encoded.encode(), usedforsecurity=False).digest()).decode()


def read_form(body: bytes) -> dict[str, str]:
    """The fields of a form POST; A1001 where the body is no UTF-8 form."""
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=50))
    except ValueError as error:
        raise PlatformError("A1001") from error


def check(form: Mapping[str, str], partner_id: str, checkword: str, at: datetime) -> None:
    """Raise the PlatformError that a call deserves: A1001 field missing, A1004 partner, A1006 signature, A1002 time."""
    if not all(form.get(field) for field in REQUIRED):
        raise PlatformError("A1001")
    if form["partnerID"] != partner_id:
        raise PlatformError("A1004")
    expected = sign(form["msgData"], form["timestamp"], checkword)
    if not hmac.compare_digest(expected.encode(), form["msgDigest"].encode()):
        raise PlatformError("A1006")
    if abs(_moment(form["timestamp"]) - at) > TOLERANCE:
        raise PlatformError("A1002")


def answer(data: Any) -> dict[str, Any]:
    """The envelope of a service's success."""
    return _envelope(OK, "", _inner(True, BUSINESS_OK, None, data))


def refusal(code: str, message: str) -> dict[str, Any]:
    """The envelope of a service's refusal: the platform is content (A1000), the business is not."""
    return _envelope(OK, "", _inner(False, code, message, None))


def platform_refusal(code: str, message: str) -> dict[str, Any]:
    """The envelope of a call that no service saw."""
    return _envelope(code, message, None)


def _moment(timestamp: str) -> datetime:
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 14):
        raise PlatformError("A1002")
    number = int(timestamp)
    return datetime.fromtimestamp(number / 1000 if number >= _FIRST_MILLISECONDS else number, UTC)


def _inner(success: bool, code: str, message: str | None, data: Any) -> str:
    return json.dumps(
        {"success": success, "errorCode": code, "errorMsg": message, "msgData": data}, ensure_ascii=False
    )


def _envelope(code: str, message: str, data: str | None) -> dict[str, Any]:
    return {
        "apiResultCode": code,
        "apiErrorMsg": message,
        "apiResponseID": uuid.uuid4().hex.upper(),
        "apiResultData": data,
    }
