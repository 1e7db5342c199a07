"""One child process: how it is started, asked whether it is ready, and stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Account:
    """A system user that a child runs as instead of root."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Program:
    """A program that belongs to the product, and how to tell that it works.

    `ready` is asked until it says yes, at most `ready_within` seconds; `prepare` runs before each start.
    """

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    cwd: Path
    log: Path
    ready: Callable[[], bool] = lambda: True
    ready_within: float = 60.0
    stop_signal: signal.Signals = signal.SIGTERM
    stop_within: float = 10.0
    account: Account | None = None
    prepare: Callable[[], None] = lambda: None


@dataclass
class Child:
    """A started (or stopped) program.

    It leads its own process group: the terminal's Ctrl-C reaches only the launcher, and what the program itself started
    ends with it.
    """

    program: Program
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    ready_at: float | None = None
    has_worked: bool = False
    quick_deaths: int = 0
    start_again_at: float | None = None

    @property
    def alive(self) -> bool:
        """Whether it runs now."""
        return self.process is not None and self.process.poll() is None

    @property
    def down(self) -> bool:
        """Whether it was stopped on purpose: it does not run and shall not."""
        return self.process is None and self.start_again_at is None

    def spawn(self) -> None:
        """Start it; its output goes to the end of its log file."""
        program = self.program
        program.prepare()
        program.log.parent.mkdir(parents=True, exist_ok=True)
        account = program.account
        with program.log.open("ab") as log:
            self.process = subprocess.Popen(
                program.argv,
                env=dict(program.env),
                cwd=program.cwd,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=[] if account else None,
            )
        self.started_at = time.monotonic()
        self.ready_at = self.start_again_at = None

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to it and to what it started."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    def finish(self, deadline: float) -> None:
        """Wait for it until `deadline` (of the monotonic clock), then kill what is left of its group. It stays down."""
        if self.process is not None:
            try:
                self.process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.signal(signal.SIGKILL)
                self.process.wait()
            self.signal(signal.SIGKILL)
        self.process = self.ready_at = self.start_again_at = None
