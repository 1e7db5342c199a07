"""Weights → kilograms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.entity import Entity
from bot.nlu.numbers import NUMERAL, number, tidy

_KILOGRAMS = {
    "kg": 1.0,
    "公斤": 1.0,
    "千克": 1.0,
    "斤": 0.5,
    "市斤": 0.5,
    "克": 0.001,
    "g": 0.001,
    "吨": 1000.0,
    "磅": 0.4536,
    "两": 0.05,
}
_UNIT = r"(?P<unit>[kK][gG](?=[sS]?(?![A-Za-z]))|公斤|千克|市斤|斤|克(?!力|拉|隆)|g(?![A-Za-z0-9])|吨(?!位)|磅)"
_GRAMS = r"(?P<grams>[0-9]{2,3}|[一二三四五六七八九]百(?:[一二三四五六七八九]十)?五?)(?:克|g(?![A-Za-z]))"
# "八两", but not "一两个", "一两天", "三两下": there 两 is a two.
_LIANG = re.compile(
    r"(?<![0-9一二两三四五六七八九十百.第斤克])(?P<amount>[0-9]{1,2}|"
    r"[一二三四五六七八九半])两(?=[重的多吧,。!?;~ ]|左右|以|$|(?<!一两)"
    r"(?![个件天次箱包票袋块份条小周年月句三张位瓶盒趟家种样斤公千下点眼步口手本回日者行间端]))"
)
# A lower-case g only: "5G手机", "128G" are no weights.
_WEIGHT = re.compile(
    rf"(?<![0-9A-Za-z.第几])(?!半斤八两|(?<=[钱块元每])[一1](?:公斤|斤|[kK]))(?P<amount>半|{NUMERAL})(?:多|来|"
    rf"几)?(?P<half_before>个半)? ?{_UNIT}(?P<half>半)?"
    rf"(?:(?<=公斤){_GRAMS}|(?P<liang>[1-9一二两三四五六七八九])两|"
    rf"(?<=吨)(?P<tenths>[一二三四五六七八九])(?=[ ,。!?;吧的了左多]|$))?"
)


def weights(text: str) -> Iterator[Entity]:
    """`weight_kg`: 公斤, 斤, kg, g, 克, 吨, 磅, with halves: "两公斤半" is 2.5."""
    for found in _WEIGHT.finditer(text):
        amount = 0.5 if found["amount"] == "半" else number(found["amount"])
        if amount is None:
            continue
        # "一吨二" is 1.2.
        amount += (number(found["tenths"]) or 0) / 10 if found["tenths"] else 0
        halves = 0.5 if found["half"] or found["half_before"] else 0.0
        grams = number(found["grams"]) or 0.0 if found["grams"] else 0.0
        liang = number(found["liang"]) or 0.0 if found["liang"] else 0.0
        kilograms = (amount + halves) * _KILOGRAMS[found["unit"].lower()] + liang * _KILOGRAMS["两"] + grams / 1000
        yield Entity("weight_kg", tidy(kilograms), *found.span())
    for found in _LIANG.finditer(text):
        amount = 0.5 if found["amount"] == "半" else number(found["amount"]) or 0
        yield Entity("weight_kg", tidy(amount * _KILOGRAMS["两"]), *found.span())
