"""helpdesk's pages as our agents see them: in Chinese, closed to everybody else, and deleting nothing."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.html import strip_tags

from center.tickets.models import Complaint
from center.tickets.opening import Grievance, open_complaint
from tests.center.desk.agents import agent, at_desk, customer, press

pytestmark = pytest.mark.django_db

# Names, key words of helpdesk's search, and English that helpdesk_words.js replaces in the browser.
LEFT_IN_ENGLISH = {"django-helpdesk", "amy", "Amy", "complaints-", "queue", "priority", "OR", "T", "SF"}
REPLACED_IN_THE_BROWSER = re.compile(
    r"Listing \d+ ticket\(s\)\.|\d+ Tickets [<>]? ?\d+( - \d+)? days|\(current\)|\bDashboard\b|\bName:"
)


@pytest.fixture
def complaint() -> Complaint:
    """A complaint with words said twice."""
    grievance = Grievance(customer("丢了"), "lost", "丢了", "SF1234567890123", "5678", "13812345678", "赔偿")
    open_complaint(grievance)
    return open_complaint(grievance)[0]


def english_on(page: str) -> set[str]:
    """The Latin words a reader sees."""
    body = re.sub(r"(?s)<(script|style|svg|head)\b.*?</\1>|<!--.*?-->", " ", page)
    text = REPLACED_IN_THE_BROWSER.sub(" ", re.sub(r"\s+", " ", unescape(strip_tags(body.replace("<", " <")))))
    return set(re.findall(r"[A-Za-z][A-Za-z-]*", text)) - LEFT_IN_ENGLISH


@pytest.mark.parametrize("page", ["dashboard", "list", "kanban"])
def test_the_pages_of_every_day_are_chinese(page: str, complaint: Complaint) -> None:
    shown = at_desk(agent()).get(reverse(f"helpdesk:{page}"))
    assert shown.status_code == 200
    assert english_on(shown.content.decode()) == set()


def test_the_ticket_is_chinese_with_our_card(complaint: Complaint) -> None:
    page = at_desk(agent()).get(reverse("helpdesk:view", args=[complaint.ticket_id])).content.decode()
    assert english_on(page) == set()
    for shown in (complaint.number, "客户再次反映", "138******78", "SF12*******0123", "显示完整号码"):
        assert shown in page


def test_strangers_see_no_page_of_helpdesk(complaint: Complaint) -> None:
    ticket = complaint.ticket
    closed = [
        "/helpdesk/",
        "/helpdesk/dashboard/",
        "/helpdesk/tickets/",
        "/helpdesk/tickets/submit/",
        f"/helpdesk/tickets/{ticket.pk}/",
        f"/helpdesk/view/?ticket=complaints-{ticket.pk}&key={ticket.secret_key}",
    ]
    for path in closed:
        for answer in (Client().get(path), Client().post(path, {"title": "x"})):
            assert answer.status_code in {302, 403, 405}, path
            assert complaint.number not in answer.content.decode()


def test_helpdesks_own_api_is_not_there() -> None:
    assert Client().get("/helpdesk/api/tickets/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("helpdesk:ticket-list")


def test_deleting_a_complaint_is_refused(complaint: Complaint) -> None:
    refused = press(at_desk(agent()), reverse("helpdesk:delete", args=[complaint.ticket_id]))
    assert refused.status_code == 403
    assert "只能关闭，不能删除" in refused.content.decode()
    assert Complaint.objects.filter(pk=complaint.pk).exists()
