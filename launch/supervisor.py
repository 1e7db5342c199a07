"""Keeps the product's processes running: starts them, waits until they are ready, restarts what dies, stops all."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Container, Iterable
from signal import SIGKILL

from launch.child import Child, Program
from launch.errors import LaunchError
from launch.logs import tail_of

TICK_S = 0.2
FIRST_PAUSE_S = 0.5
# A death is quick when it comes before the program was ready or within this time after;
# this many in a row mean that it cannot run.
SETTLED_AFTER_S = 10.0
LONGEST_PAUSE_S = 30.0
QUICK_DEATHS = 5


class Supervisor:
    """A thread that watches children. All methods may be called from any thread.

    `say` gets one plain sentence whenever something happens that the person at the terminal should know.
    `first_pause` is the wait in seconds before the first restart; it doubles with every further quick death.
    """

    def __init__(self, say: Callable[[str], None], first_pause: float = FIRST_PAUSE_S) -> None:
        self._say = say
        self._first_pause = first_pause
        self._children: dict[str, Child] = {}
        self._lock = threading.RLock()
        self._closing = threading.Event()
        self._failure: str | None = None
        self._watcher = threading.Thread(target=self._watch, name="supervisor", daemon=True)
        self._watcher.start()

    def start(self, program: Program) -> None:
        """Start a program if it does not run. Does not wait until it is ready."""
        with self._lock:
            known = self._children.get(program.name)
            if known is not None and known.alive:
                return
            child = Child(program)
            child.spawn()
            self._children[program.name] = child

    def start_again(self, name: str) -> None:
        """Start a known program that was killed or stopped by name."""
        self.start(self._children[name].program)

    def kill(self, name: str) -> None:
        """End a program at once, as a crash would, and leave it down until it is started by name."""
        with self._lock:
            child = self._children[name]
            child.signal(SIGKILL)
            child.finish(deadline=time.monotonic())

    def crash(self, name: str) -> None:
        """End a program at once and let the supervisor find out by itself."""
        with self._lock:
            self._children[name].signal(SIGKILL)

    def pid(self, name: str) -> int | None:
        """The process id of a running program, else None."""
        with self._lock:
            child = self._children.get(name)
            return child.process.pid if child and child.alive and child.process else None

    def is_ready(self, name: str) -> bool:
        """Whether the program runs and has said that it is ready since it was started."""
        with self._lock:
            child = self._children.get(name)
            return child is not None and child.alive and child.ready_at is not None

    def wait_ready(self, names: Iterable[str]) -> None:
        """Block until all of them are ready. Raises LaunchError when one cannot be brought to run."""
        waiting = list(names)
        while waiting:
            self.check()
            waiting = [name for name in waiting if not self.is_ready(name)]
            for name in waiting:
                if self._children[name].down:
                    raise LaunchError(f"{name} is stopped.")
            time.sleep(TICK_S / 4)

    def check(self) -> None:
        """Raise LaunchError if a program had to be given up."""
        if self._failure is not None:
            raise LaunchError(self._failure)

    def stop(self, names: Container[str] | None = None) -> None:
        """Stop these programs (default: all) together: their stop signal, then SIGKILL for those that take too long.
        Names that were never started are passed over."""
        with self._lock:
            chosen = [child for name, child in self._children.items() if names is None or name in names]
            for child in chosen:
                child.signal(child.program.stop_signal)
            now = time.monotonic()
            for child in chosen:
                child.finish(deadline=now + child.program.stop_within)

    def close(self) -> None:
        """Stop everything and the watching itself."""
        self._closing.set()
        self._watcher.join()
        self.stop()

    def _watch(self) -> None:
        while not self._closing.wait(TICK_S):
            for child in list(self._children.values()):
                self._look_after(child)

    def _look_after(self, child: Child) -> None:
        """One look at one child: is it ready by now, has it died, is it time to start it again?"""
        if child.ready_at is None and child.alive and child.program.ready():
            child.ready_at = time.monotonic()
        with self._lock:
            now = time.monotonic()
            if self._failure is not None or self._children[child.program.name] is not child:
                return
            if child.start_again_at is not None:
                if now >= child.start_again_at:
                    self._spawn_again(child)
            elif child.process is not None and not child.alive:
                self._note_death(child, now)
            elif child.alive and child.ready_at is None and now > child.started_at + child.program.ready_within:
                self._note_unready(child)

    def _note_unready(self, child: Child) -> None:
        if child.has_worked:
            child.signal(SIGKILL)
        else:
            self._give_up(child, f"did not become ready within {child.program.ready_within:.0f} s")

    def _spawn_again(self, child: Child) -> None:
        try:
            child.spawn()
        except (OSError, LaunchError) as error:
            self._give_up(child, f"could not be started again: {error}")

    def _note_death(self, child: Child, now: float) -> None:
        assert child.process is not None
        settled = child.ready_at is not None and now > child.ready_at + SETTLED_AFTER_S
        child.quick_deaths = 1 if settled else child.quick_deaths + 1
        child.has_worked = child.has_worked or settled
        code = child.process.returncode
        # What it started itself must not outlive it and hold its port.
        child.signal(SIGKILL)
        how = f"was ended by signal {-code}" if code < 0 else f"ended with exit code {code}"
        # What has worked can work again once the trouble around it (a database away, a full disk) is over.
        if child.quick_deaths >= QUICK_DEATHS and not child.has_worked:
            self._give_up(child, f"{how}, the {QUICK_DEATHS}th time in a row")
            return
        pause = min(self._first_pause * 2 ** (child.quick_deaths - 1), LONGEST_PAUSE_S)
        child.process = None
        child.start_again_at = now + pause
        self._say(f"{child.program.name} {how}; starting it again in {pause:.1f} s.")

    def _give_up(self, child: Child, why: str) -> None:
        name, log = child.program.name, child.program.log
        self._failure = f"{name} {why}. The end of {log}:\n{tail_of(log)}"
