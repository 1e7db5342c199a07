"""下单寄件: from one sentence or step by step to an order at the carrier, changed and cancelled again."""

from __future__ import annotations

import re

import requests

from launch.stack import Stack
from tests.e2e.customer import Customer

SENDER = "深圳市南山区科技园路1号创新大厦8楼 林晓 13800001111"
RECEIVER = "王建国 13800003333 北京市朝阳区望京街9号院2号楼1106"


def test_from_one_sentence_to_an_order_that_can_be_tracked(customer: Customer, stack: Stack) -> None:
    assert "科技园" in customer.says("明天下午三点来科技园取件寄北京，两公斤文件")
    assert "北京" in customer.says(SENDER)
    read_back = customer.says(RECEIVER)
    for part in ("明天下午3点", "林晓", "王建国", "文件", "2 公斤", "元", "预计"):
        assert part in read_back
    assert "后天上午" in customer.says("不对，改成后天上午")
    booked = customer.presses("确认下单")
    waybill = re.search(r"SF\d{13}", booked)
    assert waybill and "订单号" in booked
    kept = requests.get(f"{stack.sandbox_url}/parcels/{waybill.group()}", timeout=5).json()
    assert kept["parcel"]["receiver"]["name"] == "王建国"
    assert "还没有" in customer.says(f"查一下{waybill.group()}") + customer.says("1111")


def test_step_by_step_with_a_question_in_between_then_cancelled(customer: Customer) -> None:
    assert "取件" in customer.says("我要寄个快递")
    customer.says(SENDER)
    aside = customer.says("充电宝能寄吗")
    assert "充电宝" in aside or "电池" in aside
    assert "寄到哪里" in aside, "after the answer the form goes on"
    customer.says(RECEIVER)
    customer.says("一件羽绒服")
    customer.says("3斤左右")
    read_back = customer.says("明天上午10点")
    assert "1.5 公斤" in read_back and "羽绒服" in read_back
    assert "运单号" in customer.says("好的，下单吧")
    assert "确认取消" in customer.says("刚才那单取消取件")
    assert "取消好了" in customer.presses("确认取消")


def test_a_booked_pickup_is_moved(customer: Customer) -> None:
    customer.says(f"明天上午10点来取件，{SENDER}")
    customer.says(RECEIVER)
    customer.says("文件，1公斤")
    first = re.search(r"SD\w+", customer.says("没问题，下单"))
    assert first
    moved = customer.says("取件时间改到后天下午2点")
    assert "后天下午2点" in moved
    done = customer.says("对")
    assert "改好了" in done and first.group() not in done


def test_what_cannot_be_done_comes_with_another_way(customer: Customer) -> None:
    customer.says(f"凌晨3点来取件，{SENDER}")
    refused = customer.says("寄一箱烟花爆竹")
    assert "不能寄" in refused
    late = customer.says(RECEIVER) + customer.says("换成文件，2公斤")
    assert "收件是" in late or "什么时候取件" in late
