"""How a complaint stands, and who may know."""

from helpdesk.models import FollowUp, Ticket

from center.conversations.models import Conversation
from center.customers.proofs import Denied, ask_to_guess, guessed_right
from center.tickets.models import Complaint


class ProofNeeded(Exception):
    """The ticket was opened in another conversation: the last four digits of a phone of it are needed."""


class WrongProof(Exception):
    """The digits are not those; `left` more guesses."""

    def __init__(self, left: int) -> None:
        super().__init__(f"{left} guesses left")
        self.left = left


class TooManyTries(Exception):
    """No guess is allowed for now."""


def status(complaint: Complaint) -> str:
    """`open`, `in_progress` (somebody works on it), `resolved` or `closed`."""
    ticket = _standing(complaint)
    if ticket.status == Ticket.RESOLVED_STATUS:
        return "resolved"
    if ticket.status not in Ticket.OPEN_STATUSES:
        return "closed"
    return "in_progress" if ticket.assigned_to_id or ticket.status == Ticket.REOPENED_STATUS else "open"


def latest_note(complaint: Complaint) -> str | None:
    """What our staff last wrote for the customer, or None. The customer's own words are not news to them."""
    notes = FollowUp.objects.filter(ticket=_standing(complaint), public=True, user__is_staff=True).order_by("date")
    latest = notes.exclude(comment=None).exclude(comment="").last()
    return latest.comment if latest else None


def look_up(number: str, conversation: Conversation, phone_tail: str | None) -> Complaint:
    """The complaint with this public number, for somebody in `conversation`.

    Raises Complaint.DoesNotExist; from another conversation than its own ProofNeeded, WrongProof, TooManyTries.
    """
    complaint = Complaint.objects.select_related("ticket__merged_to").get(number=number)
    if complaint.conversation_id == conversation.pk:
        return complaint
    if not phone_tail:
        raise ProofNeeded
    guess = ask_to_guess(conversation, number)
    if isinstance(guess, Denied):
        raise TooManyTries
    if not complaint.is_proved_by(phone_tail):
        raise WrongProof(guess.left)
    guessed_right(guess.attempt)
    return complaint


def _standing(complaint: Complaint) -> Ticket:
    """The ticket that counts: an agent may have merged the complaint's own into another."""
    return complaint.ticket.merged_to or complaint.ticket
