"""A caller of the sandbox, as the assistant's own code is one: over HTTP, with the carrier's envelope."""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import dataclass
from typing import Any

import requests

from sandbox.envelope import sign

PARTNER = "TEST_PARTNER"
CHECKWORD = "test-checkword*~ +"
TIMEOUT = 5


@dataclass(frozen=True)
class Carrier:
    """One running sandbox, by its address."""

    url: str

    def form(self, service: str, message: Any, **changes: str | None) -> dict[str, str]:
        """A signed form; `changes` replace fields after it was signed, None takes one away."""
        text = message if isinstance(message, str) else json.dumps(message, ensure_ascii=False)
        timestamp = changes.pop("timestamp", None) or str(int(time.time() * 1000))
        fields: dict[str, str | None] = {
            "partnerID": PARTNER,
            "requestID": str(uuid.uuid4()),
            "serviceCode": service,
            "timestamp": timestamp,
            "msgData": text,
            "msgDigest": sign(text, timestamp, CHECKWORD),
        }
        return {name: value for name, value in (fields | changes).items() if value is not None}

    def post(self, form: Any, timeout: float = TIMEOUT) -> dict[str, Any]:
        """The envelope that answers a form."""
        response = requests.post(f"{self.url}/std/service", data=form, timeout=timeout)
        assert response.status_code == 200, response.text
        envelope: dict[str, Any] = response.json()
        assert set(envelope) == {"apiResultCode", "apiErrorMsg", "apiResponseID", "apiResultData"}
        return envelope

    def ask(self, service: str, message: Any, **changes: str | None) -> dict[str, Any]:
        """What a service says, the platform being content."""
        envelope = self.post(self.form(service, message, **changes))
        assert envelope["apiResultCode"] == "A1000", envelope
        inner: dict[str, Any] = json.loads(envelope["apiResultData"])
        return inner

    def get(self, service: str, message: Any, **changes: str | None) -> Any:
        """The msgData of a success."""
        inner = self.ask(service, message, **changes)
        assert (inner["success"], inner["errorCode"]) == (True, "S0000"), inner
        return inner["msgData"]

    def refusal(self, service: str, message: Any) -> str:
        """The errorCode of a refusal, which comes with words and without data."""
        inner = self.ask(service, message)
        assert inner["success"] is False and inner["errorMsg"] and inner["msgData"] is None, inner
        code: str = inner["errorCode"]
        return code

    def platform_code(self, form: Any) -> str:
        """The code with which the platform turns a form away."""
        envelope = self.post(form)
        assert envelope["apiResultData"] is None and envelope["apiErrorMsg"], envelope
        code: str = envelope["apiResultCode"]
        return code

    def call(self, method: str, path: str, **arguments: Any) -> requests.Response:
        """Any other endpoint."""
        return requests.request(method, self.url + path, timeout=TIMEOUT, **arguments)

    def routes(self, number: str, tail: str) -> list[dict[str, str]]:
        """The route of one waybill."""
        data = self.get("EXP_RECE_SEARCH_ROUTES", {"trackingNumber": [number], "checkPhoneNo": tail})
        assert [entry["mailNo"] for entry in data["routeResps"]] == [number]
        found: list[dict[str, str]] = data["routeResps"][0]["routes"]
        return found


def contact(kind: int, city: str, **changes: Any) -> dict[str, Any]:
    """One entry of contactInfoList."""
    name, phone = {1: ("林晓", "13800001111"), 2: ("陈静", "13800002222")}[kind]
    usual = {"contactType": kind, "contact": name, "mobile": phone, "city": city, "address": "某路1号"}
    return usual | changes


def order(order_id: str = "", sender: Any = None, receiver: Any = None, **changes: Any) -> dict[str, Any]:
    """A good order from 深圳市 to 杭州市, with changes."""
    usual = {
        "language": "zh-CN",
        "orderId": order_id or str(uuid.uuid4()),
        "cargoDetails": [{"name": "衣服", "count": 1, "unit": "件", "weight": 1.5}],
        "contactInfoList": [sender or contact(1, "深圳市"), receiver or contact(2, "杭州市")],
        "payMethod": 1,
        "expressTypeId": 2,
        "isDocall": 1,
    }
    return usual | changes
