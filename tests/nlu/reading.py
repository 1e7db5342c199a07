"""The moment the tests reckon from, and how they read a message."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.nlu.entity import Entity

# A Saturday morning.
NOW = datetime.fromisoformat("2026-11-21T10:00:00+08:00")

Read = Callable[[str], list[Entity]]
