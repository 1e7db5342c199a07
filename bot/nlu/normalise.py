"""One normal form for whatever way a customer writes, so that everything after it knows one way only.

Full width, traditional characters, regional words, emoji, stretched words and numbers said in pieces all end here.
Normalising what is normal changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

from bot.nlu import lexicon
from bot.nlu.digits import SPOKEN, join_digits

# More than this nobody reads, and the time a message costs must not be the sender's to choose.
LONGEST_TEXT = 500
# A round can bring to light what the one before it hid (a zero-width character between two digits); two do for nearly
# every text, and the bound keeps a text nobody thought of from going on for ever.
_MOST_ROUNDS = 8
_KEPT_SYMBOLS = frozenset("+<=>|~^°¥$€£→")
_FRACTIONS = str.maketrans({"½": ".5", "¼": ".25", "¾": ".75"})
_LONE_FRACTION = re.compile(r"(?<!\d)(?=[½¼¾])")
# Stands for a picture or another sign that is left out, until it is seen what it stood between.
_PICTURE = "\x1f"
_PICTURES_BETWEEN_DIGITS = re.compile(rf"(?<=[0-9]){_PICTURE}+(?=[0-9])")
# As on invoices: "壹仟贰佰"; 陆 and 伍 alone are names.
_FORMAL = re.compile("[壹贰叁肆伍陆柒捌玖拾佰仟零]{2,}|[壹贰叁肆伍陆柒捌玖](?=[件箱元圆个])")
_TO_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−─﹘﹣"), "-")
_PUNCTUATION_RUN = re.compile(r"([^\w\s])\1+")
_WORD_RUN = re.compile(rf"([^\W0-9{''.join(SPOKEN)}])\1{{2,}}")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")
_COMMAND = re.compile(r"[/\s]+")


def normalise(text: str) -> str:
    """The normal form of a customer's message, of its first `LONGEST_TEXT` characters where it is longer.

    Never raises, never begins with `/`; may be empty (an emoji alone).
    """
    for _ in range(_MOST_ROUNDS):
        after = _round(text[:LONGEST_TEXT])
        if after == text:
            break
        text = after
    return text


def _round(text: str) -> str:
    text = _LONE_FRACTION.sub("0", text).translate(_FRACTIONS)
    text = _clean(unicodedata.normalize("NFKC", text))
    if not text.isascii():
        text = _mainland(text)
    text = _PUNCTUATION_RUN.sub(r"\1", text)
    text = _WORD_RUN.sub(r"\1\1", text)
    text = _LINES.sub("\n", _SPACES.sub(" ", text)).strip()
    command = _COMMAND.match(text)
    text = text[command.end() :] if command else text
    return join_digits(text)


def _clean(text: str) -> str:
    """Without control and zero-width characters and pictures that say no word; digits of any script as ASCII."""
    if text.isascii() and text.isprintable():
        return text
    text = "".join(map(_cleaned, text.translate(_DASHES).translate(lexicon.signs())))
    # "60×40": two numbers stay two.
    return _PICTURES_BETWEEN_DIGITS.sub(" ", text).replace(_PICTURE, "")


@lru_cache(maxsize=8192)
def _cleaned(char: str) -> str:
    kind = unicodedata.category(char)
    if kind == "Nd":
        return str(unicodedata.digit(char))
    if char in "\r\n\u2028\u2029":
        return "\n"
    if kind in {"Zs", "Zl", "Zp"} or char == "\t":
        return " "
    if kind.startswith("C") or kind in {"Mn", "Me"}:
        return ""
    return _PICTURE if kind in {"So", "Sk", "Sm", "Sc"} and char not in _KEPT_SYMBOLS else char


def _mainland(text: str) -> str:
    """Simplified characters and the mainland's words; WeChat's names for emoji dropped."""
    text = _converter().convert(text)
    text = _FORMAL.sub(lambda found: found.group().translate(_TO_PLAIN), text)
    words = lexicon.variants()
    text = _variant_words().sub(lambda found: words[found.group()], text)
    while (shorter := _wechat_emoji().sub("", text)) != text:
        text = shorter
    return text


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(maxsize=1)
def _variant_words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(lexicon.variants(), key=len, reverse=True))))


@lru_cache(maxsize=1)
def _wechat_emoji() -> re.Pattern[str]:
    return re.compile(rf"\[(?:{'|'.join(map(re.escape, lexicon.wechat_emoji()))})\]")
