"""One normal form, reached once and kept."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.extract import extract
from bot.nlu.normalise import normalise
from tests.nlu.reading import NOW, cost

CASES = [
    ("我要寄速遞,貨件到邊度了", "我要寄快递,快件到哪里了"),
    ("請問我的包裹到哪裡了？", "请问我的包裹到哪里了?"),
    ("怎麼一直停著,資訊沒更新,聯絡誰", "怎么一直停着,信息没更新,联系谁"),
    ("著名的東西", "著名的东西"),
    ("ＳＦ１２３４５６７８９０１２３", "SF1234567890123"),
    ("快\u200b递\ufeff呢", "快递呢"),
    ("快递呢😂😭[流泪]", "快递呢"),
    ("快快快快快!!!!!", "快快!"),
    ("尾号8888", "尾号8888"),
    ("幺三八零零幺三八零零零", "13800138000"),
    ("我有一个包裹三天没动", "我有一个包裹三天没动"),
    ("/restart", "restart"),
    ("／ /\u200b/affirm", "affirm"),
    ("明天9-11点", "明天9-11点"),
    ("  两\t行\r\n\r\n字  ", "两 行\n字"),
    ("٣٤٥", "345"),
    ("张三 13800138000", "张三 13800138000"),
    ("TK20261121-0007", "TK20261121-0007"),
    ("0755 1234 5678", "0755 1234 5678"),
    ("😂", ""),
    ("[微[微笑]笑]你好", "你好"),
    ("1️⃣2️⃣3️⃣", "123"),
]
# What customers write, so that random texts come near the rules and not only near nothing.
FRAGMENTS = st.sampled_from(
    [
        "[",
        "微笑",
        "微笑]",
        "½",
        "×",
        "SF",
        "sf ",
        "幺",
        "三",
        "一",
        "两",
        "零",
        "1",
        "38",
        "0013 8000",
        "-",
        " ",
        ",",
        "/",
        "／",
        "明天",
        "下午",
        "晚上",
        "早上",
        "3点",
        "10点",
        "到",
        "寄",
        "深圳",
        "北京市",
        "南山区",
        "路1号",
        "栋",
        "张三",
        "收件人:",
        "公斤",
        "块",
        "万",
        "半",
        "个",
        "件",
        "速遞",
        "貨",
        "😂",
        "[捂脸]",
        "\u200b",
        "\n",
        "订单",
        "尾号",
        "周五前",
        "12月",
        "号",
        ":",
        "。",
        "羽绒服",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(FRAGMENTS, max_size=25).map("".join))
SEPARATORS = st.sampled_from(["", " ", "-", "  "])
SPOKEN = {
    "0": "0零洞〇",
    "1": "1一幺",
    "2": "2二",
    "3": "3三",
    "4": "4四",
    "5": "5五",
    "6": "6六",
    "7": "7七拐",
    "8": "8八",
    "9": "9九勾",
}
FULL_WIDTH = str.maketrans("0123456789SFsf", "０１２３４５６７８９ＳＦｓｆ")


@pytest.mark.parametrize(("text", "normal"), CASES)
def test_normal_form(text: str, normal: str) -> None:
    assert normalise(text) == normal


@given(TEXTS)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(TEXTS)
def test_no_text_becomes_a_command(text: str) -> None:
    assert not normalise("/" + text).startswith("/")


@given(TEXTS)
def test_whatever_is_written_is_read(text: str) -> None:
    normal = normalise(text)
    found = extract(normal, NOW)
    assert all(0 <= entity.start < entity.end <= len(normal) for entity in found)
    assert [entity.start for entity in found] == sorted(entity.start for entity in found)
    for entity in found:
        if entity.name == "time_window" and isinstance(entity.value, dict) and entity.value["end"]:
            start, end = (datetime.fromisoformat(str(entity.value[side])) for side in ("start", "end"))
            assert end >= NOW and start <= end


@st.composite
def writings(draw: st.DrawFn, digits: str, group: int) -> str:
    """Some way to write a number: grouped or not, full width or not, or spoken."""
    style = draw(st.sampled_from(["plain", "spoken", "wide"]))
    gap = draw(SEPARATORS)
    if style == "spoken":
        digits = "".join(draw(st.sampled_from(SPOKEN[digit][1:])) for digit in digits)
    if style == "wide":
        digits = digits.translate(FULL_WIDTH)
    return gap.join(digits[at : at + group] for at in range(0, len(digits), group))


@given(
    st.data(),
    st.text("0123456789", min_size=13, max_size=13),
    st.sampled_from(["SF", "sf", "ＳＦ", "S F ", "SF-", "sf:"]),
)
def test_any_writing_of_a_waybill_number_is_that_number(data: st.DataObject, digits: str, letters: str) -> None:
    text = f"单号{letters}{data.draw(writings(digits, 4))}到哪了"
    assert [(entity.name, entity.value) for entity in extract(normalise(text), NOW)] == [("waybill_no", f"SF{digits}")]


@given(st.data(), st.from_regex("1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["", "+86", "+86 "]))
def test_any_writing_of_a_phone_is_that_phone(data: st.DataObject, digits: str, country: str) -> None:
    text = f"电话{country}{data.draw(writings(digits, 4))},谢谢"
    assert [(entity.name, entity.value) for entity in extract(normalise(text), NOW)] == [("phone", digits)]


HOSTILE = [
    "13800138000" + "我先生" * 40 + "买,北京市朝阳区建国路88号",
    "🄁" * 500,
    "是事时" * 166,
    "1 " * 250,
    "一" * 500,
    "SF 1" * 125,
    "138 0013 " * 55,
    "零 " * 250,
    "/" * 500,
    "a" * 500,
    "到" * 500,
    "路" * 500,
    "号1" * 250,
    "深圳" * 250,
    "深圳到" * 166,
    "明天" * 250,
    "3点到" * 166,
    "1-" * 250,
    "张三" * 250,
    "寄" * 500,
    "能寄" * 250,
    "一件" * 250,
    "三百" * 250,
    "地址到" * 166,
    "\n \n" * 166,
    "[笑" * 250,
    "收件人:" * 100,
    "12月3日" * 100,
    "的" * 500,
    "南山区科技园路1号" * 55,
    "￥1" * 250,
    "订单号" * 166,
    "0755-" * 100,
]


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:6] for text in HOSTILE])
def test_a_hostile_message_costs_little(text: str) -> None:
    """Five times the 20 ms it may cost, in time of this process: the machine that runs the tests may be slow."""
    extract(normalise(text[:500]), NOW)
    texts = [text[:499] + mark for mark in "甲乙丙"]
    assert cost(lambda varied: extract(normalise(varied), NOW), texts) < 0.1
