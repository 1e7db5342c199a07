"""Telling other processes that there is something new.

A notice carries no words, only where to look: "this conversation now goes up to seq 7". Whoever hears it reads the
database; whoever misses it reads the database at the next one. It goes out with the transaction it is sent in, or not
at all (PostgreSQL's NOTIFY), so nobody is sent to look for what is not there yet.
"""

import json
from typing import Any
from uuid import UUID

from channels.db import database_sync_to_async
from django.db import connection

PG_CHANNEL = "suda_layer"
DESK_GROUP = "desk"
LARGEST_NOTICE = 7_900  # bytes; PostgreSQL takes less than 8,000


def conversation_group(conversation: UUID | str) -> str:
    """The group of whoever watches one conversation; its notices are `{"type": "conversation.news", "seq"}`."""
    return f"conversation.{conversation}"


def notify_conversation(conversation: UUID, seq: int) -> None:
    """Say, when the current transaction commits, that a conversation goes up to `seq`."""
    notify("group", conversation_group(conversation), {"type": "conversation.news", "seq": seq})


def notify_desk(conversation: UUID, seq: int) -> None:
    """Say, when the current transaction commits, that a conversation needs the agents' eyes."""
    notify("group", DESK_GROUP, {"type": "desk.news", "conversation": str(conversation), "seq": seq})


def notify(kind: str, name: str, message: dict[str, Any]) -> None:
    """Send `message` to a layer's `group` or `channel` by name; raises ValueError for one too large for a notice."""
    payload = json.dumps({kind: name, "message": message}, ensure_ascii=False)
    if len(payload.encode()) > LARGEST_NOTICE:
        raise ValueError(f"A notice to {name} is larger than {LARGEST_NOTICE} bytes; it should only say where to look.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [PG_CHANNEL, payload])


anotify = database_sync_to_async(notify, thread_sensitive=False)
