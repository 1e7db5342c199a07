"""The terminal client, against a real web socket server that speaks section 4 of docs/contracts.md."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from launch.chat import Screen
from launch.child import Program
from launch.network import LOOPBACK, answers_ok, free_port
from launch.settings import CHECKOUT
from launch.supervisor import Supervisor

# Answers every text with itself and a button; says which button was pressed; wants cookie and Origin.
CENTER = """
import os
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute

ORIGIN = os.environ["ORIGIN"]

def message(seq, author, text, buttons=()):
    shown = {"seq": seq, "author": author, "text": text, "buttons": list(buttons), "at": "", "id": str(seq)}
    return {"type": "message", **shown}

def page(request):
    response = PlainTextResponse("hello")
    response.set_cookie("conversation", "signed-value", httponly=True)
    return response

async def chat(socket):
    if socket.cookies.get("conversation") != "signed-value" or socket.headers.get("origin") != ORIGIN:
        return await socket.close()
    await socket.accept()
    await socket.send_json({"type": "history", "messages": [message(1, "bot", "您好 [bold]")]})
    seq = 1
    async for event in socket.iter_json():
        if event.get("text") == "leave":
            return await socket.close()
        await socket.send_json({"type": "stored", "id": event["id"], "seq": seq + 1})
        await socket.send_json(message(seq + 1, "customer", event.get("text", "pressed")))
        await socket.send_json({"type": "typing"})
        words = f"heard {event['text']}" if event["type"] == "text" else f"pressed {event['token']}"
        await socket.send_json(message(seq + 2, "bot", words, [{"title": "确认下单", "token": "tok-en"}]))
        seq += 2

app = Starlette(routes=[Route("/", page), WebSocketRoute("/ws/chat/", chat)])
"""


@pytest.fixture
def center(supervisor: Supervisor, tmp_path: Path) -> Iterator[str]:
    """The address of such a server."""
    url = f"http://{LOOPBACK}:{(port := free_port())}"
    (tmp_path / "tiny_center.py").write_text(CENTER, encoding="utf-8")
    argv = (sys.executable, "-m", "uvicorn", "tiny_center:app", "--host", LOOPBACK, "--port", str(port))
    program = Program("web", argv, {"ORIGIN": url}, tmp_path, tmp_path / "web.log", ready=lambda: answers_ok(url))
    supervisor.start(program)
    supervisor.wait_ready(["web"])
    yield url


CLIENT = """
import asyncio, sys
from launch.chat import chat
from launch.errors import LaunchError
try:
    asyncio.run(chat(sys.argv[1]))
except LaunchError as error:
    sys.exit(str(error))
"""


def client(url: str) -> subprocess.Popen[str]:
    """The client, with its keyboard and its screen in our hands."""
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-c", CLIENT, url], cwd=CHECKOUT, stdin=pipe, stdout=pipe, stderr=pipe, text=True, bufsize=1
    )


def test_a_conversation_with_a_button(center: str) -> None:
    with client(center) as person:
        assert person.stdin is not None and person.stdout is not None
        seen = [person.stdout.readline() for _ in range(2)]
        assert seen[1] == "bot: 您好 [bold]\n"
        print("我的快递呢", file=person.stdin)
        assert person.stdout.readline() == "bot: heard 我的快递呢\n"
        assert person.stdout.readline() == "   :1 确认下单\n"
        print(":2", file=person.stdin)
        assert person.stdout.readline() == "(there is no such button)\n"
        print(":1", file=person.stdin)
        assert person.stdout.readline() == "bot: pressed tok-en\n"
        person.stdin.close()
        assert person.wait(20) == 0


def test_a_connection_that_ends_is_one_sentence(center: str) -> None:
    with client(center) as person:
        assert person.stdin is not None and person.stdout is not None and person.stderr is not None
        print("leave", file=person.stdin)
        assert person.wait(20) == 1
        assert person.stderr.read() == "The assistant ended the conversation.\n"


def test_a_page_that_does_not_open_is_one_sentence() -> None:
    with client(f"http://{LOOPBACK}:{free_port()}") as person:
        _, said = person.communicate(timeout=20)
        assert person.returncode == 1
        assert said.startswith("The page at http://127.0.0.1:") and said.count("\n") == 1


def test_a_message_is_shown_once_however_often_it_comes(capsys: pytest.CaptureFixture[str]) -> None:
    screen = Screen()
    message = {"type": "message", "seq": 4, "author": "agent", "text": "我是客服", "buttons": []}
    screen.show({"type": "history", "messages": [message]})
    screen.show(message)
    screen.show({"type": "something new"})
    assert capsys.readouterr().out == "agent: 我是客服\n"
