"""Which customers an agent sees beside their work: those who wait, their own, and those of colleagues."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from center.conversations.models import Author, Message
from center.desk.models import Handoff

AT_ONCE = 100  # rows of one list on the page; the count above it is of all


@dataclass(frozen=True)
class Lists:
    """The three lists; `waiting_count` is of all who wait, the first in the queue first."""

    waiting: list[Any]  # Handoffs with what `_with_last_words` adds, which no type can tell
    waiting_count: int
    mine: list[Any]
    others: list[Any]

    @property
    def unanswered_count(self) -> int:
        """How many of my customers wait for my reply."""
        return sum(handoff.unanswered for handoff in self.mine)


def lists_for(agent: User) -> Lists:
    """What `agent` sees now. My own: those who wait for my reply first, the longest wait on top."""
    open_now = _with_last_words(Handoff.objects.filter(closed_at=None).select_related("conversation", "agent"))
    waiting = open_now.filter(taken_at=None).order_by("opened_at")
    taken = open_now.exclude(taken_at=None)
    return Lists(
        waiting=list(waiting[:AT_ONCE]),
        waiting_count=waiting.count(),
        mine=list(taken.filter(agent=agent).order_by("-unanswered", "conversation__last_message_at")[:AT_ONCE]),
        others=list(taken.exclude(agent=agent).order_by("-taken_at")[:AT_ONCE]),
    )


def _with_last_words(handoffs: QuerySet[Handoff]) -> QuerySet[Any]:
    """Each with `last_words` of the customer, and `unanswered`: whether they came after our last word."""
    said = Message.objects.filter(conversation=OuterRef("conversation")).order_by("-seq")
    by_customer = said.filter(author=Author.CUSTOMER)
    by_us = said.filter(author__in=(Author.AGENT, Author.SYSTEM), sent_at__gte=OuterRef("taken_at"))
    annotated: QuerySet[Any] = handoffs.annotate(
        last_words=Coalesce(Subquery(by_customer.values("text")[:1]), Value("", TextField())),
        our_last_seq=Coalesce(Subquery(by_us.values("seq")[:1]), Value(0)),
        unanswered=Exists(
            Message.objects.filter(
                conversation=OuterRef("conversation"), author=Author.CUSTOMER, seq__gt=OuterRef("our_last_seq")
            )
        ),
    )
    return annotated
