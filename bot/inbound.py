"""One message as the center hands it over (docs/contracts.md, section 1)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from rasa.core.channels.channel import OutputChannel, UserMessage

CHANNELS = ("web", "wechat", "ivr")


class BadRequest(Exception):
    """The body is not a message of the contract; the text says what is wrong."""


@dataclass(frozen=True)
class InboundMessage:
    """A customer's words (`text`) or a button the center has verified (`payload`), never both."""

    conversation: str
    channel: str
    message_id: str
    sent_at: datetime
    text: str | None
    payload: str | None
    verified_phone: str | None

    @classmethod
    def from_json(cls, body: bytes) -> InboundMessage:
        """Read a request body. Raises `BadRequest`."""
        try:
            data = json.loads(body)
        except ValueError as error:
            raise BadRequest("the body is not JSON") from error
        if not isinstance(data, dict):
            raise BadRequest("the body is not an object")
        text, payload = _optional(data, "text"), _optional(data, "payload")
        if (text is None) == (payload is None):
            raise BadRequest("exactly one of text and payload must be given")
        if payload is not None and not payload.startswith("/"):
            raise BadRequest("payload must begin with /")
        if data.get("channel") not in CHANNELS:
            raise BadRequest(f"channel must be one of {', '.join(CHANNELS)}")
        return cls(
            conversation=_uuid(data, "conversation"),
            channel=data["channel"],
            message_id=_uuid(data, "message_id"),
            sent_at=_time(data, "sent_at"),
            text=text,
            payload=payload,
            verified_phone=_optional(data, "verified_phone"),
        )

    def as_user_message(self, output: OutputChannel) -> UserMessage:
        """The message as Rasa takes it; `payload` in the metadata marks a text that may be a command."""
        return UserMessage(
            text=self.payload or self.text,
            output_channel=output,
            sender_id=self.conversation,
            input_channel=self.channel,
            message_id=self.message_id,
            metadata={
                "message_id": self.message_id,
                "sent_at": self.sent_at.isoformat(),
                "payload": self.payload is not None,
                "verified_phone": self.verified_phone,
            },
        )


def _optional(data: dict[str, Any], key: str) -> str | None:
    value = data.get(key)
    if value is not None and not isinstance(value, str):
        raise BadRequest(f"{key} must be a string or null")
    return value


def _uuid(data: dict[str, Any], key: str) -> str:
    try:
        return str(UUID(data[key]))
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BadRequest(f"{key} must be a UUID") from error


def _time(data: dict[str, Any], key: str) -> datetime:
    try:
        moment = datetime.fromisoformat(data[key])
    except (KeyError, ValueError, TypeError) as error:
        raise BadRequest(f"{key} must be an ISO 8601 time") from error
    if moment.tzinfo is None:
        raise BadRequest(f"{key} must have an offset")
    return moment
