"""Ctrl-C, SIGTERM and a closed terminal mean the same to the launcher: stop everything in order, leave nothing."""

from __future__ import annotations

import signal
import time
from types import FrameType

from launch.supervisor import Supervisor

LOOK_EVERY_S = 0.2
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def interrupt_on_signals() -> None:
    """From now on the first of these signals raises KeyboardInterrupt in the main thread; all later ones are ignored.

    Stopping has its own time limits; an impatient second Ctrl-C shall not cut it short. SIGINT is set too, because a
    shell starts its background jobs with SIGINT ignored.
    """
    for number in STOPPING:
        signal.signal(number, _interrupt)


def stay(supervisor: Supervisor) -> None:
    """Return once told to stop; raises LaunchError when a program had to be given up."""
    try:
        while True:
            supervisor.check()
            time.sleep(LOOK_EVERY_S)
    except KeyboardInterrupt:
        return


def _interrupt(number: int, frame: FrameType | None) -> None:
    for each in STOPPING:
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt
