"""Counting within a sliding window: how many more are allowed, and from when again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Room:
    """What one limit leaves: `left` more, and when it is used up, `retry_at`."""

    left: int
    retry_at: datetime | None


def room(counted: Sequence[datetime], limit: int, window: timedelta) -> Room:
    """What `limit` leaves after the events `counted` (oldest first, all within the last `window`)."""
    left = limit - len(counted)
    # Room comes back once so many have left the window that one less than the limit remain.
    return Room(left, None) if left > 0 else Room(0, counted[-limit] + window)


def narrowest(rooms: Sequence[Room]) -> Room:
    """What several limits leave together: the fewest, and the latest time."""
    waits = [one.retry_at for one in rooms if one.retry_at is not None]
    return Room(min(one.left for one in rooms), max(waits, default=None))
