"""快件查询, from the customer's page to the carrier and back. The parcels are those of sandbox/world.yml."""

from __future__ import annotations

from collections.abc import Callable

import requests

from launch.stack import Stack
from tests.e2e.customer import Customer

IN_TRANSIT, OUT_FOR_DELIVERY, SILENT, IN_LOCKER = (
    "SF1428805371164",
    "SF1366920185701",
    "SF1840277519903",
    "SF1907334562218",
)


def test_a_parcel_is_shown_only_after_the_right_digits(customer: Customer) -> None:
    assert "运单号" in customer.says("我的快递到哪了")
    asked = customer.says(IN_TRANSIT)
    assert "后四位" in asked and "西安" not in asked
    wrong = customer.says("9999")
    assert "再试 2 次" in wrong and "西安" not in wrong
    told = customer.says("尾号1111")
    assert "正在路上" in told and "西安" in told and "预计" in told
    assert "正在路上" in customer.says("现在到哪儿了"), "what was proven once is not asked for again"


def test_several_at_once_in_any_writing(customer: Customer) -> None:
    asked = customer.says("帮我查一下ＳＦ1366920185701和sf 1428 8053 71164")
    assert "2 个快件" in asked
    told = customer.says("手机后四位是二二二二")
    assert OUT_FOR_DELIVERY in told and "正在派送" in told
    assert "尾号 2222" in told and "西安" not in told, "the other parcel belongs to another phone"


def test_my_parcels_need_a_code_sent_to_the_phone(customer: Customer, stack: Stack) -> None:
    sent = customer.says("查我的快递，手机号13800005555")
    assert "验证码" in sent and IN_LOCKER not in sent
    assert "验证码不对" in customer.says("000000")
    received = requests.get(
        f"{stack.sandbox_url}/phones/13800005555", headers={"Accept": "application/json"}, timeout=5
    ).json()["messages"]
    code = next(word for word in received[-1]["text"].replace(",", " ").replace("，", " ").split() if word.isdigit())
    assert IN_LOCKER in customer.says(code)


def test_each_way_of_not_finding_has_its_own_answer(customer: Customer) -> None:
    assert "没有查到" in customer.says("查SF9999999999999")
    assert "不像我们的运单号" in customer.says("12345")
    customer.says("SF1215590437786")
    assert "还没有" in customer.says("6666")
    customer.says("SF1002294471886")
    assert "三个多月" in customer.says("1111")


def test_silence_is_said_and_a_ticket_offered(customer: Customer) -> None:
    customer.says(f"{SILENT}怎么三天没动静了")
    told = customer.says("4444")
    assert "没有新消息" in told and "登记" in told
    assert "真对不起" in customer.says("要")


def test_guessing_is_stopped_over_all_conversations(new_customer: Callable[[], Customer]) -> None:
    heard = ""
    for first in range(3):
        with new_customer() as stranger:
            stranger.says("查SF1573048826640")
            for guess in range(3):
                heard += stranger.says(f"{first}{guess}07")
    assert "不能再试" in heard and "签收" not in heard
    with new_customer() as owner:
        owner.says("查SF1573048826640")
        assert "签收" not in owner.says("3333"), "locked for everybody, and the right digits do not tell"
