"""How much memory a process holds, whether its libraries were installed a year or a minute ago."""

from __future__ import annotations

import psutil

MEGABYTE = 1_000_000
# Of library files the kernel maps more than anybody touches while they are fresh from being written (70 MB more, seen
# after an installation and never again); what the bot's settle at.
_MAPPED = 230 * MEGABYTE


def resident(process: psutil.Process) -> int:
    """Resident bytes, pages of library files counted as far as they are touched (Linux tells them apart)."""
    memory = process.memory_info()
    mapped: int = getattr(memory, "shared", 0)
    return int(memory.rss) - max(mapped - _MAPPED, 0)
