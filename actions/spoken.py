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
    last = say_moment(end, now)
    if end.date() == start.date():
        last = say_clock(end, said_before=_part_of_day(start))
    said: str = _words()["until"].format(start=say_moment(start, now), end=last)
    return said


def say_day(moment: datetime, now: datetime) -> str:
    """The day: 今天, 明天, or the date with its weekday when it is further off."""
    distance = (moment.date() - now.date()).days
    words = _words()
    if distance in words["days"]:
        near: str = words["days"][distance]
        return near
    date: str = words["date"].format(month=moment.month, day=moment.day) + words["weekdays"][moment.weekday()]
    return date


def say_clock(moment: datetime, said_before: str = "") -> str:
    """The time of day on a twelve-hour clock with its part of the day, unless that has just been said."""
    words = _words()
    part = _part_of_day(moment)
    hour = moment.hour if moment.hour <= 12 else moment.hour - 12
    pattern: str = words["hour_minute"] if moment.minute else words["hour"]
    return pattern.format(part="" if part == said_before else part, hour=hour, minute=moment.minute)


def _part_of_day(moment: datetime) -> str:
    parts: dict[int, str] = _words()["parts_of_day"]
    return parts[max(hour for hour in parts if moment.hour >= hour)]
