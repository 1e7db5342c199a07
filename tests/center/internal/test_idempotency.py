"""A request sent twice is done once."""

import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from helpdesk.models import FollowUp, Ticket

from center.desk.models import Handoff
from center.internal.answers import Problem, answer
from center.internal.idempotency import once
from center.internal.jobs import forget_kept_answers
from center.internal.models import KeptAnswer
from tests.center.internal.api import grievance, new_conversation, post
from tests.center.processes import ROOT


def ask(do: Callable[[], HttpResponse], key: Any) -> HttpResponse:
    """One request through `once`, on a connection that is given back."""
    try:
        return once("actions", key, RequestFactory().post("/x", b"{}", content_type="application/json"), do)
    finally:
        connection.close()


@pytest.mark.django_db
def test_the_first_answer_is_replayed_byte_for_byte() -> None:
    body, key = grievance(new_conversation()), uuid4()
    first, again = post("/tickets", body, key), post("/tickets", body, key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again.headers["Idempotent-Replay"] == "true"
    assert "Idempotent-Replay" not in first.headers
    assert Ticket.objects.count() == 1
    assert FollowUp.objects.count() == 0


@pytest.mark.django_db
def test_the_same_key_with_another_body_or_address_is_refused() -> None:
    conversation, key = new_conversation(), uuid4()
    post("/tickets", grievance(conversation), key)
    other = post("/tickets", grievance(conversation, category="damaged"), key)
    assert (other.status_code, other.json()["error"]) == (422, "key_reused")
    elsewhere = post("/handoffs", {"conversation": str(conversation.pk), "reason": "asked", "tried": []}, key)
    assert elsewhere.status_code == 422
    assert Handoff.objects.count() == 0


@pytest.mark.django_db
def test_a_5xx_is_not_kept() -> None:
    key, answers = uuid4(), iter([answer(502, {"error": "sms_failed"}), answer(201, {"done": True})])
    request = RequestFactory().post("/x", b"{}", content_type="application/json")
    assert once("actions", key, request, lambda: next(answers)).status_code == 502
    assert once("actions", key, request, lambda: next(answers)).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_while_the_first_runs_its_twin_is_turned_away() -> None:
    running, go_on, key = Event(), Event(), uuid4()

    def slow() -> HttpResponse:
        running.set()
        assert go_on.wait(10)
        return answer(201, {"done": True})

    with ThreadPoolExecutor() as threads:
        first = threads.submit(ask, slow, key)
        assert running.wait(10)
        with pytest.raises(Problem) as refused:
            threads.submit(ask, slow, key).result(10)
        go_on.set()
        assert first.result(10).status_code == 201
    assert refused.value.status == 409
    assert refused.value.body["error"] == "in_progress"
    assert ask(slow, key).headers["Idempotent-Replay"] == "true"


@pytest.mark.django_db(transaction=True)
def test_a_process_that_died_in_the_middle_leaves_the_key_free_and_nothing_done() -> None:
    conversation, key = new_conversation(), uuid4()

    def die() -> HttpResponse:
        Handoff.objects.create(conversation=conversation, reason="asked", opened_at=timezone.now())
        # What the server sees of a killed process: its connection is gone.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        raise AssertionError("the connection is gone before this")

    with ThreadPoolExecutor() as threads, pytest.raises(Exception, match=r"terminat|clos"):
        threads.submit(ask, die, key).result(10)
    assert Handoff.objects.count() == 0
    assert ask(lambda: answer(201, {"done": True}), key).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_twenty_twins_at_once_open_one_ticket() -> None:
    body, key = grievance(new_conversation()), uuid4()

    def send(_: int) -> tuple[int, bytes]:
        try:
            sent = post("/tickets", body, key)
            return sent.status_code, sent.content
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(send, range(20)))
    assert {status for status, _ in answers} <= {201, 409}
    assert len({content for status, content in answers if status == 201}) == 1
    assert {json.loads(content)["error"] for status, content in answers if status == 409} <= {"in_progress"}
    assert Ticket.objects.count() == 1


@pytest.mark.django_db
def test_old_answers_are_forgotten_and_young_ones_kept() -> None:
    now = timezone.now()
    for age in (timedelta(hours=25), timedelta(hours=23)):
        KeptAnswer.objects.create(
            client="actions", key=uuid4(), request_hash="x", status=200, body=b"{}", kept_at=now - age
        )
    forget_kept_answers(timestamp=0)
    assert [kept.kept_at for kept in KeptAnswer.objects.all()] == [now - timedelta(hours=23)]


def test_a_worker_finds_the_periodic_job_by_itself() -> None:
    look = (
        "import django; django.setup(); from procrastinate.contrib.django import app; "
        "print([task.task.name for task in app.periodic_registry.periodic_tasks.values()])"
    )
    found = subprocess.run(
        [sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True, timeout=30
    )
    assert forget_kept_answers.name in found.stdout
