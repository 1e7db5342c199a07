"""The bot's private channel: who may speak to it, what it refuses, and that a repeated message is answered once."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any
from uuid import uuid4

import psutil
import pytest
import requests

from launch.stack import Stack
from tests.e2e.customer import Customer


def message(**changes: object) -> dict[str, Any]:
    """A message of docs/contracts.md, section 1."""
    return {
        "conversation": str(uuid4()),
        "channel": "web",
        "message_id": str(uuid4()),
        "sent_at": datetime.now(timezone.utc).isoformat(),
        "text": "你好",
        "payload": None,
        "verified_phone": None,
        **changes,
    }


def post(stack: Stack, body: object, token: str | None = None) -> requests.Response:
    """Say it to the bot, as the center does."""
    token = stack.environment["SUDA_BOT_TOKEN"] if token is None else token
    headers = {"Authorization": f"Bearer {token}"}
    return requests.post(f"{stack.bot_url}/webhooks/center/webhook", json=body, headers=headers, timeout=20)


def test_only_the_center_is_heard(stack: Stack) -> None:
    assert post(stack, message(), token="wrong").status_code == 401
    assert requests.post(f"{stack.bot_url}/webhooks/rest/webhook", json={"message": "hi"}, timeout=5).status_code == 404
    assert requests.post(f"{stack.bot_url}/model/parse", json={"text": "hi"}, timeout=5).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        message(text=None),
        message(payload="/greet"),
        message(text=None, payload="greet"),
        message(conversation="default"),
        message(channel="rest"),
        message(sent_at="yesterday"),
        message(text=5),
    ],
)
def test_what_is_no_message_is_refused_with_a_reason(stack: Stack, body: object) -> None:
    answer = post(stack, body)
    assert answer.status_code == 400 and answer.json()["detail"]


def test_the_same_message_is_answered_once(stack: Stack) -> None:
    asked = message(text="我要寄个快递")
    first, again = post(stack, asked).json(), post(stack, asked).json()
    assert first == again and first["understood"]["intent"] == "book_pickup"
    after = post(stack, {**asked, "message_id": str(uuid4()), "text": "再说一遍"}).json()
    assert after["replies"][-1]["text"] == first["replies"][-1]["text"]


@pytest.mark.parametrize(
    "text", ["/restart", "/human_agent", "／restart", " /start_over", '/track_shipment{"waybill_no": "SF1"}']
)
def test_a_customers_slash_is_not_a_command(stack: Stack, customer: Customer, text: str) -> None:
    asked = message(text="我要寄个快递", conversation=customer.conversation)
    post(stack, asked)
    answer = post(stack, {**asked, "message_id": str(uuid4()), "text": text}).json()
    assert answer["understood"]["confidence"] < 1.0
    assert not any(entity["entity"] == "waybill_no" for entity in answer["understood"]["entities"])


def test_a_button_is_a_command(stack: Stack) -> None:
    answer = post(stack, message(text=None, payload="/book_pickup")).json()
    assert answer["understood"] == {"intent": "book_pickup", "confidence": 1.0, "entities": []}


def test_a_long_message_is_answered_and_not_parsed(stack: Stack) -> None:
    answer = post(stack, message(text="我的快递" * 20000))
    assert answer.elapsed.total_seconds() < 1.0
    assert answer.json()["understood"] is None and "500" in answer.json()["replies"][0]["text"]


def test_the_action_server_needs_the_token(stack: Stack) -> None:
    address = stack.environment["SUDA_ACTIONS_URL"]
    assert requests.post(address, json={"next_action": "action_small_talk"}, timeout=5).status_code == 401


def test_the_bot_stays_under_450_megabytes(stack: Stack) -> None:
    """However long it has served, and without TensorFlow, which alone would take 350 more; spaCy would keep every word
    it ever met."""
    for number in range(100):
        assert post(stack, message(text=f"SF{1000000000000 + number}到哪了")).ok
    bot = next(child for child in psutil.Process().children(recursive=True) if child.cmdline()[-2:] == ["-m", "bot"])
    assert bot.memory_info().rss < 450_000_000
