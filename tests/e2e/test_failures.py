"""Killing any process in the middle of a conversation loses no message, and the customer is never left in silence."""

from __future__ import annotations

import time

import pytest
import requests

from launch.stack import Stack
from tests.e2e.customer import Customer

HONEST_WITHIN_S = 8.0


@pytest.mark.parametrize("process", ["bot", "actions"])
def test_an_honest_sentence_then_the_real_answer(stack: Stack, customer: Customer, process: str) -> None:
    customer.says("我的快递到哪了")
    stack.kill(process)
    try:
        began = time.monotonic()
        honest = customer.says("SF1428805371164", within=HONEST_WITHIN_S)
        assert honest and time.monotonic() - began < HONEST_WITHIN_S
        assert "后四位" not in honest
        customer.send("1111")
    finally:
        stack.start(process)
    heard = ""
    deadline = time.monotonic() + 60
    while "正在路上" not in heard and time.monotonic() < deadline:
        heard += customer.hears(within=5)
    assert heard.index("后四位") < heard.index("正在路上"), "both messages were answered, in order"


@pytest.mark.parametrize("trouble", ["refuse", "error", "garbage", "hang"])
def test_the_carrier_is_down(stack: Stack, customer: Customer, trouble: str) -> None:
    requests.put(f"{stack.sandbox_url}/switches", json={"outage": trouble}, timeout=5).raise_for_status()
    try:
        began = time.monotonic()
        honest = customer.says("查一下SF1428805371164", within=HONEST_WITHIN_S)
        assert "系统" in honest and time.monotonic() - began < HONEST_WITHIN_S
    finally:
        requests.post(f"{stack.sandbox_url}/switches/reset", timeout=5).raise_for_status()
    assert "后四位" in customer.says("查一下SF1428805371164")


@pytest.mark.parametrize("process", ["worker", "web", "sandbox", "database"])
def test_killed_and_started_again_nothing_is_lost(stack: Stack, customer: Customer, process: str) -> None:
    customer.says("你好")
    if process in ("web", "database"):
        stack.kill(process)
        stack.start(process)
        stack.wait_ready()
        customer.open()
        customer.send("我的快递到哪了")
    else:
        customer.send("我的快递到哪了")
        stack.kill(process)
        stack.start(process)
    heard, deadline = "", time.monotonic() + 60
    while "运单号" not in heard and time.monotonic() < deadline:
        heard += customer.hears(within=5)
    assert "运单号" in heard
    assert customer.said() == ["你好", "我的快递到哪了"]
