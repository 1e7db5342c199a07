"""Buttons: the browser holds a signed token, the payload stays here.

A token names a message and the place of a button in it, is signed for one conversation, and lives for a day.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.utils import timezone

from center.conversations.models import Message

TOKEN_LIFE = timedelta(days=1)


class BadButton(Exception):
    """A token that is forged, expired, of another conversation, or names no button."""


@dataclass(frozen=True)
class Press:
    """A checked press: the message the button stood under, its title, and the payload for the bot."""

    message: UUID
    title: str
    payload: str


def tokens(message: Message) -> list[str | None]:
    """One token for each button of a message, in their order; None where a button was used or is too old."""
    if hasattr(message, "press") or timezone.now() - message.sent_at > TOKEN_LIFE:
        return [None] * len(message.buttons)
    salt = _salt(message.conversation_id)
    return [signing.dumps([message.id.hex, place], salt=salt) for place in range(len(message.buttons))]


def check(conversation: UUID, token: str) -> Press:
    """The press a token stands for in this conversation; raises BadButton."""
    try:
        message_id, place = signing.loads(token, salt=_salt(conversation), max_age=TOKEN_LIFE)
        message = Message.objects.only("buttons").get(pk=UUID(message_id), conversation=conversation)
        button = message.buttons[place]
    except (signing.BadSignature, Message.DoesNotExist, IndexError) as problem:
        raise BadButton from problem
    return Press(message.id, button["title"], button["payload"])


def _salt(conversation: UUID) -> str:
    return f"suda.button.{conversation}"
