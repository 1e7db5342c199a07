"""Times as the carrier writes them: Asia/Shanghai, "2026-11-21 10:00:00"; and spans such as "-2d3h"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

# China keeps one offset all year; a fixed one needs no zone database, which Windows lacks.
CHINA = timezone(timedelta(hours=8))

FORMAT = "%Y-%m-%d %H:%M:%S"

# Routes and look-ups by phone reach back this far (SF: "three months").
MEMORY = timedelta(days=90)

_SPAN = re.compile(r"([+-])(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?")


def now() -> datetime:
    """This moment in China, to the second."""
    return datetime.now(CHINA).replace(microsecond=0)


def write(moment: datetime) -> str:
    """A moment in the carrier's format. The strings sort as the moments do."""
    return moment.astimezone(CHINA).strftime(FORMAT)


def read(text: str) -> datetime:
    """The moment that a string in the carrier's format names; ValueError where it is none."""
    return datetime.strptime(text, FORMAT).replace(tzinfo=CHINA)


def span(text: str) -> timedelta:
    """The signed span that "-2d3h", "-40m" or "+5h" names; ValueError where it is none."""
    match = _SPAN.fullmatch(text)
    if match is None or not any(match.groups()[1:]):
        raise ValueError(f"not a span such as -2d3h, -40m or +5h: {text!r}")
    days, hours, minutes = (int(part or 0) for part in match.groups()[1:])
    length = timedelta(days=days, hours=hours, minutes=minutes)
    return -length if match[1] == "-" else length
