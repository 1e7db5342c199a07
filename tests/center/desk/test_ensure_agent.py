"""`ensure_agent` makes the account a newcomer logs in with."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

pytestmark = pytest.mark.django_db


def ensure(monkeypatch: pytest.MonkeyPatch, username: str, password: str) -> None:
    """Run the command with these in the environment."""
    monkeypatch.setenv("SUDA_AGENT_USERNAME", username)
    monkeypatch.setenv("SUDA_AGENT_PASSWORD", password)
    call_command("ensure_agent", stdout=StringIO())


def test_the_agent_may_use_desk_and_tickets(monkeypatch: pytest.MonkeyPatch) -> None:
    ensure(monkeypatch, "amy", "correct horse battery")
    browser = Client()
    assert browser.login(username="amy", password="correct horse battery")
    for page in ("/desk/", "/helpdesk/tickets/", "/helpdesk/dashboard/"):
        assert browser.get(page).status_code == 200


def test_running_it_again_changes_the_password_and_only_then_ends_sessions(monkeypatch: pytest.MonkeyPatch) -> None:
    ensure(monkeypatch, "amy", "correct horse battery")
    browser = Client()
    browser.login(username="amy", password="correct horse battery")
    ensure(monkeypatch, "amy", "correct horse battery")
    assert browser.get("/desk/").status_code == 200
    ensure(monkeypatch, "amy", "another horse battery")
    assert browser.get("/desk/").status_code == 302
    assert browser.login(username="amy", password="another horse battery")


def test_a_missing_or_weak_password_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="SUDA_AGENT_PASSWORD is not set"):
        ensure(monkeypatch, "amy", "")
    with pytest.raises(CommandError, match="too weak"):
        ensure(monkeypatch, "amy", "1234")
