"""Times as they are said aloud."""

from datetime import datetime

import pytest

from actions.clock import CHINA
from actions.spoken import say_moment, say_window


def at(text: str) -> datetime:
    """A time in China, from `2026-11-21 15:00`."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)


NOW = at("2026-11-21 10:00")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-21 15:00", "今天下午3点"),
        ("2026-11-22 09:05", "明天上午9点05分"),
        ("2026-11-19 23:30", "前天晚上11点30分"),
        ("2026-11-21 12:00", "今天中午12点"),
        ("2026-11-26 00:10", "11月26日周四凌晨0点10分"),
    ],
)
def test_a_moment(moment: str, said: str) -> None:
    assert say_moment(at(moment), NOW) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2026-11-22 15:00", "2026-11-22 16:00", "明天下午3点到4点"),
        ("2026-11-22 08:00", "2026-11-22 12:00", "明天上午8点到中午12点"),
        ("2026-11-21 20:00", "2026-11-22 08:00", "今天晚上8点到明天上午8点"),
        ("2026-11-21 15:00", None, "今天下午3点"),
    ],
)
def test_a_window(start: str, end: str | None, said: str) -> None:
    assert say_window(at(start), at(end) if end else None, NOW) == said
