"""The center, as the actions need it: tickets, a person, proof (docs/contracts.md, section 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from actions.backends.errors import Refused


@dataclass(frozen=True)
class Ticket:
    """A complaint on its way. `existing` is true when the same grievance had been opened before."""

    ticket_no: str
    category: str
    status: str
    answer_by: datetime
    latest_note: str | None = None
    existing: bool = False


@dataclass(frozen=True)
class Grievance:
    """What a customer complains of."""

    conversation: str
    category: str
    description: str
    wish: str | None = None
    waybill_no: str | None = None
    phone_tail: str | None = None
    contact_phone: str | None = None


@dataclass(frozen=True)
class HandoffState:
    """Where the customer stands in the agents' queue."""

    position: int
    taken: bool


@dataclass(frozen=True)
class Attempt:
    """Leave to guess once. Not `allowed`: `left` is 0 and `number` is None."""

    allowed: bool
    left: int
    number: int | None = None


class ProofNeeded(Refused):
    """The ticket was opened elsewhere: the last four digits of the phone are needed."""


class WrongTicketProof(Refused):
    """The digits given for a ticket are wrong; `detail["left"]` tries remain."""


class TooManyTries(Refused):
    """No more guesses for now."""


class CodeExpired(Refused):
    """No SMS code is alive."""


class NotFound(Refused):
    """There is no such thing."""


class Center(Protocol):
    """What the actions ask of the center. Every method may raise `Unavailable`."""

    def open_ticket(self, grievance: Grievance, key: str) -> Ticket:
        """Open a ticket; the same `key`, or the same grievance, gives the same ticket."""

    def ticket(self, ticket_no: str, conversation: str, phone_tail: str | None) -> Ticket:
        """A ticket's progress. Raises `NotFound`, `ProofNeeded`, `WrongTicketProof`, `TooManyTries`."""

    def tickets_of(self, conversation: str) -> list[Ticket]:
        """Tickets opened in this conversation, newest first."""

    def hand_over(
        self, conversation: str, reason: str, intent: str | None, summary: str, tried: list[str], key: str
    ) -> HandoffState:
        """Ask for a person. `reason` is asked, not_understood, failure or complaint."""

    def may_guess(self, conversation: str, subject: str, key: str) -> Attempt:
        """Count a guess at a proof before it is made; the same `key` is the same guess."""

    def give_back(self, attempt: int) -> None:
        """The guess was right, or could not be checked: it no longer counts."""

    def send_code(self, conversation: str, phone: str, key: str) -> None:
        """Send a code to a phone by SMS. Raises `TooManyTries`."""

    def check_code(self, conversation: str, phone: str, code: str) -> Attempt:
        """Check a code; `allowed` when it is right. Raises `CodeExpired`."""
