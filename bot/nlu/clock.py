"""Parts of the day and clock readings: 下午, 晚上八点半, 15:30 → minutes of a day."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.nlu import lexicon
from bot.nlu.numbers import whole_number

MINUTES_A_DAY = 24 * 60
_HOUR = r"(?:2[0-4]|1[0-9]|0?[0-9]|二十[一二三四]?|十[一二三四五六七八九]?|[零一二两三四五六七八九])"
_MINUTE = r"(?:[0-5]?[0-9]|[二三四五]?十[一二三四五六七八九]?|[零〇]?[一二三四五六七八九])"
# "三点二公斤" is a weight.
_DECIMAL = r"[零一二三四五六七八九0-9]{1,3} ?(?:公斤|千克|斤|克|吨|[kK][gG]|元|块|万|米|方|折|倍|寸)"
# "三点意见", "一点半点" are no times either.
_POINTS = "(?:意见|建议|要求|问题|疑问|原因|希望|不满|半点|水的)"
# "零点三个方" is no time, "零点三十" is half past midnight.
_NO_FRACTION = "(?!零点[零〇一二三四五六七八九](?!十))"
_PARTS: dict[str, tuple[int, int]] = lexicon.times()["parts"]
_NIGHT = frozenset({"晚上", "晚间", "夜间", "夜里", "晚"})
_AFTERNOON = frozenset({"下午", "傍晚"})

# 早 and 晚 alone only where an hour or a day makes them one: "明早", "晚8点"; no greeting ("下午好").
_WHOLE_PARTS = "|".join(sorted((part for part in _PARTS if len(part) > 1), key=len, reverse=True))
PART = rf"(?P<part>{_WHOLE_PARTS}|(?<=[今明后])[早晚]|晚(?=[0-9七八九十][点:0-9一]))(?!好|件|茶)"
CLOCK = (
    rf"(?:(?P<hour24>[01]?[0-9]|2[0-4]):(?P<minute24>[0-5][0-9])(?![0-9]| ?[aApP]\.?[mM])"
    rf"|(?<![0-9.]){_NO_FRACTION}(?:差(?P<lacking>{_MINUTE})分钟?)?(?P<hour>{_HOUR})(?:点(?!{_DECIMAL}|{_POINTS})|时(?!间|候|效|常|不|装))(?P<oclock>钟|整)?(?:差(?P<lacks>{_MINUTE})分|(?P<half>半)|(?P<quarter>[一三])刻|(?P<minute>{_MINUTE})(?:分|(?![0-9一二三四五六七八九十个件点天斤公块元号直]))(?!之[一二三四五六七八九]))?(?:多|左右)?"
    r"|(?<![0-9.:])(?P<hour_12>1[0-2]|0?[1-9])(?:[:.](?P<minute_12>[0-5][0-9]))? ?"
    r"(?P<half_day>[aApP])\.?[mM](?![A-Za-z])\.?"
    rf"|(?<![0-9.])(?P<hour_first>{_HOUR})(?=[ ]?(?:-|~|到|至)[ ]?{_HOUR}(?:点|时)))"
)


@dataclass(frozen=True)
class Reading:
    """What a clock says before morning and evening are told apart: 3点 is 3 or 15."""

    hour: int
    minute: int
    exact: bool

    def minutes(self, part: str | None) -> int:
        """Minutes since midnight on the day named, helped by the part of the day; 24:00 is the day's end, and the small
        hours of a night belong to the day it began on: 今晚1点 is 25:00."""
        hour = self.hour
        if part in _NIGHT and hour <= 4:
            hour += 24
        elif not self.exact and hour <= 12:
            if part in _NIGHT | _AFTERNOON:
                late = hour == 12 and part != "下午"
                hour = 24 if late else (hour if hour == 12 else hour + 12)
            elif part == "中午" and hour < 4:
                hour += 12
            elif part in {"凌晨", "半夜"} and hour == 12:
                hour = 0
            elif part == "半夜" and hour > 6:
                hour += 12
            elif part in {None, "白天"} and 1 <= hour <= 6:
                # Nobody has a parcel fetched at three in the night.
                hour += 12
        return hour * 60 + self.minute


def reading(found: re.Match[str]) -> Reading | None:
    """The reading in a match that holds `CLOCK`; None when there is none."""
    if found["hour24"]:
        hour = int(found["hour24"])
        return Reading(hour, int(found["minute24"]), exact=hour > 12 or found["hour24"][0] == "0")
    if found["hour_12"]:
        return Reading(
            int(found["hour_12"]) % 12 + 12 * (found["half_day"] in "pP"), int(found["minute_12"] or 0), exact=True
        )
    spoken = found["hour"] or found["hour_first"]
    if not spoken:
        return None
    hour = whole_number(spoken) or 0
    minute = 30 if found["half"] else 15 * (whole_number(found["quarter"]) or 0) if found["quarter"] else 0
    if found["minute"]:
        minute = whole_number(found["minute"].lstrip("零〇") or "0") or 0
    lacking = whole_number(found["lacking"] or found["lacks"] or "0") or 0
    # "差十分五点" and "七点差五分"
    return Reading(hour - 1, 60 - lacking, exact=hour > 12) if lacking else Reading(hour, minute, exact=hour > 12)


def span_of(part: str) -> tuple[int, int]:
    """First and last minute of a part of the day."""
    first, last = _PARTS[part]
    return first * 60, last * 60
