"""Passing a customer on to a person, and back. Every step holds the conversation's row, so two cannot cross."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from center.conversations.jobs import plan_answer
from center.conversations.models import Author, Conversation, Holder
from center.conversations.notices import notify_desk
from center.conversations.text import clean
from center.conversations.thread import append, locked
from center.desk.models import Handoff, Outcome
from center.desk.words import words


class NotYours(Exception):
    """Somebody else has this customer by now, or nobody waits any more."""


@dataclass(frozen=True)
class Standing:
    """Where a customer stands: `position` in the queue (1 is next, 0 once taken); `new` if this call put them there."""

    position: int
    taken: bool
    new: bool


@transaction.atomic
def open_handoff(
    conversation: Conversation, reason: str, intent: str | None = None, summary: str = "", tried: Sequence[str] = ()
) -> Standing:
    """Let `conversation` wait for a person; if it does already, or has one, only say how it stands.

    `reason` is one of Reason; the others are what the assistant understood and did so far.
    """
    with locked(conversation.pk) as current:
        handoff = current.handoffs.filter(closed_at=None).first()
        new = handoff is None
        if handoff is None:
            handoff = current.handoffs.create(
                reason=reason, intent=intent, summary=summary, tried=list(tried), opened_at=timezone.now()
            )
            current.holder = Holder.WAITING
            current.save(update_fields=["holder"])
            notify_desk(current.pk, current.last_seq)
        conversation.holder = current.holder
        return Standing(_position(handoff), handoff.taken_at is not None, new)


def take_over(conversation: UUID, agent: User) -> None:
    """Give the waiting customer to `agent`, with what they wrote meanwhile. Raises NotYours when nobody waits."""
    with locked(conversation) as current:
        handoff = current.handoffs.filter(closed_at=None).first()
        if handoff is None or handoff.agent not in {None, agent}:
            raise NotYours
        if handoff.agent == agent:
            return
        handoff.taken_at, handoff.agent = timezone.now(), agent
        handoff.save(update_fields=["taken_at", "agent"])
        current.holder, current.agent = Holder.AGENT, agent
        current.save(update_fields=["holder", "agent"])
        append(current, Author.SYSTEM, words().customer.agent_came)
        plan_answer(current.pk)  # messages the bot has not answered yet become the agent's
        notify_desk(current.pk, current.last_seq)


def reply(conversation: UUID, agent: User, text: str, message_id: UUID) -> None:
    """Say `text` to the customer as `agent`; the same `message_id` again says nothing. Raises NotYours, ValueError."""
    said = clean(text)
    if not said:
        raise ValueError("An empty reply says nothing.")
    with locked(conversation) as current:
        _must_hold(current, agent)
        if not current.messages.filter(pk=message_id).exists():
            append(current, Author.AGENT, said, agent=agent, id=message_id)


def give_back(conversation: UUID, agent: User) -> None:
    """Let the bot go on with the customer. Raises NotYours."""
    _close(conversation, agent, Outcome.GIVEN_BACK, words().customer.agent_left)


def resolve(conversation: UUID, agent: User) -> None:
    """The matter is settled; the bot takes what comes next. Raises NotYours."""
    _close(conversation, agent, Outcome.RESOLVED, words().customer.resolved)


def _close(conversation: UUID, agent: User, outcome: Outcome, line: str) -> None:
    with locked(conversation) as current:
        _must_hold(current, agent)
        current.handoffs.filter(closed_at=None).update(closed_at=timezone.now(), outcome=outcome)
        current.holder, current.agent = Holder.BOT, None
        current.save(update_fields=["holder", "agent"])
        append(current, Author.SYSTEM, line)
        notify_desk(current.pk, current.last_seq)


def _must_hold(conversation: Conversation, agent: User) -> None:
    if conversation.holder != Holder.AGENT or conversation.agent != agent:
        raise NotYours


def _position(handoff: Handoff) -> int:
    if handoff.taken_at:
        return 0
    return Handoff.objects.filter(taken_at=None, closed_at=None, opened_at__lte=handoff.opened_at).count()
