"""A customer at the web chat: the page's cookie, its WebSocket, and nothing else (docs/contracts.md, section 4)."""

from __future__ import annotations

import json
import time
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import requests
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

Message = dict[str, Any]

# The center stores and shows a turn's replies together: after so long without another one the turn is over.
QUIET_S = 0.5
PATIENCE_S = 20.0


class Customer:
    """Says things and hears what comes back."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._cookie = "; ".join(f"{name}={value}" for name, value in requests.get(url, timeout=10).cookies.items())
        self._socket: ClientConnection | None = None
        self.messages: list[Message] = []

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def conversation(self) -> str:
        """The conversation's id, which the signed cookie begins with."""
        return self._cookie.partition("=")[2].strip('"').partition(":")[0]

    def open(self) -> None:
        """Open the page, or open it again: the history comes first."""
        address = self._url.replace("http://", "ws://") + "/ws/chat/"
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                self._socket = connect(address, additional_headers={"Cookie": self._cookie}, origin=Origin(self._url))
                self.messages = json.loads(self._socket.recv(timeout=PATIENCE_S))["messages"]
                return
            except (ConnectionClosed, InvalidStatus, OSError):
                # The page tries again until the center is back; so does this one.
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.3)

    def close(self) -> None:
        """Close the page."""
        if self._socket is not None:
            self._socket.close()

    def says(self, text: str, within: float = PATIENCE_S) -> str:
        """Write something; returns everything that was answered, a line a message."""
        return self._turn({"type": "text", "id": str(uuid4()), "text": text}, within)

    def presses(self, title: str, within: float = PATIENCE_S) -> str:
        """Press the latest button of that title."""
        tokens = [
            button["token"] for message in self.messages for button in message["buttons"] if button["title"] == title
        ]
        return self._turn({"type": "button", "id": str(uuid4()), "token": tokens[-1]}, within)

    def hears(self, within: float = PATIENCE_S) -> str:
        """Wait for what comes without being asked."""
        return "\n".join(self._replies(within))

    def send(self, text: str) -> None:
        """Write something without waiting for an answer."""
        assert self._socket is not None
        self._socket.send(json.dumps({"type": "text", "id": str(uuid4()), "text": text}, ensure_ascii=False))

    def said(self) -> list[str]:
        """All the customer's own words as the center keeps them, in order."""
        return [message["text"] for message in self.messages if message["author"] == "customer"]

    def _turn(self, frame: Message, within: float) -> str:
        assert self._socket is not None
        self._socket.send(json.dumps(frame, ensure_ascii=False))
        return "\n".join(self._replies(within))

    def _replies(self, within: float) -> list[str]:
        deadline = time.monotonic() + within
        replies: list[str] = []
        while (left := (QUIET_S if replies else deadline - time.monotonic())) > 0:
            try:
                frame = self._next(left)
            except TimeoutError:
                break
            if frame["type"] == "message":
                self.messages.append(frame)
                if frame["author"] != "customer":
                    replies.append(frame["text"])
        return replies

    def _next(self, within: float) -> Message:
        assert self._socket is not None
        try:
            frame: Message = json.loads(self._socket.recv(timeout=within))
        except ConnectionClosed:
            time.sleep(0.2)
            self.open()
            return {"type": "reopened"}
        return frame
