"""Ends what an earlier launcher left running when it was killed before it could stop its children."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import psutil

# Every child carries this variable, so that it is recognised later without any record that could be stale.
MARK = "SUDA_STATE"
GRACE_S = 10.0


def end_leftovers(state: Path, grace_s: float = GRACE_S) -> int:
    """Stop all processes that were started for the state folder `state`: SIGTERM, `grace_s` seconds later SIGKILL.

    Gives their number.
    Only for the launcher that holds the lock of `state`: nobody else can rightly be using them then.
    """
    leftovers = [process for process in psutil.process_iter() if _state_of(process) == str(state)]
    for process in leftovers:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    _, stubborn = psutil.wait_procs(leftovers, timeout=grace_s)
    for process in stubborn:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(stubborn, timeout=GRACE_S)
    return len(leftovers)


def _state_of(process: psutil.Process) -> str | None:
    """The state folder that a process was started for, as far as we may know."""
    try:
        mark: str | None = process.environ().get(MARK)
    except (psutil.Error, OSError):
        return None
    return mark
