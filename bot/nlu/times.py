"""Time windows a customer wishes, sets as a deadline or asks about → ISO 8601, reckoned from the moment of the message.

The rules are those of docs/nlu.md, section "Times". Own rules and not JioNLP's because JioNLP takes 周五前 for last
Friday and 元旦 for the one that is over, knows no 月底前, and brings 1 s of import and 110 MB; tests/nlu hold ours
against JioNLP's where both should agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.nlu import clock, corrections, days, windows
from bot.nlu.days import Days
from bot.nlu.entity import Entity
from bot.nlu.numbers import number
from bot.nlu.windows import Said, Window

ZONE = ZoneInfo("Asia/Shanghai")
_HOUR_LONG = timedelta(hours=1)
# "三点", "九点" without a part of the day mean an hour a courier comes at: minutes since midnight.
_AWAKE = (6 * 60, 20 * 60)
_GAP = r"(?:[ ,)]|的|大概|大约|差不多|午休|(?:下班|收工|放学)(?:之|以)?后|\((?:周|星期|礼拜)[一二三四五六日天]\))?"
_LEAD = (
    r"(?=[0-9零一二两三四五六七八九十几差今明后大昨前上下本这周星礼年月凌清早中傍晚夜半白元"
    r"腊冬小情妇劳儿国双平圣除春过端重去那初正])"
)
_POINT = re.compile(rf"{_LEAD}(?:{days.DAY}{_GAP})?(?:{clock.PART}{_GAP})?(?:{clock.CLOCK})?")
_TO = re.compile(r"[ ]?(?:-|~|一?直?到|至|或者?)[ ]?")
_SHIFT = re.compile(
    r"(?:左右)?(?:(?P<before>(?:之|以)?前(?!台|天|面|往|段|后)|截止)|(?P<after>(?:之|以|过)?后(?!天|面|续|台|门)|开始|起(?!运|码))|(?P<within>(?:之|以)?内))?"
)
_AHEAD = re.compile(
    r"(?P<passing>再?过)?(?<![0-9.第])(?P<amount>半|俩|[0-9]{1,3}(?:\.[0-9])?|[一二两三四五六七八九十]{1,3})(?P<half>个半)?个?(?P<unit>小时|钟头|(?<=个)钟|分钟|刻钟|天(?!(?:以|之)?后)|工作日)"
    r"(?:(?P<then>(?:以|之)?后)|(?P<within>(?:以|之)?内)|(?P<once_more>(?=再)))?"
)
_UNITS = {"小时": 60, "钟": 60, "钟头": 60, "分钟": 1, "刻钟": 15}
_AT_ONCE = re.compile(
    r"(?:现在|马上|立刻|立即|尽快|越快越好)(?=就?(?:来|过来|上门|取(?!消)|寄|揽|可以|方便|派人|安排)|(?:就行|就好|吧|就可以)?[。.!,]?$)"
)
_PAST = re.compile(
    r"[^,。!?;\n]{0,12}?(?:还没|(?<!有)没(?!问题|空|事|关系|人在|错)|已经|才(?!行|可以)|刚|就该|早该|揽的|收到|签收|寄的|发的|发货的|寄出|发出|买的|付的(?!是)|下的|下单|拍的|到的|送的|的时候|说(?:要|好|会|是|派|送|赔|没|在|到)|(?<!得)了(?!吗|么|吧|没|解|的话)|过(?![来去年]))"
)
# ... unless a wish or a condition stands before that: "8号之前得拿到", "六点前来我就不投诉了".
_WISH = re.compile(
    r"[^,。!?;\n]{0,9}?(?:要(?!是)|能|必须|得(?=来?[收到送拿取])|务必|最好|希望|争取|一定|麻烦|请|可以|还(?P<verb>.)不(?P=verb)|就不|就行|就好|再)"
)
# A promise told of because it was not kept: "说今天下午来,没来".
_PROMISED = re.compile(r"(?:说|说好|说是|说要|答应|承诺|约好)(?:了|的|是|在)?$")
# ... or of one that another has taken the place of: "本来说22号到".
_ONCE = re.compile(r"(?:本来|原来|原先|原本|当初)(?:你们)?(?:说|讲|答应|承诺|约)(?:好|是|的|在)*$")
# What is told of a day of the month or of the week that is over and would be taken for the next one of that name.
_TOLD = re.compile(r"[^,。!?;\n]{0,4}?(?:没动|显示|卡在|停在|中转|说|才发|才到)")
_BROKEN = re.compile(r"没(?!问题|空|事)|不见|人呢|还不")
# What follows is a deadline.
_LATEST = re.compile(r"(?:最迟|最晚|至迟|不晚于|不迟于|赶在)(?:也?[得要]?|是|在|到)?$")
_HABIT = re.compile(r"(?:每|每天|平时|一般|通常|天天|快|早|晚|慢|便宜|好|有|差|大|小|多|少|轻|重|这|那|半)$")
_ONE_BIT = re.compile(r"一时|一点(?!钟|半|整|多|左右|到|以?前|以?后|之|来|取|送|上门|[0-9二三四五])")


@dataclass(frozen=True)
class _Point:
    """One side of a window as said; whichever of the three parts were named."""

    days: Days | None
    part: str | None
    reading: clock.Reading | None
    start: int
    end: int


def time_windows(text: str, now: datetime) -> Iterator[Entity]:
    """`time_window`: `{"start", "end"}` in ISO 8601 with +08:00, `end` null when open.

    `now` is the moment of the message, with an offset. What is past ("昨天寄的", "今天签收了") and how long something
    took ("三天没更新") is no window.
    """
    now = now.astimezone(ZONE).replace(microsecond=0)
    for found in _AHEAD.finditer(text):
        # "过两小时再来" and "再过两小时" say it without 后; "过两天" alone is vague.
        said = found["then"] or found["within"]
        wished = said or found["passing"] == "再过" or (found["passing"] and found["once_more"] is not None)
        if wished and not _is_broken_promise(text, *found.span()):
            yield _entity(_ahead(found, now), found.start(), found.end())
    for found in _AT_ONCE.finditer(text):
        yield _entity(Window(now, now + _HOUR_LONG), found.start(), found.end())
    for said in windows.meant(text, _times(text, now)):
        yield _entity(said.window, said.start, said.end)


def _times(text: str, now: datetime) -> list[Said]:
    said: list[Said] = []
    over: set[Days] = set()
    at = 0
    day: Days | None = None
    while (first := _search(text, at, now)) is not None:
        if said and (corrections.takes_back(text, said[-1].end, first.start) or _is_repeated(text, said[-1], first)):
            # "明天三点 不对 四点": the day holds.
            first = replace(first, days=first.days or day)
            said.pop()
        at, window = _window(text, first, now)
        if first.days and window is None:
            over.add(first.days)
        if first.days in over:
            # "18号签收的,我18号不在": told of once, told of always.
            continue
        if window and (window.end is None or window.end > now):
            said.append(Said(window, 2 if first.reading else 1 if first.part else 0, first.start, at))
            day = first.days
    return said


def _is_repeated(text: str, last: Said, point: _Point) -> bool:
    again = text[point.start : point.end]
    return text[last.end : point.start] in {" ", ","} and text[last.start : last.end].endswith(again)


def _search(text: str, at: int, now: datetime) -> _Point | None:
    for found in _POINT.finditer(text, at):
        if found.group() and not _is_no_time(text, found):
            return _point(found, now)
    return None


def _is_no_time(text: str, found: re.Match[str]) -> bool:
    clock_only = found["hour"] and not found["part"] and found.group()[:1] in "零一二两三四五六七八九十0123456789"
    if clock_only and (_HABIT.search(text, 0, found.start()) or _ONE_BIT.match(text, found.start())):
        return True
    return text[: found.start()].endswith(("每天", "平时", "一般", "每", "通常"))


def _point(found: re.Match[str], now: datetime) -> _Point:
    named = found["past"] or any(found[name] for name in _DAY_NAMES)
    meant = days.dates(found, now.date()) if named else None
    if named and meant is None:
        # A day that is over takes its hour with it: marked by an empty span that `_window` passes by.
        return _Point(None, None, None, found.start(), found.end())
    return _Point(meant, found["part"], clock.reading(found), found.start(), found.end())


_DAY_NAMES = tuple(
    name for name in re.compile(days.DAY).groupindex if name not in {"past", "year", "week", "which_month"}
)


def _window(text: str, first: _Point, now: datetime) -> tuple[int, Window | None]:
    """The index behind the expression that begins with `first`, and its window."""
    if not (first.days or first.part or first.reading):
        return max(first.end, first.start + 1), None
    end = first.end
    last = _second(text, end, now)
    shift = _SHIFT.match(text, last.end if last else end)
    end = shift.end() if shift else end
    if _tells_of_the_past(text, first, end, now, waits=bool(shift and shift["after"])):
        return end, None
    window = _span(_by_24_hours(first, last), now)
    if last:
        return end, Window(window.start, _end_of_range(first, last, window, now))
    if (shift and shift["before"]) or _LATEST.search(text, 0, first.start):
        return end, Window(now, window.start if first.reading else window.end)
    if shift and shift["after"]:
        return _open_window(text, end, first, window, now)
    if shift and shift["within"]:
        return end, Window(now, window.end)
    return end, window


def _open_window(text: str, end: int, first: _Point, window: Window, now: datetime) -> tuple[int, Window]:
    """From `first` on; with the end that may follow: "十点以后十二点以前"."""
    found = _POINT.match(text, end)
    shift = _SHIFT.match(text, found.end()) if found and found.group() else None
    if found and shift and shift["before"]:
        last = _point(found, now)
        if last.days or last.part or last.reading:
            return shift.end(), Window(window.start, _end_of_range(first, last, window, now))
    return end, Window(window.start, None if not (first.reading or first.part) else _end_of_day(window.start.date()))


def _second(text: str, at: int, now: datetime) -> _Point | None:
    joint = _TO.match(text, at)
    found = _POINT.match(text, joint.end()) if joint else None
    if not joint or not found or not found.group():
        return None
    point = _point(found, now)
    if "或" in joint.group() and point.days:
        # "周六或者下周二" are two wishes.
        return None
    return point if point.days or point.part or point.reading else None


def _by_24_hours(first: _Point, last: _Point | None) -> _Point:
    """ "8到20点": the second reading tells that the first is no evening, unless nobody is awake then."""
    counted = first.reading and last and last.reading and last.reading.exact and first.reading.hour * 60 >= _AWAKE[0]
    return replace(first, reading=replace(first.reading, exact=True)) if first.reading and counted else first


def _span(point: _Point, now: datetime) -> Window:
    """The window of one point: an hour from a clock reading, a part of the day, or whole days."""
    if point.reading:
        start = _clock_start(point, now)
        return Window(start, start + _HOUR_LONG)
    if point.part:
        first, last = clock.span_of(point.part)
        day = point.days.first if point.days else now.date()
        if point.days is None and _at(day, last) <= now:
            day += timedelta(days=1)
        return Window(max(_at(day, first), now), _at(day, last))
    meant = point.days or Days.one(now.date())
    return Window(max(_at(meant.first, 0), now), _end_of_day(meant.last))


def _clock_start(point: _Point, now: datetime) -> datetime:
    reading = point.reading
    assert reading is not None
    if point.days:
        return _at(point.days.first, reading.minutes(point.part))
    today = now.date()
    choices = [reading.minutes(point.part)]
    if point.part is None and not reading.exact and 0 < reading.hour < 12:
        morning = reading.hour * 60 + reading.minute
        choices = [minutes for minutes in (morning, morning + 12 * 60) if _AWAKE[0] <= minutes <= _AWAKE[1]]
    ahead = [_at(today, minutes) for minutes in choices if _at(today, minutes) > now]
    return ahead[0] if ahead else _at(today + timedelta(days=1), reading.minutes(point.part))


def _end_of_range(first: _Point, last: _Point, window: Window, now: datetime) -> datetime:
    day = last.days.last if last.days else window.start.date()
    while day < window.start.date():
        # "周五到周一": the second weekday comes after the first.
        day += timedelta(days=7)
    end = _end_of_day(day)
    if last.reading:
        end = _at(day, last.reading.minutes(last.part or first.part))
        if end <= window.start and not last.reading.exact and not last.part:
            end += timedelta(hours=12)
    elif last.part:
        end = _at(day, clock.span_of(last.part)[1])
    # "晚上10点到早上6点"
    return end if end > window.start else end + timedelta(days=1)


def _tells_of_the_past(text: str, point: _Point, end: int, now: datetime, waits: bool) -> bool:
    """Whether the clause goes on as one about what has happened; what is certainly to come is never asked.

    `waits`: the time is one after which ("七点以后才下班"), where 才 tells of what is to come.
    """
    today = now.date()
    if _ONCE.search(text, 0, point.start):
        return True
    if point.days is not None and (point.days.rolled or point.days.bare) and _TOLD.match(text, end):
        return True
    to_come = point.days is not None and point.days.first > today and not point.days.rolled
    if to_come:
        return False
    if _is_broken_promise(text, point.start, end):
        return True
    past, wish = _PAST.match(text, end), _WISH.match(text, end)
    if past is None or (waits and past.group().endswith("才")):
        return False
    return wish is None or wish.end() >= past.end()


def _is_broken_promise(text: str, start: int, end: int) -> bool:
    return bool(_PROMISED.search(text[:start]) and _BROKEN.search(text, end))


def _ahead(found: re.Match[str], now: datetime) -> Window:
    amount = (0.5 if found["amount"] == "半" else number(found["amount"]) or 0) + (0.5 if found["half"] else 0)
    minutes = _UNITS.get(found["unit"])
    if minutes is None:
        day = now.date() + timedelta(days=int(amount))
        return Window(now if found["within"] else _at(day, 0), _end_of_day(day))
    moment = now + timedelta(minutes=amount * minutes)
    return Window(now, moment) if found["within"] else Window(moment, moment + _HOUR_LONG)


def _at(day: date, minutes: int) -> datetime:
    if minutes == clock.MINUTES_A_DAY:
        return _end_of_day(day)
    day, minutes = day + timedelta(days=minutes // clock.MINUTES_A_DAY), minutes % clock.MINUTES_A_DAY
    return datetime.combine(day, time(minutes // 60, minutes % 60), ZONE)


def _end_of_day(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), ZONE)


def _entity(window: Window, start: int, end: int) -> Entity:
    value = {"start": window.start.isoformat(), "end": window.end.isoformat() if window.end else None}
    return Entity("time_window", value, start, end)
