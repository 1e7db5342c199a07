"""The desk's pages: who may see them, what they show, what they hide, what they do."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client

from center.conversations.models import Author
from center.desk.handoffs import open_handoff, take_over
from center.desk.transcript import PAGE
from center.tickets.opening import Grievance, open_complaint
from tests.center.desk.agents import agent, at_desk, customer, lines, press, say

pytestmark = pytest.mark.django_db


def paths(conversation: object) -> list[str]:
    """Every page of the desk."""
    of_one = f"/desk/conversations/{conversation}"
    return ["/desk/", "/desk/lists/", f"{of_one}/", f"{of_one}/news/?after=0"]


def test_pages_are_for_agents_only() -> None:
    conversation = customer("在吗")
    somebody = User.objects.create_user("somebody")
    for path in paths(conversation.pk):
        assert Client().get(path).headers["Location"].startswith("/desk/login/?next=")
        assert at_desk(somebody).get(path).status_code == 403
        assert at_desk(agent(str(uuid4()))).get(path).status_code == 200


def test_an_agent_logs_in_with_a_password() -> None:
    agent()
    browser = Client()
    wrong = browser.post("/desk/login/", {"username": "amy", "password": "guess"})
    assert "用户名或密码不对" in wrong.content.decode()
    right = browser.post("/desk/login/", {"username": "amy", "password": "a long pass phrase"})
    assert right.headers["Location"] == "/desk/"


def test_without_a_csrf_token_nothing_is_done() -> None:
    conversation = customer("在吗")
    open_handoff(conversation, "asked")
    browser = at_desk(agent())
    for step in ("take", "say", "release", "settle"):
        assert browser.post(f"/desk/conversations/{conversation.pk}/{step}/").status_code == 403
    conversation.refresh_from_db()
    assert conversation.holder == "waiting"


def test_the_queue_shows_why_and_what_was_tried_masked() -> None:
    conversation = customer("我的SF1234567890123在哪")
    open_handoff(conversation, "not_understood", "complain_lost", "电话13812345678,单号SF1234567890123", ["查询路由"])
    for path in paths(conversation.pk)[:3]:
        page = at_desk(agent(str(uuid4()))).get(path).content.decode()
        for shown in ("智能客服没听懂", "投诉丢失", "查询路由", "138******78", "SF12*******0123"):
            assert shown in page
        for hidden in ("13812345678", "SF1234567890123"):
            assert hidden not in page


def test_a_transcript_is_escaped_masked_and_says_what_was_understood() -> None:
    understood = {
        "intent": "update_customer_info",
        "confidence": 0.87,
        "entities": [{"entity": "person", "value": "欧阳娜娜"}],
    }
    conversation = customer("<script>alert(1)</script>我是欧阳娜娜,13812345678", understood=understood)
    page = at_desk(agent()).get(f"/desk/conversations/{conversation.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "改资料(87%)" in page
    assert "欧***" in page
    assert "欧阳娜娜" not in page
    assert "13812345678" not in page


def test_an_agent_takes_answers_and_gives_back() -> None:
    conversation, browser = customer("在吗"), at_desk(agent())
    open_handoff(conversation, "asked")
    of_one = f"/desk/conversations/{conversation.pk}"
    assert press(browser, f"{of_one}/take/").status_code == 302
    assert "由您接待" in browser.get(f"{of_one}/").content.decode()

    message_id = str(uuid4())
    for _ in range(2):
        assert press(browser, f"{of_one}/say/", text="您好", id=message_id).status_code == 204
    assert lines(conversation, Author.AGENT) == ["您好"]
    assert press(browser, f"{of_one}/say/", text=" ", id=str(uuid4())).status_code == 400
    assert press(browser, f"{of_one}/say/", text="您好", id="x").status_code == 400

    assert press(browser, f"{of_one}/release/").status_code == 302
    assert press(browser, f"{of_one}/say/", text="还在吗", id=str(uuid4())).status_code == 409
    late = browser.post(f"{of_one}/settle/", headers={"X-CSRFToken": browser.cookies["csrftoken"].value}, follow=True)
    assert "已由其他坐席接待，或不再等待" in late.content.decode()


def test_news_are_only_what_is_new() -> None:
    conversation, browser = customer(*(f"第{number}句" for number in range(1, 21))), at_desk(agent())
    say(conversation, "最新一句")
    news = browser.get(f"/desk/conversations/{conversation.pk}/news/?after=20").content.decode()
    assert "最新一句" in news
    assert "第10句" not in news
    assert browser.get(f"/desk/conversations/{conversation.pk}/news/?after=x").status_code == 400


def test_a_long_conversation_comes_in_pages_of_a_fixed_cost(django_assert_max_num_queries: object) -> None:
    conversation = customer(*(f"第{number}句。" for number in range(1, PAGE + 11)))
    browser = at_desk(agent())
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        newest = browser.get(f"/desk/conversations/{conversation.pk}/").content.decode()
    assert "第10句。" not in newest
    assert "第11句。" in newest
    assert "?before=11" in newest
    earlier = browser.get(f"/desk/conversations/{conversation.pk}/?before=11").content.decode()
    assert "第10句。" in earlier
    assert "更早的消息" not in earlier


def test_my_customers_who_wait_for_me_come_first_and_are_counted() -> None:
    amy = agent()
    answered, waiting = customer("甲的问题"), customer("乙的问题")
    for conversation in (answered, waiting):
        open_handoff(conversation, "asked")
        take_over(conversation.pk, amy)
    say(waiting, "乙又说了一句")
    page = at_desk(amy).get("/desk/lists/").content.decode()
    assert "1 位等您回复" in page
    assert page.index("乙又说了一句") < page.index("甲的问题")


def test_forty_customers_cost_no_more_queries_than_one(django_assert_max_num_queries: object) -> None:
    amy = agent()
    for number in range(40):
        conversation = customer(f"第{number}位")
        open_handoff(conversation, "asked")
        if number % 2:
            take_over(conversation.pk, amy)
    browser = at_desk(amy)
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        page = browser.get("/desk/lists/").content.decode()
    assert page.count("<li") == 40


def test_the_full_phone_is_shown_to_an_agent_who_asks() -> None:
    conversation = customer("丢了")
    complaint, _ = open_complaint(Grievance(conversation, "lost", "丢了", "SF1234567890123", "5678", "13812345678"))
    browser = at_desk(agent())
    for path in (f"/helpdesk/tickets/{complaint.ticket_id}/", f"/desk/conversations/{conversation.pk}/"):
        page = browser.get(path).content.decode()
        assert complaint.number in page
        assert "13812345678" not in page
    assert browser.get(f"/desk/complaints/{complaint.number}/reveal/").status_code == 405
    full = press(browser, f"/desk/complaints/{complaint.number}/reveal/")
    assert full.json() == {"phone": "13812345678", "waybill": "SF1234567890123"}
    outsider = at_desk(User.objects.create_user("outsider"))
    assert outsider.post(f"/desk/complaints/{complaint.number}/reveal/").status_code == 403
