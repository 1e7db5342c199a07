"""Time windows, reckoned from Saturday 21 November 2026, ten in the morning."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.times import time_windows
from tests.nlu.reading import NOW

DAY_END = "23:59:59"
UNITS = ("year", "month", "day", "hour", "minute", "second")
SOON = "2026-11-21T10:00:00"

# (words, start, end); a time without a date is today's.
CASES: list[tuple[str, str, str | None]] = [
    ("今天", "10:00:00", DAY_END),
    ("今天能到吗", "10:00:00", DAY_END),
    ("明天", "2026-11-22T00:00:00", f"2026-11-22T{DAY_END}"),
    ("大后天", "2026-11-24T00:00:00", f"2026-11-24T{DAY_END}"),
    ("明天下午", "2026-11-22T13:00:00", "2026-11-22T18:00:00"),
    ("明天早上", "2026-11-22T06:00:00", "2026-11-22T09:00:00"),
    ("三天后下午三点", "2026-11-24T15:00:00", "2026-11-24T16:00:00"),
    ("三天后来取", "2026-11-24T00:00:00", f"2026-11-24T{DAY_END}"),
    ("先取件,然后下午三点送", "15:00:00", "16:00:00"),
    ("夜里两点", "2026-11-22T02:00:00", "2026-11-22T03:00:00"),
    ("今晚1点", "2026-11-22T01:00:00", "2026-11-22T02:00:00"),
    ("下下周", "2026-11-30T00:00:00", f"2026-12-06T{DAY_END}"),
    ("一两天内能到吗", SOON, f"2026-11-22T{DAY_END}"),
    ("后天上午", "2026-11-23T08:00:00", "2026-11-23T12:00:00"),
    ("明天中午", "2026-11-22T11:00:00", "2026-11-22T13:00:00"),
    ("明天傍晚", "2026-11-22T17:00:00", "2026-11-22T19:00:00"),
    ("今晚", "18:00:00", "21:00:00"),
    ("明晚", "2026-11-22T18:00:00", "2026-11-22T21:00:00"),
    ("今晚8点以后", "20:00:00", DAY_END),
    ("晚上七点以后再送", "19:00:00", DAY_END),
    ("明天下午三点", "2026-11-22T15:00:00", "2026-11-22T16:00:00"),
    ("明天下午3点到5点", "2026-11-22T15:00:00", "2026-11-22T17:00:00"),
    ("我想明天下午三点到五点寄件", "2026-11-22T15:00:00", "2026-11-22T17:00:00"),
    ("大后天早上九点半", "2026-11-24T09:30:00", "2026-11-24T10:30:00"),
    ("后天上午9点到11点", "2026-11-23T09:00:00", "2026-11-23T11:00:00"),
    ("明天上午十点一刻", "2026-11-22T10:15:00", "2026-11-22T11:15:00"),
    ("明天15:30", "2026-11-22T15:30:00", "2026-11-22T16:30:00"),
    ("明早8点", "2026-11-22T08:00:00", "2026-11-22T09:00:00"),
    ("三点来", "15:00:00", "16:00:00"),
    ("一点来取", "13:00:00", "14:00:00"),
    ("3-5点", "15:00:00", "17:00:00"),
    ("下午2点20分", "14:20:00", "15:20:00"),
    ("晚上七点到九点之间", "19:00:00", "21:00:00"),
    ("周日下午两点到四点上门", "2026-11-22T14:00:00", "2026-11-22T16:00:00"),
    ("周五前", SOON, f"2026-11-27T{DAY_END}"),
    ("周五之前能送到吗", SOON, f"2026-11-27T{DAY_END}"),
    ("下午5点前", SOON, "17:00:00"),
    ("明天12点前", SOON, "2026-11-22T12:00:00"),
    ("晚上12点前", SOON, DAY_END),
    ("月底前", SOON, f"2026-11-30T{DAY_END}"),
    ("15号之前", SOON, f"2026-12-15T{DAY_END}"),
    ("圣诞节前", SOON, f"2026-12-25T{DAY_END}"),
    ("元旦", "2027-01-01T00:00:00", f"2027-01-01T{DAY_END}"),
    ("春节送吗", "2027-02-06T00:00:00", f"2027-02-06T{DAY_END}"),
    ("12月3日之后", "2026-12-03T00:00:00", None),
    ("从下周一开始", "2026-11-23T00:00:00", None),
    ("12月3号", "2026-12-03T00:00:00", f"2026-12-03T{DAY_END}"),
    ("十二月三号", "2026-12-03T00:00:00", f"2026-12-03T{DAY_END}"),
    ("2026-12-01", "2026-12-01T00:00:00", f"2026-12-01T{DAY_END}"),
    ("5号来取", "2026-12-05T00:00:00", f"2026-12-05T{DAY_END}"),
    ("下周三", "2026-11-25T00:00:00", f"2026-11-25T{DAY_END}"),
    ("周一", "2026-11-23T00:00:00", f"2026-11-23T{DAY_END}"),
    ("周日", "2026-11-22T00:00:00", f"2026-11-22T{DAY_END}"),
    ("星期天", "2026-11-22T00:00:00", f"2026-11-22T{DAY_END}"),
    ("礼拜五", "2026-11-27T00:00:00", f"2026-11-27T{DAY_END}"),
    ("下周", "2026-11-23T00:00:00", f"2026-11-29T{DAY_END}"),
    ("周一到周五", "2026-11-23T00:00:00", f"2026-11-27T{DAY_END}"),
    ("半小时后", "10:30:00", "11:30:00"),
    ("两小时内", SOON, "12:00:00"),
    ("三天后", "2026-11-24T00:00:00", f"2026-11-24T{DAY_END}"),
    ("三天内能到吗", SOON, f"2026-11-24T{DAY_END}"),
    ("12.5派送可以吗", "2026-12-05T00:00:00", f"2026-12-05T{DAY_END}"),
    ("12/5下午取件", "2026-12-05T13:00:00", "2026-12-05T18:00:00"),
    ("11-28送过来", "2026-11-28T00:00:00", f"2026-11-28T{DAY_END}"),
    ("8号之前得收到", SOON, f"2026-12-08T{DAY_END}"),
    ("六点之前要收到", SOON, "18:00:00"),
    ("下午四点前来我就不投诉了", SOON, "16:00:00"),
    ("下午三点以后才下班", "15:00:00", DAY_END),
    ("周四之前到得了吗", SOON, f"2026-11-26T{DAY_END}"),
    ("大年初五上午", "2027-02-10T08:00:00", "2027-02-10T12:00:00"),
    ("正月十五前", SOON, f"2027-02-20T{DAY_END}"),
    ("下个月月底", "2026-12-27T00:00:00", f"2026-12-31T{DAY_END}"),
    ("下月初寄", "2026-12-01T00:00:00", f"2026-12-05T{DAY_END}"),
    ("明后天都行", "2026-11-22T00:00:00", f"2026-11-23T{DAY_END}"),
    ("过一个小时再来", "11:00:00", "12:00:00"),
    ("今晚7:30", "19:30:00", "20:30:00"),
    ("现在就来取", SOON, "11:00:00"),
    ("尽快", SOON, "11:00:00"),
    ("下午两点二十五来取", "14:25:00", "15:25:00"),
    ("上午十一点五十之前来", SOON, "11:50:00"),
    ("十一点二十到一点", "11:20:00", "13:00:00"),
    ("今晚零点", f"2026-11-21T{DAY_END}", "2026-11-22T00:59:59"),
    ("今晚00:30", "2026-11-22T00:30:00", "2026-11-22T01:30:00"),
    ("零点前送到", SOON, "2026-11-22T00:00:00"),
    ("半夜十一点来取", "23:00:00", "2026-11-22T00:00:00"),
    ("白天三点过来", "15:00:00", "16:00:00"),
    ("晚上10点到早上6点有人", "22:00:00", "2026-11-22T06:00:00"),
    ("晚上九点到凌晨", "21:00:00", "2026-11-22T06:00:00"),
    ("9到18点都行", "2026-11-22T09:00:00", "2026-11-22T18:00:00"),
    ("周一直接送公司", "2026-11-23T00:00:00", f"2026-11-23T{DAY_END}"),
    ("就那个周四来吧", "2026-11-26T00:00:00", f"2026-11-26T{DAY_END}"),
]
# Past, durations, greetings, habits, and words that only look like a time.
NO_WINDOW = [
    "以后天天来",
    "放3号快递柜",
    "5号驿站",
    "三天没更新",
    "昨天下午三点寄的",
    "今天早上已经签收了",
    "11月15号寄的",
    "我20号发的货",
    "三天前就寄出了",
    "等了两天",
    "下午好",
    "晚上好",
    "快一点",
    "一点都不好",
    "便宜一点",
    "几点到",
    "几天能到",
    "今天怎么还没到",
    "每天下午都在",
    "上周五寄的",
    "前天买的",
    "科技园路1号",
    "快递员说今天下午来,没来",
    "上午说要来,现在没来",
    "两点五公斤",
    "长宽高30/20/10",
    "什么时候",
    "第二天",
    "30天",
    "4月31号",
    "一时半会到不了家",
    "三周一直没动",
    "两周一次",
    "寄7号电池",
    "6号箱破了",
    "几天前下午四点下的单",
    "零点二个立方",
    "11点付的钱",
]


def _stamp(moment: str | None) -> str | None:
    if moment is None:
        return None
    return f"{moment if 'T' in moment else '2026-11-21T' + moment}+08:00"


@pytest.mark.parametrize(("text", "start", "end"), CASES, ids=[case[0] for case in CASES])
def test_window(values: Callable[[str, str], list[Any]], text: str, start: str, end: str | None) -> None:
    assert values(text, "time_window") == [{"start": _stamp(start), "end": _stamp(end)}]


@pytest.mark.parametrize("text", NO_WINDOW)
def test_no_window(values: Callable[[str, str], list[Any]], text: str) -> None:
    assert values(text, "time_window") == []


@given(st.integers(7, 11), st.integers(1, 59))
def test_any_minute_said_is_that_minute(hour: int, minute: int) -> None:
    for said in (f"{hour}点{minute}分", f"{cn2an.an2cn(hour)}点{'零' if minute < 10 else ''}{_spoken(minute)}"):
        (found,) = time_windows(f"明天上午{said}来取", NOW)
        assert found.value == {
            "start": f"2026-11-22T{hour:02}:{minute:02}:00+08:00",
            "end": f"2026-11-22T{hour + 1:02}:{minute:02}:00+08:00",
        }


def _spoken(minute: int) -> str:
    return str(cn2an.an2cn(minute)).replace("一十", "十")


def test_reckoned_in_the_time_of_the_company() -> None:
    moment = datetime.fromisoformat("2026-11-21T23:30:00+00:00")
    (found,) = time_windows("明天", moment)
    assert found.value == {"start": "2026-11-23T00:00:00+08:00", "end": "2026-11-23T23:59:59+08:00"}


@pytest.mark.parametrize(
    "text", ["明天下午三点", "大后天早上九点半", "后天晚上八点", "12月3日上午10点", "下周三下午4点20分", "明天15:30"]
)
def test_agrees_with_jionlp_on_the_start_of_a_point(text: str) -> None:
    """An independent reading of the same words, where JioNLP is sound: plain points in the future."""
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp
    theirs = jionlp.parse_time(text, time_base=dict(zip(UNITS, NOW.timetuple(), strict=False)))
    (ours,) = time_windows(text, NOW)
    assert isinstance(ours.value, dict)
    assert str(ours.value["start"])[:19] == theirs["time"][0].replace(" ", "T")
