"""Times as people say them: 今天下午3点, 明天上午9点到11点. The words are in data/knowledge/spoken.yml."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

WORDS = Path(__file__).resolve().parent.parent / "data" / "knowledge" / "spoken.yml"


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return words


def say_moment(moment: datetime, now: datetime) -> str:
    """A point in time, seen from `now` (both aware, same zone)."""
    return say_day(moment, now) + say_clock(moment)


def say_window(start: datetime, end: datetime | None, now: datetime) -> str:
    """A window; the end's day is named only when it is another one. An open end is left out."""
    if end is None or end == start:
        return say_moment(start, now)
    last = say_clock(end) if end.date() == start.date() else say_moment(end, now)
    said: str = _words()["until"].format(start=say_moment(start, now), end=last)
    return said


def say_day(moment: datetime, now: datetime) -> str:
    """The day: 今天, 明天, or the date with its weekday when it is further off."""
    distance = (moment.date() - now.date()).days
    words = _words()
    if distance in words["days"]:
        near: str = words["days"][distance]
        return near
    date: str = words["date"].format(month=moment.month, day=moment.day)
    return date + words["weekdays"][moment.weekday()]


def say_clock(moment: datetime) -> str:
    """The time of day on a twelve-hour clock with its part of the day."""
    words = _words()
    part = [name for hour, name in sorted(words["parts_of_day"].items()) if moment.hour >= hour][-1]
    hour = moment.hour if moment.hour <= 12 else moment.hour - 12
    pattern: str = words["hour_minute"] if moment.minute else words["hour"]
    return pattern.format(part=part, hour=hour, minute=moment.minute)
