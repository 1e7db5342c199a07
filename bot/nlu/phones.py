"""Phone numbers, the last four digits of one, and the code an SMS brought."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.entity import Entity

_MOBILE = re.compile(r"(?<![A-Za-z0-9])(?:\(?(?:\+|00)?86\)?[ \-]?)?(?P<number>1[3-9][0-9]{9})(?![0-9])")
_FOREIGN = re.compile(
    r"(?:\+|(?<![A-Za-z0-9])00)(?!86)[1-9][0-9]{0,2}[ \-]?[0-9]{2,5}(?:[ \-]?[0-9]{2,5}){1,3}(?![0-9])"
)
_LANDLINE = re.compile(
    r"(?<![A-Za-z0-9.\-])(?:\(0[0-9]{2,3}\)[ \-]?|0[0-9]{2,3}[ \-])[0-9]{3,4}[ \-]?[0-9]{4}(?: ?(?:-|"
    r"转) ?[0-9]{1,5})?(?![0-9])"
)
_SERVICE = re.compile(r"(?<![A-Za-z0-9.\-])[48]00[ \-]?[0-9]{3,4}[ \-]?[0-9]{3,4}(?![0-9])")
_CUED = re.compile(
    r"(?:电话|座机|固话|联系方式)(?:号码|号)?(?:是|为|改成|改为|换成)?[ :]{0,2}(?P<number>0[0-9]{9,11}|"
    r"[2-9][0-9]{6,7})(?![0-9])"
)
_TAIL = re.compile(
    # The end of a bank card's number is no phone's.
    r"(?<!卡)(?:尾号|尾数|后四位|后4位|末四位|末4位|最后四位|最后4位|末尾四位|末尾4位|后四码|末四码|后4码|(?:最?后|末)(?:四|4)个?数)(?:数字|"
    r"号码)?(?:应该)?(?:就是|是|为)?[ :,]{0,2}(?P<number>[0-9]{4})(?![0-9])"
)
# "尾号4410和6083"
_ANOTHER = re.compile(r"[ ]?(?:和|跟|还有|、|,)[ ]?(?P<number>[0-9]{4})(?![0-9])")
_ENDING = re.compile(r"(?<![A-Za-z0-9.\-])(?P<number>[0-9]{4})(?:结尾|这个尾号|的?尾号|收尾)")
_BARE_TAIL = re.compile(r"(?:就?是|嗯|哦|那个)?[ ,]?(?P<number>[0-9]{4})(?:吧|啊|呀|哈|的)?[。.!?,~]?")
_CODE = re.compile(
    r"(?:验证码|校验码|动态码|短信码|收到的码|短信里的?码)(?:数字)?(?:应该)?(?:就是|是|"
    r"为)?[ :,]{0,2}(?P<number>[0-9]{6})(?![0-9])"
)
_CODE_FIRST = re.compile(r"(?<![A-Za-z0-9.\-])(?P<number>[0-9]{6})(?:就?是)?(?:这个)?(?:验证码|校验码)")
_BARE_CODE = re.compile(r"(?:就?是)?[ ,]?(?P<number>[0-9]{6})(?:吧|啊|呀|哈)?[。.!?,~]?")


def mobiles(text: str) -> Iterator[Entity]:
    """`phone`: 11 digits beginning with 13 to 19, a country code left out."""
    for found in _MOBILE.finditer(text):
        yield Entity("phone", found["number"], *found.span())


def other_phones(text: str) -> Iterator[Entity]:
    """`phone`: landlines, service and foreign numbers. They have no normal form: kept as said.

    A landline without a hyphen looks like any number, so it counts only after 电话, 座机 and the like.
    """
    for pattern in (_FOREIGN, _LANDLINE, _SERVICE):
        for found in pattern.finditer(text):
            yield Entity("phone", found.group(), found.start(), found.end())
    yield from _named(_CUED, "phone", text)


def phone_tails(text: str) -> Iterator[Entity]:
    """`phone_tail`: four digits called so, or a message that is just four digits."""
    for found in _TAIL.finditer(text):
        yield Entity("phone_tail", found["number"], *found.span("number"))
        if another := _ANOTHER.match(text, found.end()):
            yield Entity("phone_tail", another["number"], *another.span("number"))
    yield from _named(_ENDING, "phone_tail", text)
    yield from _whole(_BARE_TAIL, "phone_tail", text)


def sms_codes(text: str) -> Iterator[Entity]:
    """`sms_code`: six digits called so, or a message that is just six digits."""
    yield from _named(_CODE, "sms_code", text)
    yield from _named(_CODE_FIRST, "sms_code", text)
    yield from _whole(_BARE_CODE, "sms_code", text)


def _named(pattern: re.Pattern[str], name: str, text: str) -> Iterator[Entity]:
    for found in pattern.finditer(text):
        yield Entity(name, found["number"], *found.span("number"))


def _whole(pattern: re.Pattern[str], name: str, text: str) -> Iterator[Entity]:
    found = pattern.fullmatch(text)
    if found:
        yield Entity(name, found["number"], *found.span("number"))
