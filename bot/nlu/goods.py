"""What is sent: words of the lexicon, and - where the sentence leaves no doubt - things it has never heard of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu import lexicon, words
from bot.nlu.entity import Entity
from bot.nlu.sending import ALLOWED, CONTAINER, COUNT, MEASURE, VERB, is_sent, tells_a_mishap

_THING = r"(?P<thing>[一-鿿A-Za-z]{1,8}?)"
_ENDS = (
    r"(?=到|去|给|回|[,。!?;、~ \n]|$|多少|要|行|可以|能|怎么|从|吗|么|呢|吧|和|跟|走|用|过去|过来|安全|贵|需要|会|"
    r"得|保价|大概|大约|重|[0-9])"
)
# A word of one character is mostly part of a longer one that jieba does not know ("猫爬架"): it must end its phrase.
_ENDS_SHORT = re.compile(r"$|[\s,。!?;、~]|[能可吗么呢到去给寄让要会被也和跟与或的坏碎死]|邮寄|快递|有没有|怎么|多少")
# Behind a measure stands the whole name of a thing, though only its end may be known: "一盆黄蜡石盆景".
_MEASURED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{VERB}{MEASURE}{_THING}{_ENDS}",
        rf"有{MEASURE}{_THING}(?=(?:想|要|需要|打算|得|准备)?{VERB})",
        rf"{COUNT}{CONTAINER}{_THING}(?=[,。!?;、和跟]|$|要?寄|邮寄|发到|寄到|从|到|去)",
    )
)
_OPEN = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{ALLOWED}{VERB}(?:{MEASURE})?{_THING}(?:吗|么|不|\?|$|呢|给|到|去|,)",
        rf"(?:想|要|打算|准备|需要|帮我|现在|是|有){VERB}{_THING}{_ENDS}",
        rf"(?:^|[,。!?\s]|请问|问下|问一下|我的|我有){_THING}(?:这种|这个|类)?不?{ALLOWED}(?:不能|不可以)?"
        rf"(?:{VERB}|走快递)",
        rf"一(?:个|箱|件|包)(?:就?是|装的?是?){_THING}(?=[,。!?;、]|$)",
        r"(?:托寄物|内件|物品|寄件内容|东西|里面|品名)(?:名称?|品名)?(?:装的)?(?:就?是|有|装了|:|,){1,2}"
        rf"(?:{MEASURE})?{_THING}{_ENDS}",
    )
)
# Without a count only a thing we know.
_PLAIN = re.compile(rf"{VERB}{_THING}{_ENDS}")
_MEASURES = frozenset("箱盒瓶条套本袋把台只辆副床幅双桶罐个份张部块包根对批件")
_SIZES = frozenset("大小新旧几多半")
_FUNCTION = re.compile(
    r"[的了给去回往要遍是你您他她它吗么呢吧嘛啊呀哦啦哈多少怎啥谁哪能可请问几]|不(?!锈)" + f"|{COUNT}{CONTAINER}"
)
_JOINED = re.compile(r"[、,和跟与及]|还有|以及|或者?")


def sent_goods(text: str) -> Iterator[Entity]:
    """`goods`, as said; nothing in a complaint about what was sent."""
    if tells_a_mishap(text):
        return
    category = lexicon.goods().category
    spans: list[tuple[int, int]] = []
    for phrase in words.goods_phrases(text):
        before = spans[-1] if spans else None
        if not _is_meant(phrase, text, before):
            continue
        if before and before[1] == phrase.start and category[phrase.text] != category.get(text[slice(*before)]):
            # "无人机零件" is one thing, "鞋子衣服" are two; "吃的降压药" is said of the medicine.
            spans[-1] = (phrase.start if text[before[1] - 1] == "的" else before[0], phrase.end)
        else:
            spans.append((phrase.start, phrase.end))
    spans = [_compound(text, *span) for span in spans]
    things = list(_unknown_goods(text, spans))
    # "黄蜡石盆景": known is what it ends with.
    whole = [span for span in spans if not any(start < span[0] and end == span[1] for start, end in things)]
    for start, end in [*whole, *things]:
        yield Entity("goods", text[start:end], start, end)


def _is_meant(phrase: words.Phrase, text: str, thing_before: tuple[int, int] | None) -> bool:
    known = lexicon.goods()
    after, before = text[phrase.end :].lstrip(), text[: phrase.start].rstrip()
    if len(phrase.text) == 1 and not _ENDS_SHORT.match(after):
        return False
    if phrase.text not in known.not_before and phrase.text not in known.not_after:
        return True
    if after.startswith(known.not_before.get(phrase.text, ())) or before.endswith(known.not_after.get(phrase.text, ())):
        return False
    in_list = thing_before is not None and bool(_JOINED.fullmatch(text, thing_before[1], phrase.start))
    return in_list or is_sent(before, after)


def _compound(text: str, start: int, end: int) -> tuple[int, int]:
    """With what stands before or behind a known thing and makes another of it: 电子|秤, 身份证|原件."""
    known = lexicon.goods()
    kind = next((word for word in known.kinds if text.endswith(word, 0, start)), "")
    part = next((word for word in known.parts if text.startswith(word, end)), "")
    return start - len(kind), end + (0 if text.startswith(known.no_parts, end) else len(part))


def _unknown_goods(text: str, known: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    starts, ends = words.starts_and_ends(text)
    category = lexicon.goods().category
    for pattern in (*_MEASURED, *_OPEN, _PLAIN):
        for found in pattern.finditer(text):
            thing, (start, end) = found["thing"], found.span("thing")
            claimed = [other for other in known if start < other[1] and other[0] < end]
            ends_alike = len(claimed) == 1 and start < claimed[0][0] and end == claimed[0][1]
            if claimed and not (ends_alike and pattern in _MEASURED and thing[0] not in _SIZES):
                continue
            # jieba takes a measure and what follows it for one word ("双冰").
            begins = start in starts or text[start - 1] in _MEASURES
            is_word = thing in category or (pattern is not _PLAIN and begins and end in ends)
            if is_word and not _names_nothing(thing):
                known = [*known, (start, end)]
                yield start, end


def _names_nothing(thing: str) -> bool:
    generic = lexicon.goods().generic
    says_more = _FUNCTION.search(thing) or thing in lexicon.products()
    return bool(says_more) or any(word.text in generic for word in words.split(thing))
