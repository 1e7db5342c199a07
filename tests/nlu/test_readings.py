"""What the intent model sees of a message."""

from __future__ import annotations

import pytest

from bot.nlu.readings import read


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("我的13800138000寄生鲜", "我的13900139000寄生鲜"),
        ("从深圳寄到北京多少钱", "从昆明寄到杭州多少钱"),
        ("下午3点来取", "下午四点来取"),
        ("明天15:30前", "明天9:00前"),
        ("寄两件,二十公斤", "寄3件,2.5公斤"),
    ],
)
def test_what_is_merely_filled_in_is_left_blank(one: str, other: str) -> None:
    assert read(one).text == read(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("寄生鲜", "寄手机"),
        ("明天到吗", "昨天到吗"),
        ("下午三点", "上午三点"),
        ("三点来取", "三点前来取"),
        ("我的13800138000", "我的SF1234567890123"),
    ],
)
def test_what_says_what_is_wanted_is_not(one: str, other: str) -> None:
    assert read(one).text != read(other).text


def test_a_word_keeps_what_is_left_of_it() -> None:
    assert "点" in read("下午三点来取").words
