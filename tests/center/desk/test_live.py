"""The desk against the whole center: what an agent says reaches the customer's socket, and the other way round."""

import asyncio
import json
import os
import re
import subprocess
import sys
from typing import Any
from uuid import uuid4

import pytest
import requests
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from center.env import env
from tests.center.processes import ROOT, Center
from tests.center.visitor import visit

PASSWORD = "correct horse battery"


def logged_in(center: Center, name: str) -> requests.Session:
    """An agent's browser, through the login page."""
    account = {"DATABASE_URL": center.database_url, "SUDA_AGENT_USERNAME": name, "SUDA_AGENT_PASSWORD": PASSWORD}
    command = [sys.executable, "-m", "center", "ensure_agent"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **account}, check=True, timeout=30)
    browser = requests.Session()
    browser.get(f"{center.url}/desk/login/", timeout=10)
    press(browser, center, "/desk/login/", username=name, password=PASSWORD)
    return browser


def press(browser: requests.Session, center: Center, path: str, **fields: str) -> requests.Response:
    """Send a form with the token of the page."""
    token = {"csrfmiddlewaretoken": browser.cookies["csrftoken"]}
    answer = browser.post(f"{center.url}{path}", {**token, **fields}, timeout=10)
    answer.raise_for_status()
    return answer


def desk_socket(center: Center, browser: requests.Session, conversation: object) -> Any:
    """The socket of an open desk page."""
    cookie = {"Cookie": f"sessionid={browser.cookies.get('sessionid', '')}"}
    address = f"{center.url.replace('http', 'ws')}/ws/desk/{conversation}/"
    return connect(address, additional_headers=cookie, origin=Origin(center.url))


async def test_agent_and_customer_talk_live(center: Center) -> None:
    browser = await asyncio.to_thread(logged_in, center, "live_agent")
    async with visit(center.url) as visitor:
        await visitor.answer_to(await visitor.say("我要找人工"))
        await visitor.until(lambda: visitor.texts("bot"))
        (row,) = center.rows("SELECT conversation_id FROM conversations_message WHERE text = %s", "我要找人工")
        conversation = row[0]
        opened = await asyncio.to_thread(ask_for_a_person, center, conversation)
        assert opened.status_code == 201

        of_one = f"/desk/conversations/{conversation}"
        async with desk_socket(center, browser, conversation) as desk:
            await asyncio.to_thread(press, browser, center, f"{of_one}/take/")
            await visitor.until(lambda: visitor.texts("system"))
            reply = {"text": "您好,我来帮您看", "id": str(uuid4())}
            await asyncio.to_thread(lambda: press(browser, center, f"{of_one}/say/", **reply))
            assert await visitor.until(lambda: "您好,我来帮您看" in visitor.texts("agent")) < 2

            said_by_bot = len(visitor.texts("bot"))
            await visitor.answer_to(await visitor.say("谢谢,我的件坏了"))
            async with asyncio.timeout(5):
                while json.loads(await desk.recv())["news"] != "lists":
                    pass
        news = await asyncio.to_thread(lambda: browser.get(f"{center.url}{of_one}/news/?after=1", timeout=10).text)
        assert "谢谢,我的件坏了" in news
        await visitor.listen(1.0)
        assert len(visitor.texts("bot")) == said_by_bot


def ask_for_a_person(center: Center, conversation: object) -> requests.Response:
    """What the actions server does."""
    body = {"conversation": str(conversation), "reason": "asked", "intent": "human_agent", "summary": "", "tried": []}
    headers = {"Authorization": f"Bearer {env().center_token}", "Idempotency-Key": str(uuid4())}
    return requests.post(f"{center.url}/internal/v1/handoffs", json=body, headers=headers, timeout=10)


async def test_the_desks_socket_is_for_agents_only(center: Center) -> None:
    with pytest.raises(InvalidStatus, match=re.escape("403")):
        async with desk_socket(center, requests.Session(), uuid4()):
            pass
