"""The adapter of the center port over its REST API."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote

from actions.backends.center import (
    Attempt,
    CodeExpired,
    Grievance,
    HandoffState,
    NotFound,
    ProofNeeded,
    Ticket,
    TooManyTries,
    WrongTicketProof,
)
from actions.backends.errors import Refused, Unavailable
from actions.backends.http import json_of, new_session, send

ERRORS: dict[str, type[Refused]] = {
    "not_found": NotFound,
    "proof_needed": ProofNeeded,
    "wrong_proof": WrongTicketProof,
    "too_many_tries": TooManyTries,
    "too_many": TooManyTries,
    "expired": CodeExpired,
}


class CenterHttp:
    """The center at `url`, with the token of the actions."""

    def __init__(self, url: str, token: str) -> None:
        self._base = f"{url.rstrip('/')}/internal/v1"
        self._session = new_session()
        self._session.headers["Authorization"] = f"Bearer {token}"

    def open_ticket(self, grievance: Grievance, key: str) -> Ticket:
        """See `Center.open_ticket`."""
        return _ticket(self._call("POST", "/tickets", vars(grievance), key))

    def ticket(self, ticket_no: str, conversation: str, phone_tail: str | None) -> Ticket:
        """See `Center.ticket`."""
        proof = {"phone_tail": phone_tail} if phone_tail else {}
        found = self._call(
            "GET", f"/tickets/{quote(ticket_no, safe='')}", params={"conversation": conversation, **proof}
        )
        return _ticket(found)

    def tickets_of(self, conversation: str) -> list[Ticket]:
        """See `Center.tickets_of`."""
        return [_ticket(found) for found in self._call("GET", f"/conversations/{conversation}/tickets")["tickets"]]

    def hand_over(
        self, conversation: str, reason: str, intent: str | None, summary: str, tried: list[str], key: str
    ) -> HandoffState:
        """See `Center.hand_over`."""
        body = {"conversation": conversation, "reason": reason, "intent": intent, "summary": summary, "tried": tried}
        state = self._call("POST", "/handoffs", body, key)
        return HandoffState(position=state["position"], taken=state["taken"])

    def may_guess(self, conversation: str, subject: str, key: str) -> Attempt:
        """See `Center.may_guess`."""
        answer = self._call("POST", "/proofs", {"conversation": conversation, "subject": subject}, key)
        return Attempt(answer["allowed"], answer.get("left", 0), answer.get("attempt"))

    def give_back(self, attempt: int) -> None:
        """See `Center.give_back`."""
        self._call("POST", f"/proofs/{attempt}/succeeded", {})

    def send_code(self, conversation: str, phone: str, key: str) -> None:
        """See `Center.send_code`."""
        self._call("POST", "/verifications", {"conversation": conversation, "phone": phone}, key)

    def check_code(self, conversation: str, phone: str, code: str) -> Attempt:
        """See `Center.check_code`."""
        body = {"conversation": conversation, "phone": phone, "code": code}
        answer = self._call("POST", "/verifications/check", body)
        return Attempt(answer["verified"], answer.get("left", 0))

    def _call(self, method: str, path: str, body: Any = None, key: str | None = None, params: Any = None) -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        response = send(self._session, method, self._base + path, json=body, headers=headers, params=params)
        if response.status_code == 204:
            return None
        answer = json_of(response)
        if response.status_code < 400:
            return answer
        code = answer.get("error", "")
        if code in ERRORS:
            raise ERRORS[code](code, str(answer.get("detail", "")), answer)
        # 400, 401, 409 and the like are our own mistakes or a twin still at work: nothing a customer could mend.
        raise Unavailable(f"{method} {path}: {response.status_code} {code}")


def _ticket(found: dict[str, Any]) -> Ticket:
    return Ticket(
        ticket_no=found["ticket_no"],
        category=found["category"],
        status=found["status"],
        answer_by=datetime.fromisoformat(found["answer_by"]),
        latest_note=found.get("latest_note"),
        existing=found.get("existing", False),
    )
