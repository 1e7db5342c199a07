"""The moment the tests reckon from, and how they read a message."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import datetime

from bot.nlu.entity import Entity

# A Saturday morning.
NOW = datetime.fromisoformat("2026-11-21T10:00:00+08:00")

Read = Callable[[str], list[Entity]]


def cost(call: Callable[[str], object], texts: Iterable[str]) -> float:
    """Seconds of this process for the cheapest of the texts; a machine may be busy with something else meanwhile."""
    costs = []
    for text in texts:
        begun = time.process_time()
        call(text)
        costs.append(time.process_time() - begun)
    return min(costs)
