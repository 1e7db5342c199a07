"""The end of a log, for the person who has to find out what went wrong."""

from __future__ import annotations

import re
from pathlib import Path

LAST_LINES = 15
WIDTH = 300
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def tail(text: str) -> str:
    """The last lines of a program's output, without colours, each cut to a readable width."""
    lines = COLOURS.sub("", text).splitlines()[-LAST_LINES:]
    return "\n".join(line if len(line) <= WIDTH else line[:WIDTH] + " ..." for line in lines)


def tail_of(log: Path) -> str:
    """The same for a log file; empty when there is none."""
    try:
        return tail(log.read_text(encoding="utf-8", errors="replace"))
    except FileNotFoundError:
        return ""
