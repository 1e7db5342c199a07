"""What the actions server may ask for (docs/contracts.md, section 2): each endpoint only translates."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone

from center.conversations.models import Conversation
from center.customers.proofs import Denied, ask_to_guess, guessed_right
from center.customers.verifications import Expired, TooMany, check_code, send_code
from center.desk.handoffs import open_handoff
from center.internal.answers import Problem, answer
from center.internal.endpoint import endpoint
from center.internal.shapes import CodeCheck, NewCode, NewGuess, NewHandoff, NewTicket, TicketProof
from center.tickets.models import Complaint
from center.tickets.opening import Grievance, open_complaint
from center.tickets.progress import ProofNeeded, TooManyTries, WrongProof, latest_note, look_up, status


@endpoint("POST", body=NewTicket, creates=True)
def tickets(**grievance: Any) -> HttpResponse:
    """201 with a new ticket, or 200 with the one already open for the same grievance."""
    complaint, new = open_complaint(Grievance(**grievance))
    return answer(201 if new else 200, {**_as_json(complaint), "existing": not new})


@endpoint("GET", query=TicketProof)
def ticket(ticket_no: str, conversation: Conversation, phone_tail: str | None) -> HttpResponse:
    """200 with the ticket; from another conversation than its own only with the right digits."""
    try:
        return answer(200, _as_json(look_up(ticket_no, conversation, phone_tail)))
    except Complaint.DoesNotExist:
        raise Problem(404, "not_found", "There is no such ticket.") from None
    except ProofNeeded:
        raise Problem(403, "proof_needed", "The ticket was opened in another conversation.") from None
    except WrongProof as wrong:
        raise Problem(403, "wrong_proof", "These digits are not of a phone of the ticket.", left=wrong.left) from None
    except TooManyTries:
        raise Problem(429, "too_many_tries", "No more guesses for now.") from None


@endpoint("GET")
def tickets_of_conversation(conversation: UUID) -> HttpResponse:
    """200 with the tickets opened in a conversation, newest first."""
    if not Conversation.objects.filter(pk=conversation).exists():
        raise Problem(404, "not_found", "There is no such conversation.")
    complaints = Complaint.objects.select_related("ticket__merged_to").filter(conversation=conversation)
    return answer(200, {"tickets": [_as_json(complaint) for complaint in complaints.order_by("-pk")]})


@endpoint("POST", body=NewHandoff, creates=True)
def handoffs(**wish: Any) -> HttpResponse:
    """201 with the place in the queue, or 200 when the customer already waits or has a person."""
    standing = open_handoff(**wish)
    return answer(201 if standing.new else 200, {"position": standing.position, "taken": standing.taken})


@endpoint("POST", body=NewGuess, creates=True)
def proofs(conversation: Conversation, subject: str) -> HttpResponse:
    """200: leave for one guess, or none and since when again. Counted before it is made."""
    guess = ask_to_guess(conversation, subject)
    if isinstance(guess, Denied):
        return answer(200, {"allowed": False, "retry_at": _time(guess.retry_at)})
    return answer(200, {"allowed": True, "attempt": guess.attempt, "left": guess.left})


@endpoint("POST")
def proof_succeeded(attempt: int) -> HttpResponse:
    """204: the guess was right."""
    if not guessed_right(attempt):
        raise Problem(404, "not_found", "There is no such attempt.")
    return HttpResponse(status=204)


@endpoint("POST", body=NewCode, creates=True)
def verifications(conversation: Conversation, phone: str) -> HttpResponse:
    """201 once the gateway has taken the SMS."""
    try:
        expires_at = send_code(conversation, phone)
    except TooMany as problem:
        wait = {"error": "too_many", "detail": "No more codes for now.", "retry_at": _time(problem.retry_at)}
        return answer(429, wait)
    if expires_at is None:
        return answer(502, {"error": "sms_failed", "detail": "The SMS gateway did not take the message."})
    return answer(201, {"expires_at": _time(expires_at)})


@endpoint("POST", body=CodeCheck)
def verifications_check(conversation: Conversation, phone: str, code: str) -> HttpResponse:
    """200: whether the code is right; a right one stays with the conversation."""
    try:
        checked = check_code(conversation, phone, code)
    except Expired:
        raise Problem(410, "expired", "No code is alive for this phone in this conversation.") from None
    return answer(200, {"verified": True} if checked.verified else {"verified": False, "left": checked.left})


def _as_json(complaint: Complaint) -> dict[str, Any]:
    return {
        "ticket_no": complaint.number,
        "category": complaint.category,
        "priority": complaint.ticket.priority,
        "status": status(complaint),
        "opened_at": _time(complaint.ticket.created),
        "answer_by": _time(complaint.ticket.due_date),
        "latest_note": latest_note(complaint),
    }


def _time(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")
