"""Names of people: labelled ("收件人:张三"), said ("我叫张三"), or standing beside a phone number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from bot.nlu import gazetteer, lexicon
from bot.nlu.entity import Entity

_HAN = "一-鿿"
_NO_NAME = re.compile(r"[的了是在吗呢吧都就还也不没]")
_ALL_HAN = re.compile(rf"[{_HAN}]+")
_LABELLED = re.compile(
    r"(?:收件人|收货人|收方|寄件人|发件人|发货人|寄方|联系人|姓名|名字|签收人|[Rr]eceiver|[Ss]ender|[Cc]onsignee)(?:姓名|名字|信息)?"
    r"(?:(?:写|填|弄)?(?:错了?|反了?)|有误|不对)?[, ]?(?:应该|要)?(?:是|为|系|改成|改为|改|换成|变成|更改为|写的?是?|"
    r"叫)?[ :,]{0,2}(?!是|为)"
    r"(?:(?:我|他|她)的?)?(?:老婆|老公|妈妈|爸爸|我妈|我爸|妈|爸|朋友|同事|儿子|女儿|姐姐|哥哥|弟弟|妹妹|同学|室友|"
    r"邻居|助理|爷爷|奶奶|外公|外婆|姥姥|姥爷|孩子|闺女|对象)?,?"
    r"(?=[A-Z" + _HAN + "])"
)
_SAID = re.compile(
    r"(?:我叫|(?<![一-鿿])叫|(?:老公|老婆|爸|妈|儿子|女儿|哥|姐|弟|妹|朋友|同事|室友|助理|先生|太太|爱人)叫|[一-鿿]姓[一-鿿],?叫|名叫|名字叫|我的?名字是|我姓名是|我是|本人|他叫|她叫|寄给|转给|"
    r"发给|送给|交给|让|收件人|寄方|人是)[ :]?(?=[" + _HAN + "])"
)
# The courier a customer tells of by name; what follows tells a name from a word ("快递员连…", "快递员从…").
_COURIER = re.compile(
    rf"(?:快递员|收件员|业务员|小哥)(?:就?叫|是|"
    rf"名叫)?[ :]?(?P<name>[{_HAN}]{{2,3}}?)(?=态度|很|太|服务|说|没|把我|$|[^{_HAN}])"
)
# How a surname is written, before the name: "是章节的章,章雨晴", "姓单,单晓燕".
_SPELT = re.compile(rf"(?:[{_HAN}]的|姓)(?P<surname>[{_HAN}])[, ](?=(?P=surname)(?![{_HAN}]{{1,3}}的))")
_BESIDE_PHONE = re.compile(
    rf"(?<![{_HAN}A-Za-z0-9])(?P<name>[{_HAN}]{{2,6}})(?:收|电话|手机|"
    rf"手机号)?[ ,:\n]{{0,3}}(?=(?:\+?86[ \-]?)?1[3-9][0-9]{{9}}(?![0-9]))"
)
_BEHIND_PHONE = re.compile(rf"(?<![0-9])1[3-9][0-9]{{9}}[ ,\n/]{{0,2}}(?P<name>[{_HAN}]{{2,6}})(?![{_HAN}])")
_RECEIVES = re.compile(rf"(?<![{_HAN}A-Za-z0-9])(?P<name>[{_HAN}]{{2,6}})收(?![{_HAN}])")
_ALONE_IN_BLOCK = re.compile(rf"(?:^|(?<=[\n ,;]))(?P<name>[{_HAN}]{{2,4}})(?=$|[\n ,;])")
_LATIN = re.compile(rf"[A-Z][A-Za-z]{{1,15}}(?: [A-Z][A-Za-z]{{1,15}}){{0,2}}|[{_HAN}]{{2,6}}·[{_HAN}]{{2,8}}")
# What may follow a name that runs into the sentence.
_BOUNDARY = re.compile(
    rf"$|[^{_HAN}]|收|电话|手机|的|吗|吧|可以|在|住|要|来|她|他|这|地址|联系|行不行|谢谢|号码|和|,|就|是"
)


def people(text: str, beside_address: bool = False) -> Iterator[Entity]:
    """`person`: a name without 先生 or 女士; a surname with a title ("李先生") names nobody.

    `beside_address`: the message holds an address, so that a name alone between two separators is somebody's.
    """
    for cue in (*_LABELLED.finditer(text), *_SAID.finditer(text), *_SPELT.finditer(text)):
        span = _name_at(text, cue.end())
        if span:
            yield Entity("person", text[slice(*span)], *span)
    patterns = [_BESIDE_PHONE, _BEHIND_PHONE, _RECEIVES, _COURIER]
    if beside_address:
        patterns.append(_ALONE_IN_BLOCK)
    for pattern in patterns:
        for found in pattern.finditer(text):
            name = _without_title(found["name"])
            if is_name(name):
                yield Entity("person", name, found.start("name"), found.start("name") + len(name))


def is_name(word: str) -> bool:
    """Whether two to four characters look like a Chinese name: a surname, one or two more, and no common word."""
    known = _known()
    if not _ALL_HAN.fullmatch(word) or _NO_NAME.search(word):
        return False
    titled = word.startswith(known["titles"]) or word.endswith(known["titles"])
    if titled or word in known["not_names"] or word.removesuffix("人") in known["places"]:
        return False
    if word[:2] in known["double_surnames"]:
        return 3 <= len(word) <= 4
    return 2 <= len(word) <= 3 and word[0] in known["surnames"]


def _name_at(text: str, start: int) -> tuple[int, int] | None:
    latin = _LATIN.match(text, start)
    if latin:
        return latin.span()
    if _is_titled(text, start):
        return None
    for length in (4, 3, 2):
        candidate = text[start : start + length]
        rest = text[start + length :]
        ends = _BOUNDARY.match(rest) or rest.startswith(_known()["titles"])
        # "收件人付款" names nobody.
        verb = candidate[:1] in _known()["verbs"] and text[start - 1 : start] not in {":", ","}
        # "章节的章" says how the name is written.
        spells = rest.startswith(f"的{candidate[:1]}")
        if len(candidate) == length and ends and is_name(candidate) and not verb and not spells:
            return start, start + length
    return None


def _is_titled(text: str, start: int) -> bool:
    """A surname with a title and no given name: 李先生, 欧阳女士."""
    known = _known()
    surname = 2 if text[start : start + 2] in known["double_surnames"] else 1
    return text.startswith(known["titles"], start + surname)


def _without_title(word: str) -> str:
    title = next((title for title in _known()["titles"] if word.endswith(title) and len(word) - len(title) >= 2), "")
    return word.removesuffix(title)


@lru_cache(maxsize=1)
def _known() -> dict[str, Any]:
    data = lexicon.names()
    return {
        "surnames": frozenset(data["surnames"]),
        "double_surnames": frozenset(data["double_surnames"]),
        "verbs": frozenset(data["verbs"]),
        "titles": tuple(data["titles"]),
        "not_names": frozenset(data["not_names"]),
        "places": frozenset(gazetteer.full_names()),
    }
