"""A conversation may go on for ever: a turn costs the same, and what was proven and said last is still known."""

from __future__ import annotations

import time
from statistics import median

from tests.e2e.customer import Customer

TURNS = 70
COMPARED = 10


def test_a_turn_costs_the_same_at_the_end(customer: Customer) -> None:
    customer.says("查一下SF1428805371164")
    assert "正在路上" in customer.says("1111")
    spent = []
    for turn in range(TURNS):
        began = time.monotonic()
        assert customer.says(("你好", "玻璃杯怎么包装", "谢谢", "特快和标快有什么区别")[turn % 4])
        spent.append(time.monotonic() - began)
    assert median(spent[-COMPARED:]) < 1.5 * median(spent[:COMPARED])
    last = customer.messages[-1]["text"]
    assert last in customer.says("再说一遍")
    assert "正在路上" in customer.says("SF1428805371164现在到哪了"), "the proof is not asked for again"
