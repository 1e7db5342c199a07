"""A customer waits for a person, gets one, and goes back to the bot."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import connection

from center.conversations.models import Author, Conversation, Holder
from center.conversations.turns import next_turn
from center.desk.handoffs import NotYours, give_back, open_handoff, reply, resolve, take_over
from center.desk.models import Handoff
from center.desk.words import words
from tests.center.desk.agents import agent, customer, lines, say
from tests.center.internal.api import post


def holder(conversation: Conversation) -> str:
    """Who goes on with it now."""
    conversation.refresh_from_db()
    return conversation.holder


@pytest.mark.django_db
def test_the_api_says_where_a_customer_stands() -> None:
    def ask(conversation: Conversation) -> tuple[int, dict[str, object]]:
        body: dict[str, Any] = {
            "conversation": str(conversation.pk),
            "reason": "asked",
            "intent": None,
            "summary": "",
            "tried": [],
        }
        answer = post("/handoffs", body, uuid4())
        return answer.status_code, answer.json()

    first, second = customer("转人工"), customer("人工")
    assert ask(first) == (201, {"position": 1, "taken": False})
    assert ask(second) == (201, {"position": 2, "taken": False})
    assert ask(second) == (200, {"position": 2, "taken": False})
    take_over(first.pk, agent())
    assert ask(second) == (200, {"position": 1, "taken": False})
    assert ask(first) == (200, {"position": 0, "taken": True})


@pytest.mark.django_db
def test_the_bot_goes_on_until_an_agent_comes_and_again_after() -> None:
    conversation, amy = customer("在吗"), agent()
    open_handoff(conversation, "asked")
    assert holder(conversation) == Holder.WAITING
    assert next_turn(conversation.pk) is not None

    take_over(conversation.pk, amy)
    assert holder(conversation) == Holder.AGENT
    say(conversation, "你好")
    assert next_turn(conversation.pk) is None

    give_back(conversation.pk, amy)
    assert holder(conversation) == Holder.BOT
    say(conversation, "再问一个")
    turn = next_turn(conversation.pk)
    assert turn is not None
    assert turn.text == "再问一个"
    assert lines(conversation, Author.SYSTEM) == [words().customer.agent_came, words().customer.agent_left]


@pytest.mark.django_db
def test_a_reply_is_kept_and_the_same_one_again_is_not() -> None:
    conversation, amy, message_id = customer("在吗"), agent(), uuid4()
    open_handoff(conversation, "asked")
    take_over(conversation.pk, amy)
    for _ in range(2):
        reply(conversation.pk, amy, "您好,我在", message_id)
    assert lines(conversation, Author.AGENT) == ["您好,我在"]
    with pytest.raises(ValueError, match="empty"):
        reply(conversation.pk, amy, " \x00 ", uuid4())


@pytest.mark.django_db
def test_only_the_agent_who_has_a_customer_may_speak_or_leave() -> None:
    conversation, amy, bob = customer("在吗"), agent("amy"), agent("bob")
    with pytest.raises(NotYours):
        take_over(conversation.pk, amy)
    open_handoff(conversation, "asked")
    take_over(conversation.pk, amy)
    take_over(conversation.pk, amy)
    with pytest.raises(NotYours):
        take_over(conversation.pk, bob)
    with pytest.raises(NotYours):
        reply(conversation.pk, bob, "我来", uuid4())
    with pytest.raises(NotYours):
        resolve(conversation.pk, bob)
    assert lines(conversation, Author.SYSTEM) == [words().customer.agent_came]


@pytest.mark.django_db
def test_after_the_end_a_customer_may_wait_again() -> None:
    conversation, amy = customer("在吗"), agent()
    for _ in range(2):
        assert open_handoff(conversation, "complaint", "complain_lost", "丢件", ["查询路由"]).new
        take_over(conversation.pk, amy)
        resolve(conversation.pk, amy)
    assert Handoff.objects.filter(outcome="resolved", agent=amy).count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_eight_agents_at_once_one_gets_the_customer() -> None:
    conversation, agents = customer("在吗"), [agent(f"agent{number}") for number in range(8)]
    open_handoff(conversation, "asked")

    def grab(user: User) -> bool:
        try:
            take_over(conversation.pk, user)
        except NotYours:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(grab, agents)) == 1
    assert lines(conversation, Author.SYSTEM) == [words().customer.agent_came]


@pytest.mark.django_db(transaction=True)
def test_twenty_handoffs_at_once_are_one() -> None:
    conversation = customer("转人工")

    def ask(_: int) -> bool:
        try:
            return open_handoff(conversation, "asked").new
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as threads:
        assert sum(threads.map(ask, range(20))) == 1
