"""Numbers of parcels, orders and tickets, and numbers that were meant as one and cannot be.

`SF` and 13 digits, or 12 digits, is a waybill number (the carrier's two forms); 12 digits after 订单 are an order's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.entity import Entity

_IS = r"(?:号码|编号|号|单号)?(?:就是|是|为)?[ :#]{0,3}"
# Further groups of the same number ("1234 5678 9"), not a count or an hour behind it ("12345 3件"), not a phone.
_MORE = (
    r"(?: (?!1[3-9][0-9]{9}(?![0-9]))[0-9]{1,8}(?![0-9A-Za-z.:/~\-]|"
    r" ?[个件箱票包袋公千斤克元块毛点时号月天日年分份]))"
)
_ORDER = re.compile(
    rf"订单{_IS}(?!SF[0-9]{{13}}(?![0-9]))(?P<number>[A-Za-z0-9][A-Za-z0-9\-]{{3,31}}{_MORE}{{0,5}})", re.IGNORECASE
)
_TICKET = re.compile(
    rf"(?:工单|投诉单|投诉编号|案件|受理|投诉.{{0,8}}编号){_IS}(?P<number>[A-Za-z0-9][A-Za-z0-9\-]{{3,31}})"
)
_TICKET_SHAPE = re.compile(r"(?<![A-Za-z0-9])(?P<number>TK[0-9]{6,8}-[0-9]{3,6})(?![0-9])", re.IGNORECASE)
# Groups of four that go on behind the twelfth digit are a bank card's.
_WAYBILL = re.compile(
    r"(?<![A-Za-z0-9])(?:SF[0-9]{13}|(?<![0-9][\-.])[0-9]{12}(?! [0-9]{4} [0-9]{1,4}(?![0-9])))(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# "YT 883002771446": another carrier's letters stand before the 12 digits.
_OTHERS_LETTERS = re.compile(r"(?<![A-Za-z])(?!no|id|sf|tel)[A-Za-z]{2,4} $", re.IGNORECASE)
# "运单48小时没更新" gives no number.
_NO_COUNT = "(?![0-9]{1,4} ?(?:天|小时|分钟|个|件|月|年|点|多(?!久|少|长)))"
_MEANT = re.compile(
    rf"(?:单号|运单|快递号|物流号|面单|包裹号|件号)(?:尾号)?{_IS}{_NO_COUNT}"
    rf"(?P<number>[A-Za-z]{{0,6}}[ \-]?[0-9][A-Za-z0-9\-]{{1,29}}{_MORE}{{0,6}})"
)
# Digits somebody asks about are a number, though nobody calls them one.
_ASKED = re.compile(
    r"(?:查(?:一下|下|询|单|件)?|快递|快件|包裹|这个)[ :]?(?P<number>[0-9]{5,30})(?![0-9A-Za-z.\-]|[个件箱票号年月点])"
)
_CALLED = re.compile(r"(?<![0-9A-Za-z.\-])(?P<number>[0-9]{5,30}) ?(?:这个|是我的?|是)?(?:单号|运单|快递号)")
_FOREIGN = re.compile(
    rf"(?<![A-Za-z0-9])[A-Za-z]{{1,6}}[ \-]?(?:[0-9]{{6,24}}|[0-9]{{3,6}}{_MORE}{{1,5}})[A-Za-z]{{0,4}}(?![A-Za-z0-9])"
)
_BROKEN = re.compile(rf"(?<![A-Za-z0-9])SF[ \-]?[0-9]{{3,24}}{_MORE}{{0,5}}(?![A-Za-z0-9])", re.IGNORECASE)
_LONG = re.compile(r"(?<![A-Za-z0-9.\-+])[0-9]{9,30}(?![A-Za-z0-9])")
_BARE = re.compile(r"(?P<number>[A-Za-z]{0,6}[0-9]{5,30})[。.!?,]?")
_BARE_CODE_LENGTH = 6
# Not a number for a parcel: what follows says what it counts.
_UNIT = re.compile(r"(?:元|块|万|公斤|千克|斤|克|g\b|kg\b)", re.IGNORECASE)
# A phone, or an account that money goes to.
_OTHER_CUE = re.compile(
    r"(?:电话|手机|号码|联系方式|致电|打|[汇转退打]到|[账帐]号|[账帐]户|卡号|银行卡?|[建工农中招]行|身份证)"
    r"(?:号码|号)?(?:是|为)?[ :]{0,2}$"
)


def order_numbers(text: str) -> Iterator[Entity]:
    """`order_no`: what stands after 订单 or 订单号, as given."""
    return _after_cue(_ORDER, "order_no", text)


def ticket_numbers(text: str) -> Iterator[Entity]:
    """`ticket_no`: what stands after 工单 or 投诉单号, as issued."""
    yield from _after_cue(_TICKET, "ticket_no", text)
    yield from _after_cue(_TICKET_SHAPE, "ticket_no", text)


def waybill_numbers(text: str) -> Iterator[Entity]:
    """`waybill_no`: every number of the carrier's two forms, in capitals."""
    for found in _WAYBILL.finditer(text):
        if not _OTHERS_LETTERS.search(text[: found.start()]):
            yield Entity("waybill_no", found.group().upper(), found.start(), found.end())


def unread_numbers(text: str) -> Iterator[Entity]:
    """`unread_number`: what was given as a parcel's number and has not its form, as written.

    To be asked last: whatever else claims the digits knows better.
    """
    bare = _BARE.fullmatch(text)
    if bare and len(bare["number"]) != _BARE_CODE_LENGTH:
        yield Entity("unread_number", bare["number"], *bare.span("number"))
    for cued in (_MEANT, _ASKED, _CALLED):
        yield from _after_cue(cued, "unread_number", text)
    for pattern in (_BROKEN, _FOREIGN, _LONG):
        for found in pattern.finditer(text):
            if not _UNIT.match(text, found.end()) and not _OTHER_CUE.search(text, 0, found.start()):
                yield Entity("unread_number", found.group().replace(" ", ""), found.start(), found.end())


def _after_cue(pattern: re.Pattern[str], name: str, text: str) -> Iterator[Entity]:
    for found in pattern.finditer(text):
        if any(char.isdigit() for char in found["number"]) and not _UNIT.match(text, found.end("number")):
            yield Entity(name, found["number"].replace(" ", ""), *found.span("number"))
