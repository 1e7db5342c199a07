"""Numbers written or spoken in pieces, put together: "138 0013-8000", "幺三八零零幺三八零零零", "SF 1234 5678 90123".

Only what has the shape of a phone, a waybill number or digits said one by one is joined; "一个", "三天", "9-11点" and a
landline's hyphen stay as they are.
"""

from __future__ import annotations

import re

SPOKEN = {
    "零": "0", "〇": "0", "洞": "0", "一": "1", "幺": "1", "二": "2", "两": "2", "三": "3", "四": "4", "五": "5",
    "六": "6", "七": "7", "拐": "7", "八": "8", "九": "9", "勾": "9",
}  # fmt: skip
_TO_DIGITS = str.maketrans(SPOKEN)
_DIGIT = f"[0-9{''.join(SPOKEN)}]"
# "尾号四个八", "后面三个零"; "两个一起" counts parcels.
_REPEATED = re.compile(
    rf"(?P<lead>(?:尾[号数]|[后末]四位|号码?|后面|再加|{_DIGIT})(?:就?是)? ?)"
    rf"(?P<times>[二两三四五六])个(?!一[起样共定直块下]|八[宝角])(?P<digit>{_DIGIT})"
    "(?![元块斤个件箱公点天])"
)
_DOUBLE = re.compile(rf"[dD]ouble ?(?P<digit>{_DIGIT})")
# What stands between two pieces of a number; dictating, people think aloud.
_GAP = r"(?:[ \-–—_.·,、]|[呃嗯额啊哦对]|然后是?|后面是?|接着|再[来加]|最后是?){1,4}"
# ... and of these what parts numbers as well.
_SIGNS = frozenset("–—_.·,、")
_RUN = re.compile(rf"{_DIGIT}+(?:{_GAP}{_DIGIT}+)*")
_CARRIER = re.compile(
    r"(?<![A-Za-z])s[ \-.,、]{0,2}f(?:快递|单号|运单号|开头的?|打头的?)?(?:号码|数字)?(?:就?是|为)?"
    r"(?:[ \-–—_.:#,、]|[呃嗯额啊]|然后是?|后面是?){0,4}" + f"(?={_DIGIT}(?:(?:{_GAP})?{_DIGIT}){{4}})",
    # Not "SF快递2公斤": behind the letters begins a number.
    re.IGNORECASE,
)
# After one of these a spoken digit counts things: "13800138000一个包裹".
_COUNTED = frozenset("个件箱天点份张位条块元斤公千克只包小分周月年次楼层栋号")
_UNIT = re.compile(r"[kK][gG]|[gG]|[¥$]")
_PHONE = re.compile(r"(?:86)?1[3-9][0-9]{9}")
_WAYBILL = re.compile(r"[0-9]{12}")
_AREA_CODE = re.compile(r"0(?:10|2[0-9]|[3-9][0-9]{2})")
# "TK20261121-0007": behind letters a number is somebody's own, as issued.
_LETTERED = re.compile(r"[A-Za-z]-?$")
# "张三13800138000": what stands beside a whole number does not belong to it.
_COMPLETE = re.compile(r"[0-9]{11}")
_MOST_GROUPS = 15
# One more short group behind a whole waybill number makes it a longer number of somebody else's.
_LONGEST_REST = 4
_SHORTEST_SPOKEN = 4
# "三三两两" is no number: 两 stands for a digit only in long ones.
_SHORTEST_WITH_LIANG = 6


def join_digits(text: str) -> str:
    """`text` with every number that was said in pieces written in one piece of ASCII digits."""
    text = _REPEATED.sub(lambda found: found["lead"] + found["digit"] * int(SPOKEN[found["times"]]), text)
    text = _DOUBLE.sub(lambda found: found["digit"] * 2, text)
    text = _CARRIER.sub("SF", text)
    return _RUN.sub(
        lambda run: _joined(run.group(), text[max(0, run.start() - 2) : run.start()], text[run.end() : run.end() + 2]),
        text,
    )


