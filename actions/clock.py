"""The zone in which the courier and its customers live: every time that actions handle is aware of it."""

from __future__ import annotations

from datetime import timedelta, timezone

CHINA = timezone(timedelta(hours=8))
