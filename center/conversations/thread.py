"""Adding to a conversation: one writer at a time, every message numbered, everybody who watches told."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from center.conversations.models import Author, Conversation, Message
from center.conversations.notices import notify_conversation


@contextmanager
def locked(conversation: UUID) -> Iterator[Conversation]:
    """One transaction that holds the conversation's row; raises Conversation.DoesNotExist for an unknown one."""
    with transaction.atomic():
        yield Conversation.objects.select_for_update().get(pk=conversation)


def append(
    conversation: Conversation, author: Author, text: str, *, at: datetime | None = None, **more: Any
) -> Message:
    """Add a message to a conversation whose row the caller has locked; `more` are further fields of Message."""
    conversation.last_seq += 1
    conversation.save(update_fields=["last_seq"])
    message = Message.objects.create(
        conversation=conversation,
        seq=conversation.last_seq,
        author=author,
        text=text,
        sent_at=at or timezone.now(),
        **more,
    )
    notify_conversation(conversation.id, message.seq)
    return message
