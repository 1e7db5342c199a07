"""Tells an open desk page that there is something new; what it is, the page fetches as it fetches everything."""

from typing import Any

from channels.generic.websocket import AsyncJsonWebsocketConsumer

from center.conversations.notices import DESK_GROUP, conversation_group


class DeskConsumer(AsyncJsonWebsocketConsumer):  # type: ignore[misc]  # django-channels carries no types
    """Sends `{"news": "lists"}` or `{"news": "conversation"}`; staff only."""

    async def connect(self) -> None:
        """Listen for the desk, and for the conversation the page shows."""
        user = self.scope["user"]
        if not (user.is_authenticated and user.is_staff):
            await self.close()
            return
        self.groups_heard = [DESK_GROUP]
        if conversation := self.scope["url_route"]["kwargs"].get("conversation"):
            self.groups_heard.append(conversation_group(conversation))
        for group in self.groups_heard:
            await self.channel_layer.group_add(group, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        """Stop listening."""
        for group in getattr(self, "groups_heard", ()):
            await self.channel_layer.group_discard(group, self.channel_name)

    async def desk_news(self, notice: dict[str, Any]) -> None:
        """Somebody waits, came, went, or wrote to an agent."""
        await self.send_json({"news": "lists"})

    async def conversation_news(self, notice: dict[str, Any]) -> None:
        """There is a new message in the conversation on the page."""
        await self.send_json({"news": "conversation"})

    async def layer_resumed(self, notice: dict[str, Any]) -> None:
        """Something may have been missed: look at everything again."""
        await self.send_json({"news": "lists"})
        await self.send_json({"news": "conversation"})
