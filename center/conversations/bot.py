"""Asking the bot: one message, one turn (docs/contracts.md, section 1).

BotFailed - no usable answer this time; the same message may be sent again
BotRefused - the bot will never take this message
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import Any, Self

import httpx

from center.conversations.text import clean
from center.env import Env

DEADLINE = 6.5  # seconds for the whole call: inside the customer's patience of 8, outside the bot's own 5
LARGEST_ANSWER = 256 * 1024  # bytes


class BotFailed(Exception):
    """The bot gave no usable answer in time; the text says why, without the customer's words."""


class BotRefused(Exception):
    """The bot called the request itself bad (400): sending it again would not help."""


@dataclass(frozen=True)
class Turn:
    """One customer message for the bot, as the contract has it; exactly one of text and payload is set."""

    conversation: str
    channel: str
    message_id: str
    sent_at: str
    text: str | None
    payload: str | None
    verified_phone: str | None


@dataclass(frozen=True)
class Reply:
    """One bubble of the bot's answer; buttons are `{"title", "payload"}`."""

    text: str
    buttons: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class Answer:
    """What the bot replied (perhaps nothing), and what it understood of the message."""

    replies: tuple[Reply, ...]
    understood: Mapping[str, Any] | None


class Bot:
    """A client for the bot's private channel; use it as an async context manager."""

    def __init__(self, settings: Env) -> None:
        self._address = f"{settings.bot_url}/webhooks/center/webhook"
        # A kept connection to a bot that was restarted fails the next turn; a new one on loopback costs nothing.
        self._client = httpx.AsyncClient(
            headers={"Authorization": f"Bearer {settings.bot_token}"},
            limits=httpx.Limits(max_keepalive_connections=0),
            timeout=DEADLINE,
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def ask(self, turn: Turn) -> Answer:
        """The bot's answer to one message, within DEADLINE; raises BotFailed or BotRefused."""
        try:
            async with asyncio.timeout(DEADLINE):
                return _answer(await self._post(turn))
        except TimeoutError as problem:
            raise BotFailed(f"no answer within {DEADLINE} s") from problem
        except httpx.HTTPError as problem:
            raise BotFailed(type(problem).__name__) from problem

    async def _post(self, turn: Turn) -> bytes:
        async with self._client.stream("POST", self._address, json=asdict(turn)) as response:
            if response.status_code == httpx.codes.BAD_REQUEST:
                raise BotRefused
            if response.status_code != httpx.codes.OK:
                raise BotFailed(f"status {response.status_code}")
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > LARGEST_ANSWER:
                    raise BotFailed(f"an answer of more than {LARGEST_ANSWER} bytes")
            return bytes(body)


def _answer(body: bytes) -> Answer:
    try:
        content = json.loads(body)
        replies = [_reply(reply) for reply in content["replies"]]
        understood = content.get("understood")
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise BotFailed("an answer not of the contract's form") from problem
    return Answer(tuple(reply for reply in replies if reply.text), understood)


def _reply(reply: Mapping[str, Any]) -> Reply:
    buttons = ({"title": clean(button["title"]), "payload": clean(button["payload"])} for button in reply["buttons"])
    return Reply(clean(reply["text"]), tuple(buttons))
