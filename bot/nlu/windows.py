"""Which of the times a message names are wished for: the finest said, and none at which nobody is there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

# Why a time does not suit, behind it: "两点三刻太早", "明天我出差", "白天值班".
_UNSUITED = re.compile(
    r"[ ,]?(?:就|都|我们|我|咱|这边|家里|全天|一天|要|得)*"
    r"(?:太早|太晚|太赶|不行|不方便|没空|没时间|没人|不在|出差|出国|值班(?![吗么不的])|(?:还要|在)?上班(?![吗么不的])|上课|开会|有事|飞)(?!的?话|就|之?后|了|前)"
)


@dataclass(frozen=True)
class Window:
    """From `start` to `end`, both with an offset; open where `end` is None."""

    start: datetime
    end: datetime | None


@dataclass(frozen=True)
class Said:
    """A window and where the text names it; `fineness`: 0 where days were named, 1 a part of the day, 2 the hour."""

    window: Window
    fineness: int
    start: int
    end: int


def meant(text: str, times: Iterable[Said]) -> list[Said]:
    """Those that are wished for. One alone is kept, whatever is said of it: an answer may still lie in it."""
    said = list(times)
    kept = [time for time in said if not _is_narrowed(time, said)]
    suited = [time for time in kept if not _UNSUITED.match(text, time.end)]
    return suited or kept


def _is_narrowed(time: Said, others: list[Said]) -> bool:
    """ "周二,就明天,明天上午十点": the day goes where an hour of it is named; "周五前" is another wish than an hour
    before that.
    """
    start, end = time.window.start, time.window.end
    if end is None or end.date() != start.date():
        return False
    finer = [other.window for other in others if other.fineness > time.fineness]
    return any(
        start <= window.start and (window.end or window.start) <= end for window in finer if window != time.window
    )
