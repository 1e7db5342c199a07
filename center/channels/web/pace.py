"""How fast one socket may talk."""

import time
from collections import deque

MOST = 20  # messages
WITHIN = 10.0  # seconds


class Pace:
    """Counts the messages of the last WITHIN seconds."""

    def __init__(self) -> None:
        self._times: deque[float] = deque()

    def allows(self) -> bool:
        """Count one more message, unless there are too many already."""
        now = time.monotonic()
        while self._times and now - self._times[0] > WITHIN:
            self._times.popleft()
        if len(self._times) >= MOST:
            return False
        self._times.append(now)
        return True
