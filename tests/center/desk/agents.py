"""Customers and agents for the desk's tests."""

from typing import Any
from uuid import uuid4

from django.contrib.auth.models import User
from django.test import Client

from center.conversations.models import Author, Conversation, Message
from center.conversations.thread import append, locked
from tests.center.internal.api import new_conversation


def agent(name: str = "amy", **more: Any) -> User:
    """An agent's account."""
    return User.objects.create_user(name, password="a long pass phrase", is_staff=True, **more)


def at_desk(user: User) -> Client:
    """A browser in which `user` is logged in, and that must bring a CSRF token."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(user)
    return browser


def press(browser: Client, url: str, **fields: str) -> Any:
    """Send a form of the desk, with the token its page carries."""
    browser.get("/desk/")
    return browser.post(url, fields, headers={"X-CSRFToken": browser.cookies["csrftoken"].value})


def customer(*said: str, understood: dict[str, Any] | None = None) -> Conversation:
    """A conversation in which a customer said this."""
    conversation = new_conversation()
    for words in said:
        say(conversation, words, understood)
    return conversation


def say(conversation: Conversation, words: str, understood: dict[str, Any] | None = None) -> Message:
    """One more message of the customer, settled or not as it may be."""
    with locked(conversation.pk) as current:
        return append(current, Author.CUSTOMER, words, external_id=str(uuid4()), understood=understood)


def lines(conversation: Conversation, author: Author) -> list[str]:
    """What this author said."""
    return list(conversation.messages.filter(author=author).values_list("text", flat=True))
