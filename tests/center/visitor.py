"""A visitor of the chat page: gets the page and its cookie, opens the socket, keeps what it is shown."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import requests
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

Frame = dict[str, Any]


@dataclass
class Visitor:
    """One open socket. `messages` are those shown since it opened, the history included."""

    socket: ClientConnection
    messages: list[Frame] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)

    async def say(self, text: str, message_id: str | None = None) -> str:
        """Send words; returns their id."""
        return await self.send({"type": "text", "id": message_id or str(uuid4()), "text": text})

    async def press(self, token: str, message_id: str | None = None) -> str:
        """Press a button; returns the press's id."""
        return await self.send({"type": "button", "id": message_id or str(uuid4()), "token": token})

    async def send(self, frame: Frame) -> str:
        """Send any frame."""
        await self.socket.send(json.dumps(frame, ensure_ascii=False))
        return str(frame.get("id"))

    async def until(self, met: Callable[[], Any], within: float = 15.0) -> float:
        """Listen until something holds; returns how many seconds that took, raises TimeoutError."""
        began = time.monotonic()
        async with asyncio.timeout(within):
            while not met():
                self._keep(json.loads(await self.socket.recv()))
        return time.monotonic() - began

    async def listen(self, seconds: float) -> None:
        """Listen for a while."""
        try:
            await self.until(lambda: False, seconds)
        except TimeoutError:
            return

    async def answer_to(self, frame_id: str) -> Frame:
        """The `stored` or `refused` frame for a message."""
        await self.until(lambda: self._reply_to(frame_id))
        return self._reply_to(frame_id)[0]

    def texts(self, *authors: str) -> list[str]:
        """What these authors said, in the order it was shown."""
        return [message["text"] for message in self.messages if message["author"] in authors]

    def _reply_to(self, frame_id: str) -> list[Frame]:
        return [frame for frame in self.frames if frame["type"] in {"stored", "refused"} and frame["id"] == frame_id]

    def _keep(self, frame: Frame) -> None:
        self.frames.append(frame)
        if frame["type"] == "history":
            self.messages += frame["messages"]
        if frame["type"] == "message":
            self.messages.append(frame)


def cookie_from(url: str, old: str | None = None) -> str:
    """The cookie that the page gives to a visitor (who perhaps has one)."""
    response = requests.get(url, cookies={"suda_chat": old} if old else None, timeout=10)
    response.raise_for_status()
    return str(response.cookies["suda_chat"])


@asynccontextmanager
async def visit(url: str, cookie: str | None = None, origin: str | None = None) -> AsyncIterator[Visitor]:
    """Open the socket as a browser with that cookie would (a fresh one by default), and wait for the history."""
    cookie = cookie or await asyncio.to_thread(cookie_from, url)
    address = url.replace("http", "ws") + "/ws/chat/"
    headers = {"Cookie": f"suda_chat={cookie}"}
    async with connect(address, additional_headers=headers, origin=Origin(origin or url)) as socket:
        visitor = Visitor(socket)
        await visitor.until(lambda: any(frame["type"] == "history" for frame in visitor.frames))
        yield visitor
