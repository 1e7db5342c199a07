"""个案投诉: from the grievance to a ticket on the agents' desk, its progress, and never two for one."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.e2e.customer import Customer

DAMAGED = "SF1428805371164"


def _ticket_in(text: str) -> str:
    found = re.search(r"T\d{11}", text)
    assert found, text
    return found.group()


def test_a_damaged_parcel_becomes_one_ticket(customer: Customer) -> None:
    first = customer.says("东西摔坏了我要投诉")
    assert "真对不起" in first and "没护好" in first
    customer.says(DAMAGED)
    customer.says("1111")
    customer.says("昨天收到箱子破了，杯子碎了两个")
    opened = customer.says("照价赔偿")
    ticket = _ticket_in(opened)
    assert "前" in opened, "the time by which we answer"
    assert ticket in customer.says("我的投诉处理得怎么样了")

    customer.says("那个摔坏的快递我要投诉")
    customer.says("杯子碎了一直没人管")
    again = customer.says("没有")
    assert _ticket_in(again) == ticket, "the same grievance is the same ticket"


def test_conduct_without_a_parcel_and_its_progress_from_elsewhere(
    customer: Customer, new_customer: Callable[[], Customer]
) -> None:
    assert "受委屈" in customer.says("投诉快递员态度恶劣")
    customer.says("没有单号")
    customer.says("他在楼下骂骂咧咧，把件扔地上就走了")
    assert "手机" in customer.says("道歉")
    ticket = _ticket_in(customer.says("13800007777"))
    with new_customer() as elsewhere:
        assert "后四位" in elsewhere.says(f"工单{ticket}处理得怎么样了")
        assert "没对上" in elsewhere.says("1234")
        assert ticket in elsewhere.says("7777")
