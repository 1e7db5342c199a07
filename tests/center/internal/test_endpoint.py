"""The door of the internal API: who may come in, and what a bad request is told."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.center.internal.api import detail, get, grievance, new_conversation, post

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer "}])
def test_without_the_token_nothing_is_done(headers: dict[str, str]) -> None:
    answer = Client().post("/internal/v1/proofs", "{}", content_type="application/json", headers=headers)
    assert answer.status_code == 401
    assert answer.json()["error"] == "unauthorized"


def test_a_body_that_is_not_json_is_told_so() -> None:
    assert post("/proofs", b"{broken", uuid4()).status_code == 400
    assert "JSON" in detail(post("/proofs", b"{broken", uuid4()))
    assert post("/proofs", b"\xff\xfe", uuid4()).status_code == 400
    assert post("/proofs", [1, 2], uuid4()).status_code == 400


def test_a_body_that_is_too_large_is_refused() -> None:
    assert "65536" in detail(post("/proofs", {"subject": "x" * 70_000}, uuid4()))


def test_a_wrong_field_is_named_in_english() -> None:
    body = grievance(new_conversation(), category="aliens")
    answer = post("/tickets", body, uuid4())
    assert answer.status_code == 400
    assert detail(answer).startswith("category:")
    assert "aliens" in detail(answer)
    no_phone = {**body, "category": "lost", "contact_phone": "12345"}
    assert detail(post("/tickets", no_phone, uuid4())).startswith("contact_phone:")


def test_an_unknown_conversation_is_404() -> None:
    assert post("/proofs", {"conversation": str(uuid4()), "subject": "SF1"}, uuid4()).status_code == 404
    assert get(f"/conversations/{uuid4()}/tickets").status_code == 404


def test_what_creates_needs_a_key() -> None:
    body = grievance(new_conversation())
    assert "Idempotency-Key" in detail(post("/tickets", body))
    assert "Idempotency-Key" in detail(post("/tickets", body, "not-a-uuid"))


def test_another_method_is_refused() -> None:
    assert get("/proofs").status_code == 405
