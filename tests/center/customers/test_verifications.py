"""Proof of a phone by SMS, through a gateway that really is called."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import F
from pytest_django import Settings

from center.conversations.models import Conversation
from center.customers.models import PhoneVerification
from tests.center.customers.gateway import Gateway, running_gateway
from tests.center.internal.api import new_conversation, post

pytestmark = pytest.mark.django_db
PHONE = "13812345678"


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Gateway]:
    """The SMS gateway of the test."""
    with running_gateway() as gateway:
        settings.SUDA = replace(settings.SUDA, sms_url=gateway.url)
        yield gateway


def send(conversation: Conversation, phone: str = PHONE) -> int:
    """Ask for a code; the status."""
    return int(post("/verifications", {"conversation": str(conversation.pk), "phone": phone}, uuid4()).status_code)


def check(conversation: Conversation, code: str, phone: str = PHONE) -> tuple[int, dict[str, object]]:
    """Try a code; status and body."""
    answer = post("/verifications/check", {"conversation": str(conversation.pk), "phone": phone, "code": code})
    return answer.status_code, answer.json()


def wrong(code: str) -> str:
    """Another code."""
    return f"{(int(code) + 1) % 10**6:06}"


def test_the_right_code_proves_the_phone(gateway: Gateway) -> None:
    conversation = new_conversation()
    assert send(conversation) == 201
    phone, text = gateway.texts[0]
    assert phone == PHONE
    assert "5 分钟" in text
    assert check(conversation, gateway.code()) == (200, {"verified": True})
    conversation.refresh_from_db()
    assert conversation.verified_phone == PHONE
    assert check(conversation, gateway.code())[0] == 410


def test_a_code_is_nowhere_in_the_database(gateway: Gateway) -> None:
    send(new_conversation())
    row = PhoneVerification.objects.values().get()
    assert gateway.code() not in str(row["code_hash"])
    assert len(row["code_hash"]) == 64


def test_three_wrong_tries_kill_a_code(gateway: Gateway) -> None:
    conversation = new_conversation()
    send(conversation)
    bad = wrong(gateway.code())
    refused = [(200, {"verified": False, "left": left}) for left in (2, 1, 0)]
    assert [check(conversation, bad) for _ in range(3)] == refused
    assert check(conversation, gateway.code())[0] == 410


def test_a_code_lives_five_minutes_and_dies_with_the_next(gateway: Gateway) -> None:
    conversation = new_conversation()
    send(conversation)
    first = gateway.code()
    send(conversation)
    if first != gateway.code():
        assert check(conversation, first)[1]["verified"] is False
    PhoneVerification.objects.update(expires_at=F("expires_at") - timedelta(minutes=5))
    assert check(conversation, gateway.code())[0] == 410


def test_a_code_is_good_in_its_conversation_and_for_its_phone_only(gateway: Gateway) -> None:
    conversation = new_conversation()
    send(conversation)
    assert check(new_conversation(), gateway.code())[0] == 410
    assert check(conversation, gateway.code(), "13900000000")[0] == 410


def test_five_codes_an_hour_for_a_phone_and_for_a_conversation(gateway: Gateway) -> None:
    assert [send(new_conversation()) for _ in range(6)] == [201] * 5 + [429]
    conversation = new_conversation()
    assert [send(conversation, f"1390000000{number}") for number in range(6)] == [201] * 5 + [429]
    assert len(gateway.texts) == 10


def test_a_gateway_that_refuses_or_hangs_is_502_in_time_and_counts(gateway: Gateway) -> None:
    conversation = new_conversation()
    gateway.status = 500
    assert send(conversation) == 502
    gateway.status, gateway.delay = 202, 3.0
    began = time.monotonic()
    assert send(conversation) == 502
    assert time.monotonic() - began < 1.9
    assert check(conversation, "123456")[0] == 410
    assert PhoneVerification.objects.count() == 2


def test_no_phone_number_no_sms(gateway: Gateway) -> None:
    for phone in ("12345", "23812345678", "138123456789", "1381234567x"):
        assert send(new_conversation(), phone) == 400
    assert gateway.texts == []
