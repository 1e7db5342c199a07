"""What customers say, stored once, with the job that will answer it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from center.conversations.buttons import Press
from center.conversations.jobs import plan_answer
from center.conversations.models import Author, Channel, Conversation, Message
from center.conversations.text import clean
from center.conversations.thread import append

LONGEST_TEXT = 4_000  # characters; the bot itself answers what is longer than 500 without parsing it
SESSION = timedelta(minutes=60)  # of silence, after which the bot has forgotten too


class Unacceptable(Exception):
    """A message that is not stored; `reason` is a word the channel turns into a kind sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Inbound:
    """One message as an authenticated channel hands it over.

    `customer_key` and `external_id` are the channel's names for the customer and the message. `conversation` is set
    by a channel that named the conversation itself, before anything was said in it. A button press comes with its
    title as text and the checked `press`.
    """

    channel: Channel
    customer_key: str
    external_id: str
    sent_at: datetime
    text: str
    press: Press | None = None
    conversation: UUID | None = None


@dataclass(frozen=True)
class Received:
    """The stored message; `new` is false for a second delivery of one that was there."""

    message: Message
    new: bool


def receive(inbound: Inbound) -> Received:
    """Store a message and the job that answers it, in one transaction.

    A second delivery of the same external id gives back the stored message and does nothing else. Raises Unacceptable
    with `empty`, `too_long` or `used_button`.
    """
    text = _acceptable(inbound.text)
    with transaction.atomic():
        conversation = _conversation(inbound)
        twin = conversation.messages.filter(external_id=inbound.external_id).first()
        if twin:
            return Received(twin, new=False)
        if inbound.press and Message.objects.filter(pressed=inbound.press.message).exists():
            raise Unacceptable("used_button")
        _begin_turn(conversation, timezone.now())
        message = append(
            conversation,
            Author.CUSTOMER,
            text,
            at=inbound.sent_at,
            external_id=inbound.external_id,
            pressed_id=inbound.press and inbound.press.message,
            payload=inbound.press and inbound.press.payload,
        )
        plan_answer(conversation.id)
    return Received(message, new=True)


def _acceptable(text: str) -> str:
    cleaned = clean(text)
    if not cleaned:
        raise Unacceptable("empty")
    if len(cleaned) > LONGEST_TEXT:
        raise Unacceptable("too_long")
    return cleaned


def _conversation(inbound: Inbound) -> Conversation:
    """The customer's conversation, made if need be, its row locked until the transaction ends."""
    conversation, _ = Conversation.objects.get_or_create(
        channel=inbound.channel,
        customer_key=inbound.customer_key,
        defaults={"id": inbound.conversation or uuid4()},
    )
    return Conversation.objects.select_for_update().get(pk=conversation.pk)


def _begin_turn(conversation: Conversation, now: datetime) -> None:
    """Note the time of the message; proof ends with the session."""
    if conversation.last_message_at and now - conversation.last_message_at > SESSION:
        conversation.verified_phone = None
    conversation.last_message_at = now
    conversation.save(update_fields=["last_message_at", "verified_phone"])
