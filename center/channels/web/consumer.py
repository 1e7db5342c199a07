"""The chat socket: hands what the customer says to `conversations`, and shows what the database holds, in order."""

import json
import logging
from typing import Any
from uuid import UUID

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.utils import timezone

from center.channels.web import cookie, frames
from center.channels.web.frames import BadFrame, ClientFrame
from center.channels.web.pace import Pace
from center.conversations import buttons, inbox
from center.conversations.inbox import Inbound, Received, Unacceptable
from center.conversations.models import Channel, Holder, Message
from center.conversations.notices import conversation_group

log = logging.getLogger(__name__)

NO_CONVERSATION = 4401  # the page fetches itself anew, and with it a cookie
HISTORY = 100  # messages a page is given when it connects
BATCH = 100  # messages read at once after a notice


class ChatConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # django-channels carries no types
    """One open page. `_shown` is the seq up to which it has everything."""

    async def connect(self) -> None:
        """Let in who has a cookie of ours, and show what was said so far."""
        await self.accept()
        conversation = cookie.read(self.scope["cookies"])
        if conversation is None:
            await self.close(NO_CONVERSATION)
            return
        self._conversation = conversation
        self._pace = Pace()
        # The group first: what is stored between the two is then in the history, announced, or both; never in neither.
        await self.channel_layer.group_add(conversation_group(conversation), self.channel_name)
        messages = await _last_messages(conversation)
        self._shown = messages[-1].seq if messages else 0
        await self._send(frames.history(messages))

    async def disconnect(self, code: int) -> None:
        """Stop hearing of the conversation."""
        if hasattr(self, "_conversation"):
            await self.channel_layer.group_discard(conversation_group(self._conversation), self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Take one frame: the answer is `stored` or `refused`."""
        try:
            frame = frames.parse(text_data)
            if not self._pace.allows():
                raise BadFrame("too_fast", frame.id)
            received = await _take(self._conversation, frame)
        except BadFrame as problem:
            await self._send(frames.refused(problem.id, problem.reason))
            return
        await self._send(frames.stored(received.message))
        if received.new and received.message.conversation.holder != Holder.AGENT:
            await self._send({"type": "typing"})

    async def conversation_news(self, notice: dict[str, Any]) -> None:
        """Somebody stored something."""
        if notice["seq"] > self._shown:
            await self._catch_up()

    async def layer_resumed(self, notice: dict[str, Any]) -> None:
        """Notices may have been missed."""
        if hasattr(self, "_shown"):
            await self._catch_up()

    async def _catch_up(self) -> None:
        while messages := await _messages_after(self._conversation, self._shown):
            for message in messages:
                await self._send(frames.message_frame(message))
                self._shown = message.seq

    async def _send(self, frame: dict[str, Any]) -> None:
        await self.send(text_data=json.dumps(frame, ensure_ascii=False))


def _take_now(conversation: UUID, frame: ClientFrame) -> Received:
    try:
        press = buttons.check(conversation, frame.token) if frame.token is not None else None
        inbound = Inbound(
            channel=Channel.WEB,
            customer_key=str(conversation),
            conversation=conversation,
            external_id=frame.id,
            sent_at=timezone.now(),
            text=press.title if press else frame.text,
            press=press,
        )
        return inbox.receive(inbound)
    except buttons.BadButton as problem:
        raise BadFrame("bad_button", frame.id) from problem
    except Unacceptable as problem:
        raise BadFrame(problem.reason, frame.id) from problem


def _last_messages_now(conversation: UUID) -> list[Message]:
    newest = Message.objects.filter(conversation=conversation).select_related("press").order_by("-seq")[:HISTORY]
    return list(reversed(newest))


def _messages_after_now(conversation: UUID, seq: int) -> list[Message]:
    newer = Message.objects.filter(conversation=conversation, seq__gt=seq).select_related("press").order_by("seq")
    return list(newer[:BATCH])


_take = database_sync_to_async(_take_now, thread_sensitive=False)
_last_messages = database_sync_to_async(_last_messages_now, thread_sensitive=False)
_messages_after = database_sync_to_async(_messages_after_now, thread_sensitive=False)