def _joined(run: str, before: str, after: str) -> str:
    if _LETTERED.search(before) and before.upper() != "SF":
        return run
    counts = after[:1] in _COUNTED if after else False
    run, tail = (run[:-1], run[-1]) if counts and run[-1] in SPOKEN and _is_mixed(run) else (run, "")
    counts = counts or _UNIT.match(after.lstrip()) is not None
    pieces = re.split(rf"({_GAP})", run)
    groups, gaps = pieces[::2], pieces[1::2]
    if groups[-1] == "":
        groups, gaps, tail = groups[:-1], gaps[:-1], gaps[-1] + tail
    carrier = before.upper() == "SF"
    written: list[str] = []
    at = 0
    while at < len(groups):
        size = _groups_of_one_number(groups[at:], gaps[at:], carrier and at == 0, counts)
        number = "".join(groups[at : at + size])
        written.append(number.translate(_TO_DIGITS) if size > 1 else _digits_if_number(number, carrier and at == 0))
        at += size
        if at <= len(gaps):
            written.append(gaps[at - 1])
    return "".join(written) + tail


def _groups_of_one_number(groups: list[str], gaps: list[str], carrier: bool, counts: bool) -> int:
    """How many of the first groups make up one number: all of them where that fits, else as many as fit.

    `counts`: what follows the last group is a unit, so that the group is no part of a number ("… 2件").
    """
    if len(groups[0]) == 1:
        alone = next((i for i, group in enumerate(groups) if len(group) != 1), len(groups))
        if alone >= _SHORTEST_SPOKEN and not any(set(gap) & _SIGNS for gap in gaps[: alone - 1]):
            return alone
    # "张三 138 0013 8000": the 三 of a name is written otherwise than the number beside it.
    spoken = groups[0][-1] in SPOKEN
    alike = next((i for i in range(1, len(groups)) if (groups[i][0] in SPOKEN) != spoken), len(groups))
    alike = len(groups) if carrier else alike
    for size in range(min(alike, _MOST_GROUPS), 1, -1):
        if _is_one_number(groups[:size], gaps[: size - 1], carrier):
            a_rest = size == alike - 1 and alike == len(groups) and gaps[size - 1] in {" ", "-"} and not counts
            is_phone = _PHONE.fullmatch(_digits(groups[:size]))
            number_goes_on = a_rest and len(groups[size]) <= _LONGEST_REST and not is_phone
            return alike if number_goes_on else size
    return 1


def _is_one_number(groups: list[str], gaps: list[str], carrier: bool) -> bool:
    number, first = _digits(groups), groups[0]
    if carrier:
        return len(number) == 13
    if _PHONE.fullmatch(number):
        return len(first) < 11
    # Amounts in a list have commas between them, too; digits said one by one are no amounts.
    listed = any("," in gap or "、" in gap for gap in gaps) and not all(_is_said(group) for group in groups)
    return bool(_WAYBILL.fullmatch(number)) and len(first) < 12 and not listed and not _AREA_CODE.fullmatch(first)


def _digits(groups: list[str]) -> str:
    return "".join(groups).translate(_TO_DIGITS)


def _is_said(group: str) -> bool:
    return len(group) == 1 or all(char in SPOKEN for char in group)


def _digits_if_number(group: str, carrier: bool) -> str:
    """A group that stands alone: digits when it can only be a number said digit by digit."""
    if not any(char in SPOKEN for char in group) or _COMPLETE.search(group):
        return group
    shortest = _SHORTEST_WITH_LIANG if "两" in group else _SHORTEST_SPOKEN
    mixed_length = 13 if carrier else 11
    if len(group) < shortest or (_is_mixed(group) and len(group) < mixed_length and len(group) != _SHORTEST_SPOKEN):
        return group
    return group.translate(_TO_DIGITS)


def _is_mixed(group: str) -> bool:
    return any(char in SPOKEN for char in group) and any(char.isdigit() and char not in SPOKEN for char in group)
