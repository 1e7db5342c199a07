"""Talk to the assistant in the terminal, through the customers' own web socket (docs/contracts.md, section 4)."""

from __future__ import annotations

import asyncio
import json
import threading
import uuid
from dataclasses import dataclass, field
from io import FileIO
from typing import Any

import requests
from rich.console import Console
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Origin

from launch.errors import LaunchError

HELP = "Write to the assistant. :1 presses the first button, :2 the second ...; Ctrl-D leaves."
HTTP_TIMEOUT_S = 10
OPEN_TIMEOUT_S = 10
COLOURS = {"bot": "green", "agent": "cyan", "system": "yellow", "customer": "white"}


@dataclass
class Screen:
    """What the person sees: messages, each once, and the buttons that can be pressed now."""

    console: Console = field(default_factory=Console)
    last_seq: int = 0
    tokens: list[str] = field(default_factory=list)

    def show(self, event: dict[str, Any]) -> None:
        """Show one event of the socket; unknown kinds are passed over, as contracts may grow."""
        if event["type"] == "history":
            for message in event["messages"]:
                self._show_message(message, mine_too=True)
        elif event["type"] == "message":
            self._show_message(event, mine_too=False)
        elif event["type"] == "refused":
            self.print(f"(not accepted: {event['reason']})", "red")

    def _show_message(self, message: dict[str, Any], mine_too: bool) -> None:
        if message["seq"] <= self.last_seq:
            return
        self.last_seq = message["seq"]
        author = message["author"]
        if author == "customer" and not mine_too:
            return
        self.print(f"{author}: {message['text']}", COLOURS.get(author, "white"))
        buttons = message.get("buttons") or []
        self.tokens = [button["token"] for button in buttons]
        for number, button in enumerate(buttons, start=1):
            self.print(f"   :{number} {button['title']}", "bold")

    def print(self, text: str, style: str) -> None:
        """As it is: what looks like markup in a customer's words is their words."""
        self.console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)

    def frame_for(self, line: str) -> dict[str, str] | None:
        """What to send for a typed line; None for a button that is not there."""
        message_id = str(uuid.uuid4())
        if not (line.startswith(":") and line[1:].isdecimal()):
            return {"type": "text", "id": message_id, "text": line}
        number = int(line[1:])
        if not 1 <= number <= len(self.tokens):
            return None
        return {"type": "button", "id": message_id, "token": self.tokens[number - 1]}


async def chat(url: str) -> None:
    """Hold a conversation with the product at `url` until the input ends.

    Raises LaunchError when the page or the socket cannot be opened or the connection breaks.
    """
    cookie = await asyncio.to_thread(_conversation_cookie, url)
    address = "ws" + url.removeprefix("http") + "/ws/chat/"
    screen = Screen()
    screen.print(HELP, "dim")
    try:
        headers = {"Cookie": cookie}
        async with connect(
            address, origin=Origin(url), additional_headers=headers, open_timeout=OPEN_TIMEOUT_S
        ) as socket:
            listening = asyncio.create_task(_listen(socket, screen))
            typing = asyncio.create_task(_type(socket, screen))
            done, pending = await asyncio.wait({listening, typing}, return_when=asyncio.FIRST_COMPLETED)
            for task in pending:
                task.cancel()
            for task in done:
                task.result()
    except (ConnectionClosed, InvalidHandshake, OSError) as error:
        raise LaunchError(f"The conversation at {address} broke off: {error}.") from error


def _conversation_cookie(url: str) -> str:
    """The cookie that names the conversation, as the page gives it to a browser."""
    try:
        response = requests.get(url + "/", timeout=HTTP_TIMEOUT_S)
        response.raise_for_status()
    except requests.RequestException as error:
        raise LaunchError(f"The page at {url} does not open ({type(error).__name__}).") from error
    return "; ".join(f"{name}={value}" for name, value in response.cookies.items())


async def _listen(socket: ClientConnection, screen: Screen) -> None:
    """Show whatever comes; the other side does not end a conversation, so its end is an error."""
    async for raw in socket:
        screen.show(json.loads(raw))
    raise LaunchError("The assistant ended the conversation.")


async def _type(socket: ClientConnection, screen: Screen) -> None:
    """Send what is typed, line by line, until the input ends."""
    lines = _typed_lines()
    while (line := await lines.get()) is not None:
        if not line.strip():
            continue
        frame = screen.frame_for(line.strip())
        if frame is None:
            screen.print("(there is no such button)", "red")
        else:
            await socket.send(json.dumps(frame, ensure_ascii=False))


def _typed_lines() -> asyncio.Queue[str | None]:
    """The lines of the standard input as they come, then None.

    Read by a thread that ends with the process, and unbuffered: waiting in a buffered read it would hold a lock that
    Python wants at its end.
    """
    lines: asyncio.Queue[str | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def read() -> None:
        with FileIO(0, closefd=False) as standard_input:
            for raw in standard_input:
                loop.call_soon_threadsafe(lines.put_nowait, raw.decode("utf-8", errors="replace"))
        loop.call_soon_threadsafe(lines.put_nowait, None)

    threading.Thread(target=read, name="typed lines", daemon=True).start()
    return lines
