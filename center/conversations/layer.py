"""A Django Channels layer over PostgreSQL's LISTEN/NOTIFY: one listening connection per process, no tables.

Groups live in the memory of the process that holds the sockets, so a process that dies leaves nothing behind. What
a layer drops is never lost, because notices only say where to look (see `notices`); when a lost listening connection
is back, every local channel gets `{"type": "layer.resumed"}` and looks for itself. Why not `channels-postgres`:
docs/center.md.
"""

import asyncio
import json
import logging
from collections import defaultdict
from typing import Any
from uuid import uuid4

import psycopg
from channels.layers import BaseChannelLayer
from django.db import connection

from center.conversations.notices import PG_CHANNEL, anotify

log = logging.getLogger(__name__)

RECONNECT_AFTER = 1.0  # seconds
# A peer that vanished without a word is noticed after some 25 seconds.
KEEPALIVE = {"keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}

Notice = dict[str, Any]


class PostgresLayer(BaseChannelLayer):  # type: ignore[misc]  # django-channels carries no types
    """Channels and groups of this process, fed by one LISTEN connection. Sending goes through the database."""

    extensions = ("groups",)

    def __init__(self, capacity: int = 100) -> None:
        super().__init__(capacity=capacity)
        self._queues: dict[str, asyncio.Queue[Notice]] = {}
        self._groups: dict[str, set[str]] = defaultdict(set)
        self._listener: asyncio.Task[None] | None = None
        self._listening = asyncio.Event()

    async def new_channel(self, prefix: str = "specific") -> str:
        """A name for a channel of this process; it hears from the moment it is received from."""
        return f"{prefix}.{uuid4().hex}!{uuid4().hex}"

    async def receive(self, channel: str) -> Notice:
        """The next notice for a channel of this process."""
        self.require_valid_channel_name(channel)
        queue = self._queue(channel)
        try:
            return await queue.get()
        except asyncio.CancelledError:
            self._queues.pop(channel, None)
            raise

    async def send(self, channel: str, message: Notice) -> None:
        """Send to one channel, wherever it lives."""
        self.require_valid_channel_name(channel)
        await anotify("channel", channel, message)

    async def group_add(self, group: str, channel: str) -> None:
        """Let a channel of this process hear a group; what is sent after this returned arrives."""
        self.require_valid_group_name(group)
        self._queue(channel)
        self._groups[group].add(channel)
        self._listen()
        await self._listening.wait()

    async def group_discard(self, group: str, channel: str) -> None:
        """Let a channel no longer hear a group."""
        self._groups[group].discard(channel)
        if not self._groups[group]:
            del self._groups[group]

    async def group_send(self, group: str, message: Notice) -> None:
        """Send to every channel of a group, in every process."""
        self.require_valid_group_name(group)
        await anotify("group", group, message)

    def _queue(self, channel: str) -> "asyncio.Queue[Notice]":
        return self._queues.setdefault(channel, asyncio.Queue(self.capacity))

    def _listen(self) -> None:
        if self._listener is None or self._listener.done():
            self._listening.clear()
            self._listener = asyncio.create_task(self._keep_listening(), name="layer listener")

    async def _keep_listening(self) -> None:
        resumed = False
        while True:
            try:
                await self._listen_once(resumed)
            except (psycopg.Error, OSError) as problem:
                log.warning("the layer's listening connection was lost (%s); connecting again", type(problem).__name__)
            resumed = resumed or self._listening.is_set()
            self._listening.clear()
            await asyncio.sleep(RECONNECT_AFTER)

    async def _listen_once(self, resumed: bool) -> None:
        parameters = connection.get_connection_params()
        for django_only in ("cursor_factory", "context", "prepare_threshold"):
            parameters.pop(django_only, None)
        async with await psycopg.AsyncConnection.connect(**{**parameters, **KEEPALIVE}, autocommit=True) as listener:
            await listener.execute(f"LISTEN {PG_CHANNEL}")
            self._listening.set()
            if resumed:
                for channel in self._queues:
                    self._deliver(channel, {"type": "layer.resumed"})
            async for heard in listener.notifies():
                self._dispatch(json.loads(heard.payload))

    def _dispatch(self, envelope: dict[str, Any]) -> None:
        channels = [envelope["channel"]] if "channel" in envelope else self._groups.get(envelope["group"], ())
        for channel in channels:
            self._deliver(channel, envelope["message"])

    def _deliver(self, channel: str, notice: Notice) -> None:
        queue = self._queues.get(channel)
        if queue is None:
            return
        if queue.full():  # the newest notice says everything the oldest said
            queue.get_nowait()
        queue.put_nowait(notice)
