"""转人工: a person at any moment, with everything that was said before."""

from __future__ import annotations

import re

import requests

from launch.stack import Stack
from tests.e2e.customer import Customer


def _desk(stack: Stack) -> requests.Session:
    """A signed-in agent's browser, without the browser."""
    agent = requests.Session()
    page = agent.get(f"{stack.url}/desk/", timeout=10)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    assert token, page.url
    agent.post(
        page.url,
        data={
            "csrfmiddlewaretoken": token.group(1),
            "username": stack.environment["SUDA_AGENT_USERNAME"],
            "password": stack.environment["SUDA_AGENT_PASSWORD"],
            "next": "/desk/",
        },
        headers={"Referer": page.url},
        timeout=10,
    ).raise_for_status()
    return agent


def test_a_person_in_the_middle_of_a_form(customer: Customer, stack: Stack) -> None:
    customer.says("我要寄快递")
    assert "转人工" in customer.says("我要找真人客服")
    queue = _desk(stack).get(f"{stack.url}/desk/", timeout=10).text
    assert "我要寄快递" in queue or "寄件" in queue


def test_not_understood_twice_then_a_person(customer: Customer) -> None:
    assert "没太明白" in customer.says("阿斯顿飞过海")
    assert "还是没明白" in customer.says("呜啦啦啵啵")
    assert "转人工" in customer.says("哔哩吧啦咕噜")
