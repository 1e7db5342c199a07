"""Days as people name them: 明天, 下周三, 12月3日, 月底, 国庆, 三天后 → dates, reckoned from the day of the message."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from bot.nlu import lexicon
from bot.nlu.numbers import whole_number

_SMALL = r"(?:[0-9]{1,2}|[一二三四五六七八九十两]{1,3})"
_WORDS = lexicon.times()
_FIXED = {name: (month, day) for name, (month, day) in _WORDS["fixed_festivals"].items()}
_MOVING: dict[str, str] = _WORDS["moving_festivals"]
_FESTIVAL = "|".join(sorted([*_FIXED, *_MOVING], key=len, reverse=True))
_YEAR_FIRST = re.compile(r"([0-9]{4})[\-/.]?([0-9]{1,2})[\-/.]?([0-9]{1,2})")
_LONG_AGO = timedelta(days=120)
_NEAR = {"今": 0, "明": 1, "后": 2, "大后": 3}
_NAMES_OF_WEEKDAYS = ("一1", "二2", "三3", "四4", "五5", "六6末", "日天")
_WEEKDAYS = {name: at for at, names in enumerate(_NAMES_OF_WEEKDAYS) for name in names}

_COUNTS = r"元|块|毛|公斤|千克|斤|[kK][gG]|克|吨|米|厘米|[cC][mM]|公里|平|方|%|折|万|倍|个|件|箱|票|点|天|小时|岁|版|寸"
# "11/28", "11-28", and "12.3" where the words go on as they do behind a date: else it is a price or a weight.
_SHORT = (
    r"(?<![0-9A-Za-z./\-费价值重¥#])(?:(?=(?:1[0-2]|0?[1-9])/|[01][0-9]-[0-3][0-9]|[0-9]{1,2}\.[0-9]{1,2} ?"
    r"(?:号|日|能|可以|之?前|以前|之?后|以后|送|派|到|来|取|寄|收|上午|下午|早上|晚上|中午|上门|要|再|行)))"
    r"(?P<short_month>1[0-2]|0?[1-9])[/.\-](?P<short_day>3[01]|[12][0-9]|0?[1-9])[号日]?"
    rf"(?![0-9./]|-[0-9]| ?(?:{_COUNTS}))"
)
# "然后下午来" and "以后天天" name no day.
_LATER = r"(?<![然以之最随今往先])后"
# "等了两周一直没到" and "一周三次" name no weekday, "周一直接送" does.
_MONDAY = "一(?!直(?!接)|次(?![日晨])|趟)"
# One alternative a kind of day; the names are read in `dates`.
DAY = (
    r"(?:"
    r"(?P<past>大?前天|昨天|昨日|昨(?=[早晚])|前晚|(?<!马)(?<!早)上上?个?(?:周|星期|礼拜)[一二三四五六日天末]?|上个?月(?:底|初|[0-9]{1,2}[号日])?|去年(?:[0-9]{1,2}月[0-9]{1,2}[号日]?)?|那天|[0-9一二两三四五六七八九十几]{1,3}(?:天|周|个月|小时)(?:以|之)?前|前几天)"
    # "2026-12-05", "日期20261205"
    r"|(?P<iso>(?:20[0-9]{2})[\-/.](?:1[0-2]|0?[1-9])[\-/.](?:3[01]|[12][0-9]|0?[1-9])(?![0-9])"
    r"|(?<![0-9A-Za-z])20[2-9][0-9](?:1[0-2]|0[1-9])(?:3[01]|[12][0-9]|0[1-9])(?![0-9A-Za-z]))"
    rf"|{_SHORT}"
    rf"|(?:(?P<year>20[0-9]{{2}}|今|明)年)?(?P<month>{_SMALL})月(?:份)?(?:(?P<monthday>{_SMALL})(?:[日号](?!楼))?|(?P<third>[上中下])旬)"
    rf"|(?P<which_month>这个月|本月|下个?月)?(?<![0-9A-Za-z#第\-路])(?P<day_only>{_SMALL})(?:号|日)(?!达|楼|线|店|门|库|院|机|柜|码|单|常|仓|驿站|快递柜|丰巢|窗|电池|箱|袋|球)"
    r"|(?P<month_end>(?:(?:这个|本|下个?)月?)?月[底末]|下个?月月?初|年底)|(?P<whole_month>下个月|这个月|本月)(?![0-9一二三])"
    rf"|(?P<week>下下|下|这|本)?个?(?:周|星期|礼拜)(?P<weekday>{_MONDAY}|[1-6](?![0-9])|[二三四五六日天末](?!次(?![日晨])|趟))(?!年|岁|福|\([0-9])"
    r"|(?P<whole_week>下下?个?(?:周|星期|礼拜)|[这本]个?(?:周|星期|礼拜))"
    rf"|(?P<near>大后|今|明|{_LATER})(?:天(?!气)|日|儿个?)(?!头条)"
    r"|(?P<pair>今明|明后)两?天"
    r"|(?:(?:大年|正月|年)初|初(?=[一二三四五六七八九十]{1,2}(?:[能可送派取寄来开上下早晚之以前后到]|$))|正月)"
    r"(?P<new_year>[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?!月)"
    r"|腊月初?(?P<year_end>[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
    rf"|(?P<near_short>今|(?<![证声])明|{_LATER})(?=[早晚]|上午|中午|下午|夜)"
    # 元宵 is a sweet as well: "寄元宵".
    rf"|(?:(?<![寄发买运邮包])|(?!元宵(?!节)))(?P<festival>{_FESTIVAL})(?!轻)(?:节|那天|当天|期间|假期|放假)?"
    rf"|(?<![0-9])(?P<ahead>{_SMALL})(?:天|日)(?:以|之)?后|(?P<weeks_ahead>{_SMALL})个?(?:周|星期|礼拜)(?:以|之)?后"
    r")"
)


@dataclass(frozen=True)
class Days:
    """The first and the last day meant; `rolled` when this year's or this week's day of that name is over already,
    `bare` when a weekday of either week may be meant."""

    first: date
    last: date
    rolled: bool = False
    bare: bool = False

    @classmethod
    def one(cls, day: date, rolled: bool = False) -> Days:
        """A single day."""
        return cls(day, day, rolled)


def dates(found: re.Match[str], today: date) -> Days | None:
    """The days a match of `DAY` means; None when there is no such day (31 April), or it is over.

    A date without a year, or a weekday without 这 or 下, is the next one to come; `rolled` says that it was moved on.
    """
    read = found.groupdict()
    if read["past"]:
        return None
    if read["near"] or read["near_short"]:
        return Days.one(today + timedelta(days=_NEAR[read["near"] or read["near_short"]]))
    if read["pair"]:
        first = today + timedelta(days=_NEAR[read["pair"][0]])
        return Days(first, first + timedelta(days=1))
    if read["ahead"] or read["weeks_ahead"]:
        count = whole_number(read["ahead"] or read["weeks_ahead"]) or 0
        return Days.one(today + timedelta(days=count * (7 if read["weeks_ahead"] else 1)))
    if read["weekday"] or read["whole_week"]:
        return _of_week(read["week"], read["weekday"], read["whole_week"], today)
    if read["new_year"]:
        return _of_lunar_month("春节", read["new_year"], today)
    if read["year_end"]:
        return _of_lunar_month("腊月初一", read["year_end"], today)
    if read["festival"]:
        return _festival(read["festival"], today)
    if read["month_end"] or read["whole_month"]:
        return _of_month(read["month_end"] or read["whole_month"], today)
    return _of_calendar(read, today)


def _of_week(week: str | None, weekday: str | None, whole: str | None, today: date) -> Days | None:
    monday = today - timedelta(days=today.weekday())
    if whole:
        first = monday + timedelta(days=7 * whole.count("下"))
        return Days(max(first, today), first + timedelta(days=6))
    first = monday + timedelta(days=_WEEKDAYS[weekday or "一"] + {"下": 7, "下下": 14}.get(week or "", 0))
    last = first + timedelta(days=1 if weekday == "末" else 0)
    if last >= today:
        return Days(max(first, today) if weekday == "末" else first, last, bare=not week)
    if week:
        return None
    return Days(first + timedelta(days=7), last + timedelta(days=7), rolled=True)


def _festival(name: str, today: date) -> Days | None:
    if name in _FIXED:
        return _next([date(year, *_FIXED[name]) for year in (today.year, today.year + 1)], today)
    return _next(_moving(_MOVING[name], today), today)


def _of_lunar_month(first_day: str, wanted: str, today: date) -> Days | None:
    later = timedelta(days=(whole_number(wanted) or 1) - 1)
    return _next([day + later for day in _moving(first_day, today)], today)


def _moving(name: str, today: date) -> list[date]:
    """This year's day of a festival that follows the moon, and those of the years after."""
    return [day for day in lexicon.moving_festivals()[name] if day.year >= today.year]


