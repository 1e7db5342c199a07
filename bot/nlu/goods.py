"""What is sent: words of the lexicon, and - where the sentence leaves no doubt - things it has never heard of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu import lexicon, words
from bot.nlu.entity import Entity

_SEND = r"(?:邮寄|快递|托运|寄送|寄|邮|发|运)"
_THING = r"(?P<thing>[一-鿿A-Za-z]{1,8}?)"
_MEASURE = (
    r"(?:[一两二三四五六七八九十几]|[0-9]{1,3})?"
    r"(?:个|件|台|箱|盒|瓶|双|条|套|本|份|袋|把|张|部|只|辆|副|床|幅"
    r"|块|包|桶|罐|根|对|批|些|点|斤|公斤)"
)
_CAN = r"(?:能不能|可不可以|可否|能否|能|可以|让不让|让|给不给|给|准|允许)"
# A word of one character is mostly part of a longer one that jieba does not know ("猫爬架"): it must end its phrase.
_ENDS_SHORT = re.compile(r"$|[\s,。!?;、~]|[能可吗么呢到去给寄让要会被也和跟与或的坏碎死]|邮寄|快递|有没有|怎么|多少")
_OPEN = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_SEND}{_MEASURE}{_THING}(?=到|去|给|回|,|。|\?|!|$|多少|要|行|可以|能|怎么|从|吗)",
        rf"{_CAN}{_SEND}(?:{_MEASURE})?{_THING}(?:吗|么|不|\?|$|呢|给|到)",
        rf"(?:^|[,。!?\s]|请问|问下|问一下){_THING}(?:这种|这个|类)?(?:不)?{_CAN}(?:不能|不可以)?(?:{_SEND}|走快递)",
    )
)


def sent_goods(text: str) -> Iterator[Entity]:
    """`goods`, as said."""
    spans: list[tuple[int, int]] = []
    for phrase in words.goods_phrases(text):
        if not _is_meant(phrase, text):
            continue
        if spans and spans[-1][1] == phrase.start:
            # "无人机零件" is one thing.
            spans[-1] = (spans[-1][0], phrase.end)
        else:
            spans.append((phrase.start, phrase.end))
    for start, end in spans:
        yield Entity("goods", text[start:end], start, end)
    if not spans:
        yield from _unknown_goods(text)


def _is_meant(phrase: words.Phrase, text: str) -> bool:
    known = lexicon.goods()
    after, before = text[phrase.end :].lstrip(), text[: phrase.start].rstrip()
    if len(phrase.text) == 1 and not _ENDS_SHORT.match(after):
        return False
    return not after.startswith(known.not_before.get(phrase.text, ())) and not before.endswith(
        known.not_after.get(phrase.text, ())
    )


def _unknown_goods(text: str) -> Iterator[Entity]:
    starts, ends = words.starts_and_ends(text)
    for pattern in _OPEN:
        for found in pattern.finditer(text):
            thing, (start, end) = found["thing"], found.span("thing")
            if start in starts and end in ends and not _names_nothing(thing):
                yield Entity("goods", thing, start, end)
                return


def _names_nothing(thing: str) -> bool:
    generic = lexicon.goods().generic
    return any(word.text in generic for word in words.split(thing)) or thing in lexicon.products()
