"""Chinese and Arabic numerals → numbers (cn2an behind one function)."""

from __future__ import annotations

import re

import cn2an

# What numerals are written with, but for ciphers.
CHARACTERS = "零〇一二两三四五六七八九十百千万"
# A numeral as people write amounts: 12, 1,200, 1.5, 三百五, 一百〇五, 1万2千, 1.5万, 十. For other modules to build on.
NUMERAL = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3}(?![0-9])){1,2}(?:\.[0-9]{1,4})?"
    r"|[0-9]{1,9}(?:[.点][0-9]{1,4})?(?:(?!千克)[百千万](?:[1-9](?:(?!千克)[百千])?)?)?"
    rf"|(?:(?!千克)[{CHARACTERS}]){{1,9}}(?:点[零〇一二三四五六七八九]{{1,4}})?)"
)
_TOGETHER = {"俩": 2.0, "仨": 3.0}
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_MIXED = re.compile(r"([0-9]+(?:\.[0-9]+)?)([百千万])([1-9])?")
# "五六斤", "十二三个", "三五天", "两三百": of two numbers that follow each other the first is the sure one.
_ROUGHLY = re.compile(
    r"(?P<sure>[^点]*(?:一(?=[二两])|[二两](?=三)|三(?=[四五])|四(?=五)|五(?=六)|六(?=七)|七(?=八)|八(?=九))).(?P<unit>[十百千万]?)"
)
# "百九十八", as in the south: nobody says the one. Not "百八十", which is "a hundred or so", nor "万一", "in case".
_ONE_UNSAID = re.compile("百[一二两三四五六七八九]十[一二三四五六七八九]")
_POINT = re.compile(r"(?<=[0-9])点(?=[0-9])")
_UNITS = {"百": 100, "千": 1000, "万": 10000}


def number(text: str) -> float | None:
    """The number `text` says, or None when it says none ("十来", "千百")."""
    if text in _TOGETHER:
        return _TOGETHER[text]
    text = _POINT.sub(".", text.replace(",", ""))
    if _PLAIN.fullmatch(text):
        return float(text)
    mixed = _MIXED.fullmatch(text)
    if mixed:
        # "1万2" is 12000: the last digit counts tenths of the unit.
        return (float(mixed[1]) + int(mixed[3] or 0) / 10) * _UNITS[mixed[2]]
    roughly = _ROUGHLY.fullmatch(text)
    if roughly:
        text = roughly["sure"] + roughly["unit"]
    if _ONE_UNSAID.fullmatch(text):
        text = f"一{text}"
    try:
        return float(cn2an.cn2an(text.replace("〇", "零"), "smart"))
    except (ValueError, KeyError):  # KeyError: what cn2an makes of "九十零" and its like
        return None


def whole_number(text: str) -> int | None:
    """Like `number`, when it is a whole one."""
    value = number(text)
    return int(value) if value is not None and value.is_integer() else None


def tidy(value: float) -> float:
    """Without the noise of binary fractions: 1.1000000000000001 → 1.1."""
    return round(value, 4)