def _of_month(name: str, today: date) -> Days:
    """月底 is the last five days of the month, 月初 the first five."""
    if name == "年底":
        return Days(max(date(today.year, 12, 27), today), date(today.year, 12, 31))
    months = today.year * 12 + today.month - 1 + (1 if name.startswith("下") else 0)
    year, month = divmod(months, 12)
    last = date(year, month + 1, calendar.monthrange(year, month + 1)[1])
    first = last - timedelta(days=4) if name.endswith(("底", "末")) else last.replace(day=1)
    return Days(max(first, today), first + timedelta(days=4) if name.endswith("初") else last)


def _of_calendar(read: dict[str, str | None], today: date) -> Days | None:
    written = _YEAR_FIRST.fullmatch(read["iso"] or "")
    if written:
        year, month, day = map(int, written.groups())
        return _past_dropped(_date(year, month, day), today)
    if read["day_only"]:
        wanted = whole_number(read["day_only"]) or 0
        shift = 1 if (read["which_month"] or "").startswith("下") else 0
        candidates = [
            _date(*_month_after(today, shift + ahead), wanted)
            for ahead in ((0, 1) if not read["which_month"] else (0,))
        ]
        return _next([day for day in candidates if day], today)
    month_wanted = whole_number(read["month"] or read["short_month"] or "") or 0
    if read["third"]:
        return _third_of_month(month_wanted, read["third"], today)
    day_wanted = whole_number(read["monthday"] or read["short_day"] or "") or 0
    if read["year"]:
        year = {"今": today.year, "明": today.year + 1}.get(read["year"]) or int(read["year"])
        return _past_dropped(_date(year, month_wanted, day_wanted), today)
    candidates = [_date(year, month_wanted, day_wanted) for year in (today.year, today.year + 1)]
    if candidates[0] and timedelta() < today - candidates[0] < _LONG_AGO:
        # Of a date that has gone by not long ago people tell.
        return None
    return _next([day for day in candidates if day], today)


def _third_of_month(month: int, third: str, today: date) -> Days | None:
    """上旬, 中旬 and 下旬: the first ten days of a month, the second ten, and the rest."""
    if not 1 <= month <= 12:
        return None
    first_day, last_day = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}[third]
    for year in (today.year, today.year + 1):
        last = date(year, month, min(last_day, calendar.monthrange(year, month)[1]))
        if last >= today:
            return Days(max(date(year, month, first_day), today), last, rolled=year > today.year)
    return None


def _month_after(today: date, ahead: int) -> tuple[int, int]:
    year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
    return year, month + 1


@lru_cache(maxsize=512)
def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _past_dropped(day: date | None, today: date) -> Days | None:
    return Days.one(day) if day and day >= today else None


def _next(candidates: list[date], today: date) -> Days | None:
    ahead = [day for day in candidates if day >= today]
    return Days.one(ahead[0], rolled=ahead[0] != candidates[0]) if ahead else None
