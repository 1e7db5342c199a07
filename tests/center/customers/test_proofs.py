"""Guesses are counted before they are made, and nobody gets more of them by asking from many sides."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone

from center.conversations.models import Conversation
from center.customers.models import ProofAttempt
from tests.center.internal.api import new_conversation, post

PARCEL = "SF1234567890123"


def ask(conversation: Conversation, subject: str = PARCEL) -> dict[str, object]:
    """Ask to guess once."""
    answer = post("/proofs", {"conversation": str(conversation.pk), "subject": subject}, uuid4())
    assert answer.status_code == 200
    return dict(answer.json())


@pytest.mark.django_db
def test_three_guesses_per_subject_in_one_conversation() -> None:
    conversation = new_conversation()
    assert [ask(conversation)["left"] for _ in range(3)] == [2, 1, 0]
    denied = ask(conversation)
    assert denied["allowed"] is False
    wait = datetime.fromisoformat(str(denied["retry_at"])) - timezone.now()
    assert timedelta(minutes=59) < wait <= timedelta(minutes=60)
    assert ask(conversation, "SF9999999999999")["allowed"] is True


@pytest.mark.django_db
def test_five_guesses_per_subject_over_all_conversations() -> None:
    asked = [ask(new_conversation()) for _ in range(6)]
    assert [one["allowed"] for one in asked] == [True] * 5 + [False]


@pytest.mark.django_db
def test_ten_guesses_in_one_conversation_over_all_subjects() -> None:
    conversation = new_conversation()
    assert [ask(conversation, f"SF{number:013}")["allowed"] for number in range(11)] == [True] * 10 + [False]


@pytest.mark.django_db
def test_a_right_guess_no_longer_counts() -> None:
    conversation = new_conversation()
    for _ in range(6):
        attempt = ask(conversation)["attempt"]
        for _ in range(2):  # saying so twice is as good as once
            assert post(f"/proofs/{attempt}/succeeded", {}).status_code == 204
    assert ask(conversation)["left"] == 2
    assert post("/proofs/999999999/succeeded", {}).status_code == 404


@pytest.mark.django_db
def test_the_hour_slides() -> None:
    conversation = new_conversation()
    for _ in range(3):
        ask(conversation)
    oldest = ProofAttempt.objects.earliest("pk")
    ProofAttempt.objects.filter(pk=oldest.pk).update(made_at=F("made_at") - timedelta(minutes=61))
    assert ask(conversation)["left"] == 0


@pytest.mark.django_db(transaction=True)
def test_twenty_guesses_at_once_are_five() -> None:
    conversations = [new_conversation() for _ in range(20)]

    def guess(conversation: Conversation) -> bool:
        try:
            return bool(ask(conversation)["allowed"])
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as threads:
        assert sum(threads.map(guess, conversations)) == 5
    assert ProofAttempt.objects.count() == 5
