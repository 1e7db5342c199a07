"""The worker's watch, beside its jobs: what has to happen at a time, and what must happen even if a job cannot.

It waits for no free place in the worker, so a queue that is full, or a worker that was killed, still means no silence.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

from channels.db import database_sync_to_async
from django.db import transaction
from django.utils import timezone
from procrastinate import App

from center.conversations.jobs import plan_answer
from center.conversations.models import Author, Conversation, Holder, Message
from center.conversations.thread import locked
from center.conversations.turns import apologise, unsettled

log = logging.getLogger(__name__)

ROUND = 0.3  # seconds
PATIENCE = timedelta(seconds=6.5)  # a customer waits 8 seconds; a round and a crowd of others fit in between
AT_ONCE = 200  # conversations per round
RESCUE_ROUND = 2.0  # seconds
WORKER_IS_DEAD_AFTER = 10.0  # seconds without a heartbeat


async def keep_watch(app: App) -> None:
    """Go round until cancelled."""
    async with asyncio.TaskGroup() as rounds:
        rounds.create_task(_repeat(database_sync_to_async(comfort_the_waiting, thread_sensitive=False), ROUND))
        rounds.create_task(_repeat(database_sync_to_async(resume_due, thread_sensitive=False), ROUND))
        rounds.create_task(_repeat(partial(rescue_jobs, app), RESCUE_ROUND))


def resume_due() -> None:
    """Queue an answer for every conversation whose retry is due."""
    with transaction.atomic():
        due = Conversation.objects.select_for_update(skip_locked=True).filter(retry_at__lte=timezone.now())[:AT_ONCE]
        for conversation in due:
            conversation.retry_at = None
            conversation.save(update_fields=["retry_at"])
            plan_answer(conversation.id)


def comfort_the_waiting() -> None:
    """Say the honest sentence wherever a message has waited for as long as a customer does."""
    for conversation_id in _conversations_waiting():
        with locked(conversation_id) as conversation:
            apologise(conversation, unsettled(conversation))


async def rescue_jobs(app: App) -> None:
    """Queue again what a dead worker had begun. If it is not dead after all, the turn runs twice and is stored once."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=WORKER_IS_DEAD_AFTER):
        log.warning("job %s lost its worker; it is queued again", job.id)
        await app.job_manager.retry_job(job)


async def _repeat(duty: Callable[[], Awaitable[None]], every: float) -> None:
    """Do a duty again and again; a round that fails is logged, and the next one comes."""
    while True:
        try:
            await duty()
        except Exception:  # the watch is the last one to go
            log.exception("a round of the watch failed")
        await asyncio.sleep(every)


def _conversations_waiting() -> list[UUID]:
    waiting = Message.objects.filter(
        author=Author.CUSTOMER,
        settled_at__isnull=True,
        apologised_at__isnull=True,
        stored_at__lte=timezone.now() - PATIENCE,
    ).exclude(conversation__holder=Holder.AGENT)
    return list(waiting.values_list("conversation", flat=True).distinct().order_by("conversation")[:AT_ONCE])
