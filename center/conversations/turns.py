"""A conversation's next turn, and what becomes of it: each function is one short transaction."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from center.conversations.bot import Answer, Turn
from center.conversations.models import Author, Conversation, Holder, Message, Settled
from center.conversations.notices import notify_desk
from center.conversations.thread import append, locked
from center.conversations.words import words

log = logging.getLogger(__name__)

BACKOFF = (1, 2, 4, 8, 15, 30)  # seconds until the bot is asked again; the last one repeats
GIVE_UP_AFTER = timedelta(minutes=10)  # then a person is asked to help; the bot may still come back and answer first


def next_turn(conversation_id: UUID) -> Turn | None:
    """The oldest message still to be answered by the bot; None when there is none, or a person has them now."""
    with locked(conversation_id) as conversation:
        waiting = unsettled(conversation)
        if conversation.holder == Holder.AGENT:
            _pass_to_desk(conversation, waiting)
            return None
        message = waiting.first()
        return _turn(conversation, message) if message else None


def store_answer(turn: Turn, answer: Answer) -> None:
    """Keep the bot's replies and settle their message; a message settled before stays as it is."""
    with locked(UUID(turn.conversation)) as conversation:
        message = conversation.messages.get(pk=UUID(turn.message_id))
        if message.settled_at:
            return
        for place, reply in enumerate(answer.replies):
            buttons = [dict(button) for button in reply.buttons]
            append(conversation, Author.BOT, reply.text, buttons=buttons, reply_to=message, place=place)
        message.understood = answer.understood
        if answer.replies:
            _settle([message], Settled.BOT)
        else:
            append(conversation, Author.SYSTEM, words().no_words, reply_to=message, place=1)
            _settle([message], Settled.SYSTEM)
        _forget_failures(conversation)


def note_failure(conversation_id: UUID, why: str) -> None:
    """Tell the customer that every waiting message is kept, and plan to ask the bot again."""
    now = timezone.now()
    with locked(conversation_id) as conversation:
        waiting = unsettled(conversation)
        if conversation.holder == Holder.AGENT or not waiting:
            return
        apologise(conversation, waiting)
        _plan_retry(conversation, now)
        log.warning("no answer from the bot for conversation %s: %s", conversation_id, why)
        if _should_give_up(conversation, now) or _asks_for_a_person(conversation, waiting):
            _ask_for_a_person(conversation)


def unsettled(conversation: Conversation) -> QuerySet[Message]:
    """The customer's messages that nobody has answered or taken over, oldest first."""
    return conversation.messages.filter(author=Author.CUSTOMER, settled_at__isnull=True).order_by("seq")


def apologise(conversation: Conversation, waiting: Iterable[Message]) -> None:
    """Say the honest sentence for every waiting message that has none yet; the first in an outage gets the long one."""
    for message in waiting:
        if message.apologised_at:
            continue
        first = conversation.failing_since is None
        conversation.failing_since = conversation.failing_since or timezone.now()
        append(conversation, Author.SYSTEM, words().kept if first else words().kept_too, reply_to=message)
        message.apologised_at = timezone.now()
        message.save(update_fields=["apologised_at"])
    conversation.save(update_fields=["failing_since"])


def _turn(conversation: Conversation, message: Message) -> Turn:
    return Turn(
        conversation=str(conversation.id),
        channel=conversation.channel,
        message_id=str(message.id),
        sent_at=timezone.localtime(message.sent_at).isoformat(),
        text=None if message.payload else message.text,
        payload=message.payload,
        verified_phone=conversation.verified_phone,
    )


def _pass_to_desk(conversation: Conversation, waiting: QuerySet[Message]) -> None:
    messages = list(waiting)
    _settle(messages, Settled.DESK)
    _forget_failures(conversation)
    for message in messages:
        notify_desk(conversation.id, message.seq)


def _settle(messages: Iterable[Message], by: Settled) -> None:
    for message in messages:
        message.settled_at, message.settled_by = timezone.now(), by
        message.save(update_fields=["settled_at", "settled_by", "understood"])


def _plan_retry(conversation: Conversation, now: datetime) -> None:
    if conversation.retry_at is None:  # else one is planned: a customer who writes on must not multiply them
        wait = BACKOFF[min(conversation.failures, len(BACKOFF) - 1)]
        conversation.retry_at = now + timedelta(seconds=wait)
        conversation.failures += 1
        conversation.save(update_fields=["retry_at", "failures"])


def _forget_failures(conversation: Conversation) -> None:
    if conversation.failing_since or conversation.retry_at:
        conversation.retry_at, conversation.failing_since, conversation.failures = None, None, 0
        conversation.save(update_fields=["retry_at", "failing_since", "failures"])


def _should_give_up(conversation: Conversation, now: datetime) -> bool:
    failing_since = conversation.failing_since
    return conversation.holder == Holder.BOT and failing_since is not None and now - failing_since > GIVE_UP_AFTER


def _asks_for_a_person(conversation: Conversation, waiting: Iterable[Message]) -> bool:
    """The honest sentence says that a word is enough; without the bot nobody else would hear it."""
    heard = words().asks_for_a_person.split("|")
    return conversation.holder == Holder.BOT and any(word in message.text for message in waiting for word in heard)


def _ask_for_a_person(conversation: Conversation) -> None:
    from center.desk.handoffs import open_handoff  # here, because the desk stands on conversations

    append(conversation, Author.SYSTEM, words().handed_over)
    open_handoff(conversation, "failure")
