"""What a customer says is stored once, with its job, or not at all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from center.conversations import inbox
from center.conversations.inbox import Inbound, Received, Unacceptable
from center.conversations.models import Author, Channel, Conversation, Holder, Message, Settled


def said(text: str = "你好", **changes: object) -> Inbound:
    fields = {"channel": Channel.WECHAT, "customer_key": "openid-1", "external_id": "m1", "sent_at": timezone.now()}
    return Inbound(**{**fields, "text": text, **changes})  # type: ignore[arg-type]


@pytest.mark.django_db
def test_message_and_job_are_stored_together() -> None:
    received = inbox.receive(said())
    assert received.new
    conversation = received.message.conversation
    assert (received.message.seq, received.message.author) == (1, Author.CUSTOMER)
    job = ProcrastinateJob.objects.get()
    assert (job.lock, job.args) == (str(conversation.pk), {"conversation": str(conversation.pk)})


@pytest.mark.django_db(transaction=True)
def test_neither_exists_when_the_transaction_fails() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        inbox.receive(said())
        raise RuntimeError
    assert not Message.objects.exists()
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db
def test_second_delivery_stops_there() -> None:
    first = inbox.receive(said("第一次"))
    again = inbox.receive(said("又来一次"))
    assert (again.new, again.message) == (False, first.message)
    assert Message.objects.get().text == "第一次"
    assert ProcrastinateJob.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twins_at_the_same_moment_are_one_message_in_one_conversation() -> None:
    def deliver(_: int) -> Received:
        try:
            return inbox.receive(said())
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        received = list(threads.map(deliver, range(16)))
    assert sum(one.new for one in received) == 1
    assert len({one.message.pk for one in received}) == 1
    assert Conversation.objects.count() == ProcrastinateJob.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_messages_at_the_same_moment_are_numbered_without_gaps() -> None:
    def deliver(number: int) -> None:
        try:
            inbox.receive(said(external_id=f"m{number}"))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(deliver, range(24)))
    assert list(Message.objects.values_list("seq", flat=True)) == list(range(1, 25))


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "reason"), [("", "empty"), (" \n\x00 ", "empty"), ("长" * 4_001, "too_long")])
def test_what_is_not_acceptable_leaves_no_trace(text: str, reason: str) -> None:
    with pytest.raises(Unacceptable) as refusal:
        inbox.receive(said(text))
    assert refusal.value.reason == reason
    assert not Conversation.objects.exists()


@pytest.mark.django_db
def test_text_a_database_cannot_hold_is_cleaned() -> None:
    message = inbox.receive(said("\x00单号\ud800 SF1\r\n第二行\x07 ")).message
    message.refresh_from_db()
    assert message.text == "单号 SF1\n第二行"


@pytest.mark.django_db
@pytest.mark.parametrize(("silence", "phone"), [(timedelta(minutes=59), "13800138000"), (timedelta(minutes=61), None)])
def test_proof_ends_with_the_session(silence: timedelta, phone: str | None) -> None:
    conversation = inbox.receive(said()).message.conversation
    Conversation.objects.filter(pk=conversation.pk).update(
        verified_phone="13800138000", last_message_at=timezone.now() - silence
    )
    inbox.receive(said(external_id="m2"))
    conversation.refresh_from_db()
    assert conversation.verified_phone == phone


def customers(**changes: object) -> Message:
    conversation = Conversation.objects.create(channel=Channel.WEB, customer_key=str(uuid4()))
    fields = {"seq": 1, "author": Author.CUSTOMER, "external_id": "m", "text": "话", "sent_at": timezone.now()}
    return Message.objects.create(conversation=conversation, **{**fields, **changes})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"seq": 0},
        {"external_id": None},
        {"author": Author.BOT},
        {"author": Author.AGENT, "external_id": None},
        {"settled_by": Settled.BOT},
        {"settled_at": timezone.now()},
        {"author": Author.SYSTEM, "external_id": None, "payload": "/affirm"},
    ],
)
def test_the_database_refuses_what_must_not_be(changes: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        customers(**changes)


@pytest.mark.django_db
def test_the_database_refuses_a_second_answer() -> None:
    message = customers()
    reply = {"conversation": message.conversation, "author": Author.BOT, "text": "答", "sent_at": timezone.now()}
    Message.objects.create(seq=2, reply_to=message, **reply)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(seq=3, reply_to=message, **reply)


@pytest.mark.django_db
def test_the_database_refuses_an_agent_who_holds_nothing() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.create(channel=Channel.WEB, customer_key="k", holder=Holder.AGENT)
