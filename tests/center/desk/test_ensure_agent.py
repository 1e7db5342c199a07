"""`ensure_agent` makes the account a newcomer logs in with."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

pytestmark = pytest.mark.django_db


def sign_in(browser: Client, password: str) -> int:
    """Sign in as amy; the answer's status."""
    return browser.post("/desk/login/", {"username": "amy", "password": password}).status_code


def ensure(monkeypatch: pytest.MonkeyPatch, username: str, password: str) -> None:
    """Run the command with these in the environment."""
    monkeypatch.setenv("SUDA_AGENT_USERNAME", username)
    monkeypatch.setenv("SUDA_AGENT_PASSWORD", password)
    call_command("ensure_agent", stdout=StringIO())


def test_the_agent_may_use_desk_and_tickets(monkeypatch: pytest.MonkeyPatch) -> None:
    ensure(monkeypatch, "amy", "correct horse battery")
    browser = Client()
    assert sign_in(browser, "correct horse battery") == 302
    for page in ("/desk/", "/helpdesk/tickets/", "/helpdesk/dashboard/"):
        assert browser.get(page).status_code == 200


def test_running_it_again_changes_the_password_and_only_then_ends_sessions(monkeypatch: pytest.MonkeyPatch) -> None:
    ensure(monkeypatch, "amy", "correct horse battery")
    browser = Client()
    sign_in(browser, "correct horse battery")
    ensure(monkeypatch, "amy", "correct horse battery")
    assert browser.get("/desk/").status_code == 200
    ensure(monkeypatch, "amy", "another horse battery")
    assert browser.get("/desk/").status_code == 302
    assert sign_in(browser, "another horse battery") == 302


def test_guessing_passwords_is_stopped_even_for_the_right_one(monkeypatch: pytest.MonkeyPatch) -> None:
    ensure(monkeypatch, "amy", "correct horse battery")
    answers = [sign_in(Client(), f"guess {number}") for number in range(11)]
    assert answers[0] == 200
    assert answers[-1] == 429
    assert sign_in(Client(), "correct horse battery") == 429


def test_a_missing_or_weak_password_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="SUDA_AGENT_PASSWORD is not set"):
        ensure(monkeypatch, "amy", "")
    with pytest.raises(CommandError, match="too weak"):
        ensure(monkeypatch, "amy", "1234")
