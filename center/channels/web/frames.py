"""What goes over the socket, in both directions, as docs/contracts.md (section 4) has it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from center.conversations.buttons import tokens
from center.conversations.models import Message

LARGEST_FRAME = 32 * 1024  # characters; room for the longest text with every character escaped


class BadFrame(Exception):
    """A frame that cannot be used; `id` is the client's id for it where one can be read."""

    def __init__(self, reason: str, frame_id: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.id = frame_id


@dataclass(frozen=True)
class ClientFrame:
    """A customer's words, or (when `token` is set) the button they pressed."""

    id: str
    text: str
    token: str | None


def parse(data: str | None) -> ClientFrame:
    """Read a client's frame; raises BadFrame with `too_long` or `bad_frame`."""
    if data is None:
        raise BadFrame("bad_frame")
    if len(data) > LARGEST_FRAME:
        raise BadFrame("too_long")
    try:
        content = json.loads(data)
        frame_id = str(UUID(content["id"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise BadFrame("bad_frame") from problem
    match content:
        case {"type": "text", "text": str(text)}:
            return ClientFrame(frame_id, text, None)
        case {"type": "button", "token": str(token)}:
            return ClientFrame(frame_id, "", token)
    raise BadFrame("bad_frame", frame_id)


def stored(message: Message) -> dict[str, Any]:
    """The customer's message is safe."""
    return {"type": "stored", "id": message.external_id, "seq": message.seq}


def refused(frame_id: str | None, reason: str) -> dict[str, Any]:
    """The customer's message was not taken; the page has a sentence for each reason."""
    return {"type": "refused", "id": frame_id, "reason": reason}


def history(messages: Iterable[Message]) -> dict[str, Any]:
    """What was said so far."""
    return {"type": "history", "messages": [_shown(message) for message in messages]}


def message_frame(message: Message) -> dict[str, Any]:
    """One new message."""
    return {"type": "message", **_shown(message)}


def _shown(message: Message) -> dict[str, Any]:
    titles = [button["title"] for button in message.buttons]
    return {
        "seq": message.seq,
        "author": message.author,
        "text": message.text,
        "buttons": [{"title": title, "token": token} for title, token in zip(titles, tokens(message), strict=True)],
        "at": timezone.localtime(message.sent_at).isoformat(),
        "id": message.external_id or str(message.id),
    }
