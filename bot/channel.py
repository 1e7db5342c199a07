"""The one door of the bot: a private channel that only the center may use.

The contract is docs/contracts.md, section 1. Rasa's own channels believe the sender, the channel and the message id
of whoever calls; this one believes a caller who knows the token, and that caller is the center.
"""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError

from bot import turns
from bot.inbound import BadRequest, InboundMessage
from bot.nlu.normalise import LONGEST_TEXT

logger = logging.getLogger(__name__)

RESPONSE_TOO_LONG = "utter_too_long"
RESPONSE_ACTION_CRASHED = "utter_action_crashed"


class TurnOutput(CollectingOutputChannel):
    """Collects a turn's replies; its name picks the channel's own wording of a response."""

    def __init__(self, channel: str) -> None:
        super().__init__()
        self._channel = channel

    def name(self) -> str:
        """`web`, `wechat` or `ivr`, as the `channel:` of a response names it."""
        return self._channel


class CenterChannel(InputChannel):
    """`POST /webhooks/center/webhook` and `GET /webhooks/center/health`."""

    def __init__(self, token: str) -> None:
        if len(token) < 16:
            raise ValueError("SUDA_BOT_TOKEN must have at least 16 characters")
        self._token = token

    @classmethod
    def name(cls) -> str:
        """The channel's name in URLs."""
        return "center"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> CenterChannel:
        """Build from credentials.yml."""
        return cls(token=str((credentials or {}).get("token", "")))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Routes of the channel. `on_new_message` is not used: it cannot tell a repeated message or a failed turn."""
        blueprint = Blueprint("center_channel")

        @blueprint.get("/health")
        async def health(request: Request) -> HTTPResponse:
            ready = _agent(request.app) is not None
            return response.json({"ready": ready}, status=200 if ready else 503)

        @blueprint.post("/webhook")
        async def webhook(request: Request) -> HTTPResponse:
            if not hmac.compare_digest(request.headers.get("authorization", ""), f"Bearer {self._token}"):
                return response.json({"error": "unauthorized"}, status=401)
            try:
                message = InboundMessage.from_json(request.body)
            except BadRequest as error:
                return response.json({"error": "bad_request", "detail": str(error)}, status=400)
            agent = _agent(request.app)
            if agent is None:
                return response.json({"error": "starting"}, status=503)
            try:
                return response.json(await take_turn(agent, message))
            except (turns.ActionsUnavailable, SQLAlchemyError) as failure:
                logger.error("turn failed: %s", type(failure).__name__)
                return response.json({"error": "actions_unavailable"}, status=503)

        return blueprint


def _agent(app: Sanic) -> Agent | None:
    agent: Agent | None = getattr(app.ctx, "agent", None)
    return agent if agent is not None and agent.is_ready() else None


async def take_turn(agent: Agent, message: InboundMessage) -> dict[str, Any]:
    """Answer one message once.

    Returns the body of the reply. Raises `turns.ActionsUnavailable` or a database's error if the turn could not be
    finished but may be tried again.
    """
    output = TurnOutput(message.channel)
    if message.text is not None and len(message.text) > LONGEST_TEXT:
        return {"replies": [await _say(agent, RESPONSE_TOO_LONG, message, output)], "understood": None}
    # The lock is taken here and not by the agent, so that a repeated message waits for the first and then finds its
    # answer.
    async with agent.lock_store.lock(message.conversation):
        earlier = await agent.tracker_store.retrieve(message.conversation)
        if earlier is not None and (answered := _turn_of(earlier, message.message_id)) is not None:
            return answered
        turns.begin()
        try:
            await agent.processor.handle_message(message.as_user_message(output))
        except (turns.ActionsUnavailable, SQLAlchemyError):
            raise
        except Exception:
            # Whatever broke on this message would break on it again: better one honest sentence than a conversation
            # that stays stuck behind it.
            logger.exception("a message could not be answered")
            return {"replies": [await _say(agent, RESPONSE_ACTION_CRASHED, message, output)], "understood": None}
        tracker = await agent.tracker_store.retrieve(message.conversation)
        answered = _turn_of(tracker, message.message_id) if tracker is not None else None
    if answered is None:
        raise turns.ActionsUnavailable("the turn was not recorded")
    return answered


async def _say(agent: Agent, name: str, message: InboundMessage, output: TurnOutput) -> dict[str, Any]:
    """A response of the domain, outside any turn."""
    tracker = DialogueStateTracker.from_events(message.conversation, [], slots=agent.domain.slots)
    said = await agent.processor.nlg.generate(name, tracker, output.name())
    return _reply((said or {}).get("text"), (said or {}).get("buttons"))


def _turn_of(tracker: DialogueStateTracker, message_id: str) -> dict[str, Any] | None:
    """What the bot said to the message of that id, read from what was recorded; None if it was never answered."""
    replies: list[dict[str, Any]] = []
    for event in reversed(tracker.events):
        if isinstance(event, BotUttered):
            replies.insert(0, _reply(event.text, event.data.get("buttons")))
        elif isinstance(event, UserUttered):
            if event.message_id == message_id:
                return {"replies": replies, "understood": _understood(event)}
            replies = []
    return None


def _reply(text: str | None, buttons: list[dict[str, str]] | None) -> dict[str, Any]:
    return {
        "text": text or "",
        "buttons": [{"title": button["title"], "payload": button["payload"]} for button in buttons or []],
    }


def _understood(event: UserUttered) -> dict[str, Any]:
    return {
        "intent": event.intent.get("name"),
        "confidence": round(float(event.intent.get("confidence") or 0.0), 4),
        "entities": [
            {key: entity[key] for key in ("entity", "value", "role", "group") if entity.get(key) is not None}
            for entity in event.entities
        ],
    }
