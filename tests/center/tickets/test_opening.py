"""One grievance, one ticket, readable for an agent and with nothing shown that need not be."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from helpdesk.models import FollowUp, Ticket

from center.conversations.models import Conversation
from center.tickets.models import Category, Complaint
from center.tickets.opening import Grievance, open_complaint
from center.tickets.standards import standard
from tests.center.internal.api import new_conversation

PARCEL = "SF1234567890123"


def grievance(conversation: Conversation | None = None, **more: Any) -> Grievance:
    """A complaint about a lost parcel by somebody who has proven to be its owner."""
    words = {"category": "lost", "description": "包裹不见了", "waybill_no": PARCEL, "phone_tail": "5678", **more}
    return Grievance(conversation or new_conversation(), **words)


@pytest.mark.parametrize("category", Category.values)
def test_every_category_has_a_standard(category: str) -> None:
    rule = standard(category)
    assert rule.priority in range(1, 6)
    assert rule.answer_within > timedelta()
    assert rule.label


@pytest.mark.django_db
def test_a_ticket_is_readable_masked_and_due() -> None:
    complaint, new = open_complaint(
        grievance(contact_phone="13812345678", description="打13812345678,单号SF1234567890123", wish="尽快找到")
    )
    ticket = complaint.ticket
    assert new
    assert re.fullmatch(r"T\d{11}", complaint.number)
    assert complaint.number.startswith(timezone.localtime().strftime("T%y%m%d"))
    assert ticket.queue.title == "个案投诉"
    assert ticket.title == f"{complaint.number} 丢失 · SF12*******0123"
    assert "尽快找到" in ticket.description
    assert "13812345678" not in ticket.description
    assert PARCEL not in ticket.description + ticket.title
    assert abs(ticket.due_date - timezone.now() - timedelta(hours=2)) < timedelta(minutes=1)


@pytest.mark.django_db
def test_a_customers_words_stay_words() -> None:
    links = "![x](http://evil.example/a.png) [点我](http://evil.example) <http://evil.example>"
    evil = f"# 标题 {links} <script>alert(1)</script> *粗*"
    complaint, _ = open_complaint(grievance(description=evil))
    shown = complaint.ticket.get_markdown()
    for tag in ("<img", "<a ", "<script", "<h1", "<em"):
        assert tag not in shown
    assert "![x](http://evil.example/a.png)" in shown
    assert "\\" not in shown


@pytest.mark.django_db
def test_what_is_the_same_grievance_and_what_is_not() -> None:
    conversation = new_conversation()
    first, _ = open_complaint(grievance(conversation))
    assert open_complaint(grievance())[0] == first
    assert open_complaint(grievance(conversation, category="damaged"))[1]
    assert open_complaint(grievance(conversation, waybill_no="SF9999999999999"))[1]
    unnamed, _ = open_complaint(grievance(conversation, waybill_no=None))
    assert unnamed != first
    assert open_complaint(grievance(conversation, waybill_no=None))[0] == unnamed
    assert open_complaint(grievance(waybill_no=None))[1]


@pytest.mark.django_db
def test_a_stranger_with_the_number_gets_no_share_of_the_owners_ticket() -> None:
    owners, _ = open_complaint(grievance())
    strangers, new = open_complaint(grievance(phone_tail=None, contact_phone="13900000000"))
    assert new and strangers != owners
    owners.refresh_from_db()
    assert not owners.contact_phone
    assert not owners.is_proved_by("0000")
    assert open_complaint(grievance())[0] == owners


@pytest.mark.django_db
def test_a_closed_ticket_is_no_longer_the_same_grievance() -> None:
    first, _ = open_complaint(grievance())
    Ticket.objects.filter(pk=first.ticket_id).update(status=Ticket.CLOSED_STATUS)
    second, new = open_complaint(grievance())
    assert new
    assert second.number != first.number


@pytest.mark.django_db
def test_saying_it_again_adds_what_was_missing_and_takes_nothing_away() -> None:
    first, _ = open_complaint(grievance(wish="赔偿"))
    again, _ = open_complaint(grievance(contact_phone="13812345678", wish="道歉", description="还没找到吗"))
    assert (again.contact_phone, again.wish) == ("13812345678", "赔偿")
    note = FollowUp.objects.get(ticket=first.ticket)
    assert "还没找到吗" in note.comment
    assert "道歉" in note.comment
    assert Ticket.objects.get().title == first.ticket.title


@pytest.mark.django_db(transaction=True)
def test_twenty_of_the_same_at_once_are_one_ticket() -> None:
    conversations = [new_conversation() for _ in range(20)]

    def complain(conversation: Conversation) -> bool:
        try:
            return open_complaint(grievance(conversation))[1]
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as threads:
        assert sum(threads.map(complain, conversations)) == 1
    assert (Ticket.objects.count(), Complaint.objects.count(), FollowUp.objects.count()) == (1, 1, 19)


@pytest.mark.django_db(transaction=True)
def test_a_failed_opening_leaves_no_ticket_behind() -> None:
    with pytest.raises(Exception, match="too long"):
        open_complaint(grievance(phone_tail="12345"))
    assert Ticket.objects.count() == 0


@pytest.mark.django_db
def test_a_complaint_is_never_deleted() -> None:
    complaint, _ = open_complaint(grievance())
    with pytest.raises(PermissionDenied):
        complaint.ticket.delete()
    assert Ticket.objects.count() == 1
