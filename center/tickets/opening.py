"""Opening a complaint: one django-helpdesk ticket and our row about it, or neither; the same grievance, once."""

import secrets
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from helpdesk.models import FollowUp, Ticket

from center.conversations.models import Conversation
from center.locks import wait_for
from center.tickets.models import Complaint
from center.tickets.queue import complaints_queue
from center.tickets.standards import standard


@dataclass(frozen=True)
class Grievance:
    """What a customer complains of, in their words; `category` is one of Category."""

    conversation: Conversation
    category: str
    description: str
    waybill_no: str | None = None
    phone_tail: str | None = None
    contact_phone: str | None = None
    wish: str | None = None

    @property
    def same_as(self) -> Q:
        """What makes another grievance the same: category and parcel, told by the same person.

        That is whoever writes in the same conversation or has proven the same phone: a stranger who only knows the
        waybill number must not come to share a ticket with its owner.
        """
        told_by_the_same = Q(conversation=self.conversation)
        if self.waybill_no and self.phone_tail:
            told_by_the_same |= Q(phone_tail=self.phone_tail)
        return told_by_the_same & Q(waybill_no=self.waybill_no, category=self.category)


@transaction.atomic
def open_complaint(grievance: Grievance) -> tuple[Complaint, bool]:
    """The complaint for `grievance`, and whether it is new. Words about one already open become its follow-up.

    The lock is what makes twenty of the same at once one ticket: "still open" is helpdesk's column, so no constraint of
    our own table could say it.
    """
    wait_for(f"grievance {grievance.waybill_no or grievance.conversation.pk} {grievance.category}")
    known = (
        Complaint.objects.select_related("ticket")
        .filter(grievance.same_as, ticket__status__in=Ticket.OPEN_STATUSES)
        .last()
    )
    if known is None:
        return _open(grievance), True
    _add_words(known, grievance)
    return known, False


def _open(grievance: Grievance) -> Complaint:
    number, rule = _new_number(), standard(grievance.category)
    complaint = Complaint(
        number=number,
        conversation=grievance.conversation,
        category=grievance.category,
        waybill_no=grievance.waybill_no,
        phone_tail=grievance.phone_tail,
        contact_phone=grievance.contact_phone,
        wish=grievance.wish,
    )
    words = {"complaint": complaint, "description": grievance.description}
    complaint.ticket = Ticket.objects.create(
        title=render_to_string("tickets/title.txt", words).strip(),
        queue=complaints_queue(),
        description=render_to_string("tickets/description.md", words).strip(),
        priority=rule.priority,
        due_date=timezone.now() + rule.answer_within,
    )
    complaint.save()
    return complaint


def _add_words(known: Complaint, grievance: Grievance) -> None:
    """Keep what the customer says again, and a phone or wish that was missing."""
    for field in ("phone_tail", "contact_phone", "wish"):
        if not getattr(known, field):
            setattr(known, field, getattr(grievance, field))
    known.save()
    words = {"complaint": known, "description": grievance.description, "wish": grievance.wish}
    FollowUp.objects.create(
        ticket=known.ticket,
        title=render_to_string("tickets/again_title.txt", words).strip(),
        comment=render_to_string("tickets/again.md", words).strip(),
        public=True,
    )


def _new_number() -> str:
    """`T`, the day, five random digits: short enough to say, and nobody can count up to somebody else's.

    One at a time, so that a number found free is still free when it is stored.
    """
    wait_for("ticket numbers")
    day = timezone.localtime().strftime("T%y%m%d")
    while Complaint.objects.filter(number=(number := f"{day}{secrets.randbelow(10**5):05}")).exists():
        pass
    return number
