"""The job that answers a conversation.

One job for each message, never fewer: a job that is still queued may be started, and look, before the new message's
transaction commits. A job that finds nothing to answer costs two queries. Asking a failed bot again is never queued
*for later* under a conversation's lock, for a scheduled job holds up everything queued after it; it is a time in the
conversation's row (`retry_at`), and `watch` keeps an eye on it.
"""

import logging
from uuid import UUID

from channels.db import database_sync_to_async
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from center.conversations import turns
from center.conversations.bot import Answer, Bot, BotFailed, BotRefused

log = logging.getLogger(__name__)

_next_turn = database_sync_to_async(turns.next_turn, thread_sensitive=False)
_store_answer = database_sync_to_async(turns.store_answer, thread_sensitive=False)
_note_failure = database_sync_to_async(turns.note_failure, thread_sensitive=False)


def plan_answer(conversation: UUID) -> None:
    """Queue the job that answers a conversation, as part of the current transaction."""
    answer.configure(lock=str(conversation)).defer(conversation=str(conversation))


# The bot's trouble is caught below; the strategy is for our own, a database that went away or a mistake of ours.
@app.task(pass_context=True, retry=RetryStrategy(wait=5))
async def answer(context: JobContext, conversation: str) -> None:
    """Answer a conversation's waiting messages one after another, until none is left or the bot fails."""
    bot: Bot = context.additional_context["bot"]
    while turn := await _next_turn(UUID(conversation)):
        try:
            await _store_answer(turn, await bot.ask(turn))
        except BotRefused:
            log.error("the bot refused message %s as a bad request", turn.message_id)
            await _store_answer(turn, Answer((), None))
        except BotFailed as problem:
            await _note_failure(UUID(conversation), str(problem))
            return
