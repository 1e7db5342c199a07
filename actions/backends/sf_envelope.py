"""The SF open platform's envelope: how a request is signed and an answer is opened (../shared/protocols of the brief:
sf-openapi).
"""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote_plus
from uuid import uuid4

import requests

from actions.backends.errors import Refused, Unavailable
from actions.backends.http import json_of, new_session, send

T = TypeVar("T")

PLATFORM_OK = "A1000"
BUSINESS_OK = "S0000"
# Refusals of the platform that a customer can do nothing about and that may be over in a moment or need the operator.
PLATFORM_UNAVAILABLE = {"A1002", "A1003", "A1004", "A1005", "A1006", "A1009", "A1099"}


def java_url_encode(text: str) -> str:
    """`java.net.URLEncoder.encode(text, "UTF-8")`, which differs from Python's quoting in `*` and `~`."""
    return quote_plus(text, safe="*").replace("~", "%7E")


def msg_digest(msg_data: str, timestamp: str, checkword: str) -> str:
    """The signature: Base64(MD5(JavaURLEncode(msgData + timestamp + checkword)))."""
    digest = hashlib.md5(java_url_encode(msg_data + timestamp + checkword).encode(), usedforsecurity=False)
    return base64.b64encode(digest.digest()).decode()


class SfPlatform:
    """One partner's access to the platform."""

    def __init__(self, url: str, partner_id: str, checkword: str) -> None:
        self._endpoint = f"{url.rstrip('/')}/std/service"
        self._partner_id = partner_id
        self._checkword = checkword
        self._session: requests.Session = new_session()

    def call(self, service: str, msg_data: dict[str, Any], read: Callable[[Any], T]) -> T:
        """Call one service and give its inner `msgData` to `read`.

        Raises `Refused` with the business error's code, and `Unavailable` also for an answer that `read` stumbles over.
        """
        text = json.dumps(msg_data, ensure_ascii=False)
        timestamp = str(int(time.time() * 1000))
        form = {
            "partnerID": self._partner_id,
            "requestID": str(uuid4()),
            "serviceCode": service,
            "timestamp": timestamp,
            "msgData": text,
            "msgDigest": msg_digest(text, timestamp, self._checkword),
        }
        return _open(json_of(send(self._session, "POST", self._endpoint, data=form)), service, read)


def _open(envelope: Any, service: str, read: Callable[[Any], T]) -> T:
    """Take the answer out of the outer and the inner envelope, and read it."""
    try:
        code = envelope["apiResultCode"]
        if code in PLATFORM_UNAVAILABLE:
            raise Unavailable(f"{service}: {code} {envelope.get('apiErrorMsg', '')}")
        if code != PLATFORM_OK:
            raise Refused(code, str(envelope.get("apiErrorMsg", "")))
        inner = json.loads(envelope["apiResultData"])
        # `success` comes as a boolean or as a string, so the code decides.
        if inner.get("errorCode") != BUSINESS_OK:
            raise Refused(str(inner.get("errorCode")), str(inner.get("errorMsg", "")))
        return read(inner.get("msgData"))
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise Unavailable(f"{service}: the answer makes no sense") from error
