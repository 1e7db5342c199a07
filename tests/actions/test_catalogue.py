"""业务咨询, asked of a real action server over HTTP; what is said is filled in by Rasa's own templates."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml
from rasa.core.nlg.interpolator import interpolate

ROOT = Path(__file__).resolve().parents[2]
RESPONSES = yaml.safe_load((ROOT / "data/responses/catalogue.yml").read_text(encoding="utf-8"))["responses"]
TOKEN = "only-for-this-test"


@dataclass(frozen=True)
class Answer:
    """What the customer hears and sees, and the slots that were set."""

    text: str
    buttons: list[str]
    slots: dict[str, Any]


Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The action server. Nothing of the catalogue asks the carrier or the center, so nobody listens there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    nowhere = "http://127.0.0.1:9"
    settings = {
        **{"SUDA_ACTIONS_PORT": str(port), "SUDA_ACTIONS_TOKEN": TOKEN},
        **{"CARRIER_URL": nowhere, "CARRIER_PARTNER_ID": "x", "CARRIER_CHECKWORD": "x"},
        **{"SUDA_CENTER_URL": nowhere, "SUDA_CENTER_TOKEN": "x"},
    }
    process = subprocess.Popen([sys.executable, "-m", "actions"], cwd=ROOT, env={**os.environ, **settings})
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{url}/health", process)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for(url: str, process: subprocess.Popen[bytes], patience: float = 30.0) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        assert process.poll() is None, "the action server ended"
        try:
            if requests.get(url, timeout=1).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError(f"{url} did not answer within {patience:g} s")


@pytest.fixture
def ask(server: str) -> Ask:
    """Ask an action what it says to a text that was understood with an intent and entities."""

    def asked(action: str, text: str, intent: str = "", form: str | None = None, **entities: Any) -> Answer:
        found = [
            {"entity": name, "value": value}
            for name, values in entities.items()
            for value in (values if isinstance(values, list) else [values])
        ]
        tracker = {
            "sender_id": "5a1c2f4e-0000-4000-8000-000000000001",
            "slots": {},
            "latest_message": {"text": text, "intent": {"name": intent}, "entities": found, "metadata": {}},
            "events": [],
            "active_loop": {"name": form} if form else {},
        }
        call = {"next_action": action, "tracker": tracker, "domain": {}, "version": "3.6.2"}
        answer = requests.post(f"{server}/webhook", json=call, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=10)
        answer.raise_for_status()
        said = [_told(reply) for reply in answer.json()["responses"]]
        return Answer(
            text="\n".join(reply["text"] for reply in said),
            buttons=[button["payload"] for reply in said for button in reply.get("buttons", [])],
            slots={event["name"]: event["value"] for event in answer.json()["events"] if event["event"] == "slot"},
        )

    return asked


def _told(reply: dict[str, Any]) -> dict[str, Any]:
    """The reply in words; of a response with variants the first, after a look that none lacks a value."""
    if not reply["response"]:
        return reply
    variants: list[dict[str, Any]] = [interpolate(deepcopy(one), reply) for one in RESPONSES[reply["response"]]]
    assert not [variant for variant in variants if "{" in variant["text"]]
    return variants[0]


def service(ask: Ask, text: str, **more: Any) -> Answer:
    return ask("action_answer_service_type", text, "ask_service_type", **more)


def test_a_product_is_explained_and_a_quote_offered(ask: Ask) -> None:
    answer = service(ask, "特快是什么", product="express")
    assert answer.text.startswith("特快走最快的线路")
    assert answer.text.endswith("要不要我帮您查一下运费和到达时间？")
    assert answer.buttons == ['/ask_price{"product": "express"}', '/book_pickup{"product": "express"}']
    assert answer.slots == {"offer": "quote_form"}


def test_an_added_service_is_offered_with_a_pickup(ask: Ask) -> None:
    answer = service(ask, "签单返还是什么意思", product="signed_return")
    assert "再把回单给您寄回来" in answer.text
    assert answer.slots == {"offer": "pickup_form"}


def test_what_needs_a_contract_goes_to_a_person(ask: Ask) -> None:
    answer = service(ask, "怎么办月结", product="monthly_account")
    assert answer.buttons == ["/human_agent"]
    assert answer.slots == {"offer": "action_hand_over"}


def test_two_products_are_told_apart(ask: Ask) -> None:
    answer = service(ask, "标快和特快差在哪", product=["standard", "express"])
    assert "特快优先走飞机" in answer.text
    assert "标快速度和价格都适中" in answer.text


def test_two_products_nobody_has_compared_are_described(ask: Ask) -> None:
    answer = service(ask, "自提和保价有什么不一样", product=["self_pickup", "insurance"])
    assert "自提就是" in answer.text
    assert "保价是" in answer.text


def test_a_product_and_going_without_it(ask: Ask) -> None:
    assert "按运费的倍数赔" in service(ask, "保价跟不保价差多少", product="insurance").text


def test_a_need_gets_the_product_that_fits(ask: Ask) -> None:
    answer = service(ask, "想给爸妈寄一箱荔枝，选哪个好", goods="荔枝")
    assert "建议走生鲜速配" in answer.text
    assert answer.buttons[0] == '/ask_price{"product": "fresh"}'


def test_with_nothing_named_everything_is_offered(ask: Ask) -> None:
    answer = service(ask, "你们都有啥服务")
    assert all(name in answer.text for name in ("次晨达", "经济件", "保价", "冷链", "国际件", "到付", "月结"))


def test_a_known_question_comes_before_the_product_in_it(ask: Ask) -> None:
    assert "搬楼费会先跟您说好" in service(ask, "大件没有电梯给搬上楼吗", product="heavy").text


def test_inside_a_form_the_answer_offers_nothing_else(ask: Ask) -> None:
    answer = service(ask, "特快是什么", product="express", form="pickup_form")
    assert answer.text.endswith("会改走陆运的标快。")
    assert answer.buttons == []
    assert "offer" not in answer.slots


def sendable(ask: Ask, text: str, **more: Any) -> Answer:
    return ask("action_answer_prohibited_items", text, "ask_prohibited_items", **more)


def test_goods_that_may_not_be_sent(ask: Ask) -> None:
    answer = sendable(ask, "烟花能寄吗", goods="烟花")
    assert answer.text == "易燃易爆的东西不能寄，汽油、打火机、烟花、油漆都不行。建议您到目的地再买。"
    assert answer.slots == {}


def test_goods_with_a_condition(ask: Ask) -> None:
    answer = sendable(ask, "充电宝可以寄不", goods="充电宝")
    assert "只能走陆运" in answer.text
    assert answer.slots == {"offer": "pickup_form"}


def test_several_goods_are_answered_once_each(ask: Ask) -> None:
    text = sendable(ask, "白酒红酒和打火机能一起寄吗", goods=["白酒", "红酒", "打火机"]).text
    assert text.count("酒可以寄") == 1
    assert "易燃易爆的东西不能寄" in text


def test_goods_are_found_in_the_words_when_nothing_was_extracted(ask: Ask) -> None:
    assert "只能走陆运" in sendable(ask, "移动电源收不收").text


def test_unknown_goods_get_an_honest_answer(ask: Ask) -> None:
    answer = sendable(ask, "貔貅摆件底座原石能寄吗", goods="陨铁原石")
    assert "“陨铁原石”能不能寄，我没有把握" in answer.text
    assert answer.slots == {"offer": "action_hand_over"}


def test_no_goods_at_all(ask: Ask) -> None:
    assert sendable(ask, "有什么不能寄").text.endswith("您想寄的是什么？")


def place(ask: Ask, text: str, **more: Any) -> Answer:
    return ask("action_answer_coverage", text, "ask_coverage_or_outlet", **more)


@pytest.mark.parametrize(
    ("text", "entities", "said"),
    [
        ("厦门送得到吗", {"city": "厦门市"}, "厦门市可以寄、可以送"),
        ("喀什能不能到", {}, "喀什地区能送到，就是路远，比一般的地方要多 2 个工作日"),
        ("墨脱县送不送", {}, "墨脱目前还送不到"),
        ("能寄香港吗", {"city": "香港特别行政区"}, "香港能寄"),
        ("寄到日本可以吗", {}, "日本可以寄，走国际件"),
        ("能寄德国不", {}, "不敢随便答应您"),
        ("我家那边能到吗", {}, "城市"),
        ("我们村里给送吗", {}, "省、市、县和镇名"),
    ],
)
def test_whether_a_place_is_served(ask: Ask, text: str, entities: dict[str, str], said: str) -> None:
    assert said in place(ask, text, **entities).text


def test_an_address_is_a_place_too(ask: Ask) -> None:
    address = {"text": "青海省西宁市城西区五四大街", "province": "青海省", "city": "西宁市", "district": "城西区"}
    assert "西宁市能送到" in place(ask, "这里能送吗", address=address).text


def test_outlets_of_a_district(ask: Ask) -> None:
    text = place(ask, "上海徐汇有网点吗", city="上海市").text
    assert "上海徐汇漕河泾营业点，桂平路 420 号，营业时间 08:00 到 21:00" in text
    assert "浦东" not in text


def test_outlets_we_do_not_have_a_list_of(ask: Ask) -> None:
    assert "不想让您白跑一趟" in place(ask, "漳州的营业部在哪", city="漳州市").text


@pytest.mark.parametrize(
    ("action", "intent", "text", "said"),
    [
        ("action_answer_packaging", "ask_packaging", "花瓶要怎么包", "气泡膜"),
        ("action_answer_packaging", "ask_packaging", "封好了还要开箱检查吗", "当面封"),
        ("action_answer_insurance", "ask_insurance_or_claims_policy", "保价贵不贵，保费多少", "0.5%"),
        ("action_answer_service_hours", "ask_service_hours", "你们几天上班", "一年 365 天都收都送"),
        ("action_answer_service_hours", "ask_service_hours", "除夕那天还收件吗", "过节期间件多"),
        ("action_answer_hotline", "ask_hotline", "客服号码多少", "95338"),
        ("action_answer_hotline", "ask_hotline", "投诉打什么电话", "开工单"),
        ("action_answer_merchant_order", "ask_merchant_order", "我买的东西啥时候发", "由店铺来定"),
        ("action_answer_merchant_order", "ask_merchant_order", "帮我换个尺码", "要店铺客服来改"),
    ],
)
def test_questions_of_rules_and_hours(ask: Ask, action: str, intent: str, text: str, said: str) -> None:
    assert said in ask(action, text, intent).text
