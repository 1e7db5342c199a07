"""Weights, money, numbers of parcels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cn2an
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.extract import extract
from bot.nlu.normalise import normalise
from tests.nlu.reading import NOW

CASES: list[tuple[str, str, list[float]]] = [
    ("weight_kg", "两公斤半", [2.5]),
    ("weight_kg", "1.5kg", [1.5]),
    ("weight_kg", "大概三斤", [1.5]),
    ("weight_kg", "500g", [0.5]),
    ("weight_kg", "半公斤", [0.5]),
    ("weight_kg", "半斤茶叶", [0.25]),
    ("weight_kg", "20多斤", [10]),
    ("weight_kg", "十二公斤", [12]),
    ("weight_kg", "三斤二两", [1.6]),
    ("weight_kg", "一百二十千克", [120]),
    ("weight_kg", "300克", [0.3]),
    ("weight_kg", "一吨", [1000]),
    ("weight_kg", "２ＫＧ", [2]),
    ("weight_kg", "5G手机", []),
    ("weight_kg", "128G的平板", []),
    ("weight_kg", "三两", [0.15]),
    ("weight_kg", "二点五公斤", [2.5]),
    ("weight_kg", "五六斤", [2.5]),
    ("weight_kg", "十二三公斤", [12]),
    ("weight_kg", "一两天", []),
    ("weight_kg", "一两斤", [0.5]),
    ("weight_kg", "三五公斤", [3]),
    ("weight_kg", "几十公斤", []),
    ("weight_kg", "½公斤", [0.5]),
    ("weight_kg", "2½公斤", [2.5]),
    ("weight_kg", "２½公斤", [2.5]),
    ("weight_kg", "2×10kg", [10]),
    ("weight_kg", "SF快递2公斤到北京多少钱", [2]),
    ("quantity", "一两个包裹", [1]),
    ("quantity", "1,200件", [1200]),
    ("quantity", "SF 2件", [2]),
    ("quantity", "百九十八件", [198]),
    ("quantity", "百八十件", []),
    ("weight_kg", "九十零斤", []),
    ("weight_kg", "一吨二,拉得动吗", [1200]),
    ("weight_kg", "18.6KGS", [18.6]),
    ("weight_kg", "半斤八两", []),
    ("money", "两块三毛五", [2.35]),
    ("money", "三十蚊", [30]),
    ("quantity", "仨包裹", [3]),
    ("quantity", "件数:4", [4]),
    ("weight_kg", "邮费三十公斤怎么算", [30]),
    ("weight_kg", "二点三四公斤", [2.34]),
    ("quantity", "一百零五件", [105]),
    ("quantity", "一千五百单", [1500]),
    ("quantity", "万一两件都碎了", []),
    ("money", "运费十公斤怎么算", []),
    ("money", "买了十五个", []),
    ("money", "五块二十个", [5]),
    ("money", "一块打包寄走", []),
    ("money", "一块寄要12块", [12]),
    ("money", "两百块手续费", [200]),
    ("money", "寄到珠三角", []),
    ("money", "五角场", []),
    ("money", "三元桥", []),
    ("money", "100W的充电器", []),
    ("money", "5w的货", [50000]),
    ("money", "保价三千", [3000]),
    ("money", "一百〇五块", [105]),
    ("money", "价值1万2千", [12000]),
    ("money", "三万以上", [30000]),
    ("money", "8块一单", [8]),
    ("money", "15元一袋", [15]),
    ("money", "12块5能寄吗", [12.5]),
    ("money", "八角两斤", []),
    ("money", "运费一般多少", []),
    ("money", "退一下", []),
    ("money", "我买了一双鞋", []),
    ("money", "花了两周", []),
    ("money", "赔三倍", []),
    ("money", "SF 20块太贵", [20]),
    ("money", "货款2,380.50元", [2380.5]),
    ("money", "保两千", [2000]),
    ("money", "保价1.5w", [15000]),
    ("money", "首重13", [13]),
    ("quantity", "我有3个件", [3]),
    ("quantity", "来拿两单", [2]),
    ("quantity", "三大箱", [3]),
    ("quantity", "十来个包裹", [10]),
    ("quantity", "有六个要寄", [6]),
    ("quantity", "寄两个到上海", [2]),
    ("quantity", "就一个", [1]),
    ("money", "三百块", [300]),
    ("money", "12.5元", [12.5]),
    ("money", "十二块五", [12.5]),
    ("money", "3块5毛", [3.5]),
    ("money", "五毛钱", [0.5]),
    ("money", "¥30", [30]),
    ("money", "价值三千", [3000]),
    ("money", "保价5000", [5000]),
    ("money", "价值1.5万", [15000]),
    ("money", "赔我两千五", [2500]),
    ("money", "手机值1万2", [12000]),
    ("money", "运费20多块", [20]),
    ("weight_kg", "一公斤三百克", [1.3]),
    ("weight_kg", "多少钱一公斤", []),
    ("money", "1.2w买的", [12000]),
    ("money", "壹仟贰佰元", [1200]),
    ("quantity", "共叁件", [3]),
    ("money", "凭啥收我四十", [40]),
    ("money", "扣了18.6", [18.6]),
    ("money", "花盆碎成八块", []),
    ("money", "三角梅撞翻了", []),
    ("money", "一毛不拔", []),
    ("money", "这一块做得真不行", []),
    ("money", "那一块钱是什么", [1]),
    ("money", "两块电池", []),
    ("money", "一块手表", []),
    ("money", "元旦", []),
    ("money", "万一丢了呢", []),
    ("quantity", "两个包裹", [2]),
    ("quantity", "3件", [3]),
    ("quantity", "五箱", [5]),
    ("quantity", "五箱苹果", [5]),
    ("quantity", "我要寄3件,一共20公斤", [3]),
    ("quantity", "一共三个", [3]),
    ("quantity", "十二个快递", [12]),
    ("quantity", "两件羽绒服", []),
    ("quantity", "三个问题", []),
    ("quantity", "第3件", []),
    ("quantity", "几件", []),
]


@pytest.mark.parametrize(("name", "text", "expected"), CASES, ids=[case[1] for case in CASES])
def test_amount(values: Callable[[str, str], list[Any]], name: str, text: str, expected: list[float]) -> None:
    assert values(text, name) == pytest.approx(expected)


def test_a_count_of_parcels_is_a_whole_number(values: Callable[[str, str], list[Any]]) -> None:
    assert [type(value) for value in values("两个包裹", "quantity")] == [int]


FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


def writings(whole: int, tenths: int) -> list[str]:
    """The ways people write one number with at most one digit behind the point."""
    behind = f".{tenths}" if tenths else ""
    written, grouped = f"{whole}{behind}", f"{whole:,}{behind}"
    spoken = cn2an.an2cn(float(written) if tenths else whole)
    dialled = [written, grouped, written.replace(".", "点")]
    said = [spoken, spoken.replace("二百", "两百").replace("二千", "两千"), spoken.replace("零", "〇")]
    return [*dialled, *(way.translate(FULL_WIDTH) for way in dialled), *said]


@given(whole=st.integers(1, 9999), tenths=st.integers(0, 9))
@pytest.mark.parametrize("unit", ["公斤", " kg", "块", "元"])
def test_any_writing_of_a_number_is_that_number(unit: str, whole: int, tenths: int) -> None:
    name = "money" if unit in "块元" else "weight_kg"
    for way in writings(whole, tenths):
        found = [entity.value for entity in extract(normalise(f"大概{way}{unit}"), NOW) if entity.name == name]
        assert found == pytest.approx([whole + tenths / 10]), way


@settings(max_examples=500)
@given(st.text("零一两九十百千万", min_size=1, max_size=8), st.sampled_from("斤块件点"))
def test_numerals_in_any_order_are_read(numerals: str, unit: str) -> None:
    text = normalise(numerals + unit)
    assert all(0 <= entity.start < entity.end <= len(text) for entity in extract(text, NOW))
