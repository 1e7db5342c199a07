"""Guesses at who somebody is, counted before they are made, so that nobody can try ten thousand tails.

Counting and granting happen under a lock on the subject and on the conversation: twenty guesses sent at once are
twenty guesses one after the other.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from center.conversations.models import Conversation
from center.customers.limits import limits
from center.customers.models import ProofAttempt
from center.customers.windows import narrowest, room
from center.locks import wait_for


@dataclass(frozen=True)
class Granted:
    """Leave for one guess: its number, and how many wrong ones are left after it."""

    attempt: int
    left: int


@dataclass(frozen=True)
class Denied:
    """No more guesses before `retry_at`."""

    retry_at: datetime


@transaction.atomic
def ask_to_guess(conversation: Conversation, subject: str) -> Granted | Denied:
    """Count a guess at `subject` (a waybill or ticket number) that `conversation` is about to make."""
    wait_for(f"guess subject {subject}", f"guess conversation {conversation.pk}")
    allowed, now = limits().guesses, timezone.now()
    wrong = ProofAttempt.objects.filter(succeeded_at=None, made_at__gt=now - allowed.window).order_by("made_at")
    of_subject = wrong.filter(subject=subject)
    of_conversation = wrong.filter(conversation=conversation)

    left = narrowest(
        [
            room(list(guesses.values_list("made_at", flat=True)), limit, allowed.window)
            for guesses, limit in (
                (of_subject, allowed.per_subject),
                (of_conversation, allowed.per_conversation),
                (of_conversation.filter(subject=subject), allowed.per_conversation_and_subject),
            )
        ]
    )
    if left.retry_at is not None:
        return Denied(left.retry_at)
    attempt = ProofAttempt.objects.create(conversation=conversation, subject=subject, made_at=now)
    return Granted(attempt.pk, left.left - 1)


def guessed_right(attempt: int) -> bool:
    """The guess was right and no longer counts. False when there is no such attempt."""
    found = ProofAttempt.objects.filter(pk=attempt)
    return bool(found.filter(succeeded_at=None).update(succeeded_at=timezone.now())) or found.exists()
