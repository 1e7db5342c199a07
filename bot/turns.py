"""A turn either counts or never happened.

Rasa goes on when an action cannot be run: it logs an error, forgets the action's events, says nothing and saves what
is left. For a customer that is silence, for the conversation a hole. Here the failure is remembered for the length of
the turn instead, and the tracker store refuses to save a turn that failed: the caller may send the same message again
as if for the first time.
"""

from __future__ import annotations

import asyncio
from contextvars import ContextVar
from typing import Any

import aiohttp
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from sqlalchemy.engine.url import make_url

from bot import memory

ACTION_TIMEOUT_SECONDS = 5.0


class TurnFailed(Exception):
    """The turn could not be finished; nothing of it was recorded."""


class ActionsUnavailable(TurnFailed):
    """The action server did not answer, or not in time. Trying again later makes sense."""


class ActionCrashed(TurnFailed):
    """The action server answered that an action broke. Trying the same again would break again."""


_failure: ContextVar[TurnFailed | None] = ContextVar("turn_failure", default=None)


def begin() -> None:
    """Forget a failure of an earlier turn in this task."""
    _failure.set(None)


class WatchedActionEndpoint(EndpointConfig):
    """The action server's address, which remembers that a call of this turn failed."""

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        """Call the action server within `ACTION_TIMEOUT_SECONDS` (Rasa's own limit is 300 s)."""
        kwargs["timeout"] = aiohttp.ClientTimeout(total=ACTION_TIMEOUT_SECONDS)
        try:
            return await super().request(*args, **kwargs)
        except ClientResponseError as error:
            # 400 is how the SDK says that an action declines to run, which is no failure.
            if error.status != 400:
                _failure.set(ActionCrashed(f"action server answered {error.status}"))
            raise
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            _failure.set(ActionsUnavailable(f"action server: {error!r}"))
            raise


class TurnTrackerStore(SQLTrackerStore):
    """Rasa's SQL store, named by one database URL, that saves only turns that did not fail."""

    def __init__(self, domain: Domain, host: str, event_broker: Any = None, **kwargs: Any) -> None:
        """Rasa hands the `url` of endpoints.yml over as `host`; only postgresql:// addresses make sense here."""
        url = make_url(host)
        super().__init__(
            domain,
            dialect="postgresql+psycopg2",
            host=url.host,
            port=url.port,
            db=url.database,
            username=url.username,
            password=url.password,
            event_broker=event_broker,
            **kwargs,
        )

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save the turn, or raise what made it fail (`TurnFailed`)."""
        failure = _failure.get()
        if failure is not None:
            raise failure
        await super().save(tracker)
        if memory.is_long(tracker):
            tracker.update_with_events(memory.fresh_start(tracker), self.domain)
            await super().save(tracker)
