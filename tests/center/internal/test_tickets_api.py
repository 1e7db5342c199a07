"""Tickets over the internal API."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from helpdesk.models import FollowUp, Ticket

from center.tickets.models import Complaint
from tests.center.internal.api import get, grievance, new_conversation, post

pytestmark = pytest.mark.django_db


def test_a_ticket_says_what_the_contract_says() -> None:
    conversation = new_conversation()
    answer = post("/tickets", grievance(conversation), uuid4())
    ticket = answer.json()
    assert answer.status_code == 201
    assert ticket["category"] == "lost"
    assert ticket["priority"] == 1
    assert ticket["status"] == "open"
    assert ticket["existing"] is False
    opened, by = (datetime.fromisoformat(ticket[name]) for name in ("opened_at", "answer_by"))
    assert opened.utcoffset() is not None
    assert 7190 <= (by - opened).total_seconds() <= 7201
    seen = get(f"/tickets/{ticket['ticket_no']}", conversation=str(conversation.pk)).json()
    assert seen["latest_note"] is None
    assert seen["answer_by"] == ticket["answer_by"]


def test_the_same_grievance_gives_the_same_ticket_with_the_new_words() -> None:
    conversation = new_conversation()
    first = post("/tickets", grievance(conversation), uuid4()).json()
    again = post("/tickets", grievance(new_conversation(), description="又过了一天还没有"), uuid4())
    assert again.status_code == 200
    assert again.json()["ticket_no"] == first["ticket_no"]
    assert again.json()["existing"] is True
    assert "又过了一天还没有" in FollowUp.objects.get().comment


def test_the_tickets_of_a_conversation_newest_first() -> None:
    conversation = new_conversation()
    numbers = [
        post("/tickets", grievance(conversation, category=category), uuid4()).json()["ticket_no"]
        for category in ("lost", "conduct", "claim")
    ]
    post("/tickets", grievance(new_conversation(), waybill_no=None), uuid4())
    listed = get(f"/conversations/{conversation.pk}/tickets").json()["tickets"]
    assert [ticket["ticket_no"] for ticket in listed] == numbers[::-1]


def test_another_conversation_needs_the_right_digits() -> None:
    number = post("/tickets", grievance(new_conversation()), uuid4()).json()["ticket_no"]
    stranger = str(new_conversation().pk)

    needed = get(f"/tickets/{number}", conversation=stranger)
    assert (needed.status_code, needed.json()["error"]) == (403, "proof_needed")
    wrong = get(f"/tickets/{number}", conversation=stranger, phone_tail="0000")
    assert (wrong.status_code, wrong.json()["error"], wrong.json()["left"]) == (403, "wrong_proof", 2)
    assert get(f"/tickets/{number}", conversation=stranger, phone_tail="5678").status_code == 200
    for _ in range(2):
        get(f"/tickets/{number}", conversation=stranger, phone_tail="0000")
    stopped = get(f"/tickets/{number}", conversation=stranger, phone_tail="5678")
    assert (stopped.status_code, stopped.json()["error"]) == (429, "too_many_tries")


def test_a_ticket_that_is_not_there_is_404() -> None:
    assert get("/tickets/T26112100000", conversation=str(new_conversation().pk)).status_code == 404


def test_progress_is_told_in_the_contracts_words() -> None:
    conversation = new_conversation()
    number = post("/tickets", grievance(conversation), uuid4()).json()["ticket_no"]
    ticket, agent = Complaint.objects.get(number=number).ticket, User.objects.create_user("agent", is_staff=True)

    def seen() -> tuple[str, str | None]:
        body = get(f"/tickets/{number}", conversation=str(conversation.pk)).json()
        return body["status"], body["latest_note"]

    ticket.assigned_to = agent
    ticket.save()
    assert seen() == ("in_progress", None)
    FollowUp.objects.create(ticket=ticket, user=agent, public=False, comment="内部:问过网点")
    FollowUp.objects.create(ticket=ticket, user=agent, public=True, comment="网点已找到包裹")
    post("/tickets", grievance(conversation), uuid4())
    assert seen() == ("in_progress", "网点已找到包裹")
    for code, word in ((Ticket.RESOLVED_STATUS, "resolved"), (Ticket.CLOSED_STATUS, "closed")):
        Ticket.objects.filter(pk=ticket.pk).update(status=code)
        assert seen()[0] == word
    Ticket.objects.filter(pk=ticket.pk).update(status=Ticket.REOPENED_STATUS, assigned_to=None)
    assert seen()[0] == "in_progress"
