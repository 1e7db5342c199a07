"""The supervisor, with small real programs: restarts, backoff, giving up, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from launch.child import Program
from launch.errors import LaunchError
from launch.orphans import MARK, end_leftovers
from launch.settings import CHECKOUT
from launch.supervisor import Supervisor

SLEEP = "import time; time.sleep(60)"
# Ignores SIGTERM, and has a child of its own that does so too.
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print("ready", child.pid, flush=True)
time.sleep(60)
"""
WAIT_S = 20.0


def python(name: str, code: str, folder: Path, **more: object) -> Program:
    """A program of our own making."""
    log = folder / f"{name}.log"
    argv = (sys.executable, "-c", code)
    return Program(name=name, argv=argv, env=dict(os.environ), cwd=folder, log=log, **more)  # type: ignore[arg-type]


def eventually(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + WAIT_S
    while not condition():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.02)


def running(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def test_a_killed_program_is_started_again(supervisor: Supervisor, said: list[str], tmp_path: Path) -> None:
    supervisor.start(python("web", SLEEP, tmp_path))
    supervisor.wait_ready(["web"])
    first = supervisor.pid("web")
    assert first is not None
    os.kill(first, signal.SIGKILL)
    eventually(lambda: supervisor.pid("web") not in (None, first))
    assert said == ["web was ended by signal 9; starting it again in 0.1 s."]


def test_after_five_quick_deaths_it_gives_up_and_shows_the_log(
    supervisor: Supervisor, said: list[str], tmp_path: Path
) -> None:
    supervisor.start(python("bot", "print('no model here'); raise SystemExit(3)", tmp_path))
    with pytest.raises(LaunchError) as given_up:
        eventually(supervisor.check)
    message = str(given_up.value)
    assert message.startswith("bot ended with exit code 3, the 5th time in a row. The end of ")
    assert message.endswith("no model here\n" * 4 + "no model here")
    assert [sentence.rsplit("in ")[-1] for sentence in said] == ["0.1 s.", "0.1 s.", "0.2 s.", "0.4 s."]


def test_a_program_that_never_gets_ready_is_given_up(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start(python("web", SLEEP, tmp_path, ready=lambda: False, ready_within=0.3))
    with pytest.raises(LaunchError, match="web did not become ready within 0 s"):
        supervisor.wait_ready(["web"])


def test_what_a_dead_program_had_started_does_not_outlive_it(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start(python("web", STUBBORN, tmp_path))
    eventually((tmp_path / "web.log").read_text)
    grandchild = int((tmp_path / "web.log").read_text().split()[1])
    first = supervisor.pid("web")
    assert first is not None
    os.kill(first, signal.SIGKILL)
    eventually(lambda: not running(grandchild))


def test_killed_by_name_it_stays_down_until_started_by_name(
    supervisor: Supervisor, said: list[str], tmp_path: Path
) -> None:
    supervisor.start(python("actions", SLEEP, tmp_path))
    supervisor.kill("actions")
    time.sleep(0.5)
    assert supervisor.pid("actions") is None
    assert said == []
    with pytest.raises(LaunchError, match="actions is stopped"):
        supervisor.wait_ready(["actions"])
    supervisor.start_again("actions")
    supervisor.wait_ready(["actions"])


def test_stopping_while_it_waits_to_start_again_keeps_it_down(tmp_path: Path, said: list[str]) -> None:
    supervisor = Supervisor(said.append, first_pause=0.5)
    supervisor.start(python("web", "", tmp_path))
    eventually(lambda: said)
    supervisor.stop(["web"])
    time.sleep(1.0)
    assert supervisor.pid("web") is None
    supervisor.close()


def test_stubborn_programs_are_killed_after_their_time(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start(python("web", STUBBORN, tmp_path, stop_within=0.3))
    eventually((tmp_path / "web.log").read_text)
    grandchild = int((tmp_path / "web.log").read_text().split()[1])
    pid = supervisor.pid("web")
    assert pid is not None
    began = time.monotonic()
    supervisor.stop()
    assert time.monotonic() - began < 5
    assert not running(pid)
    eventually(lambda: not running(grandchild))


LAUNCHER = """
import os, sys
from pathlib import Path
from launch.child import Program
from launch.interrupts import interrupt_on_signals, stay
from launch.supervisor import Supervisor

interrupt_on_signals()
folder = Path(sys.argv[1])
supervisor = Supervisor(print)
for name, code in (("web", sys.argv[2]), ("worker", sys.argv[3])):
    argv, log = (sys.executable, "-c", code), folder / f"{name}.log"
    supervisor.start(Program(name, argv, dict(os.environ), folder, log, stop_within=0.5))
print(supervisor.pid("web"), supervisor.pid("worker"), flush=True)
stay(supervisor)
supervisor.close()
print("stopped", flush=True)
"""


def launcher(folder: Path) -> subprocess.Popen[str]:
    """A launcher in a process of its own, with two programs; the first line it writes has their process ids."""
    return subprocess.Popen(
        [sys.executable, "-c", LAUNCHER, str(folder), STUBBORN, SLEEP],
        cwd=CHECKOUT,
        env={**os.environ, MARK: str(folder)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_told_to_stop_it_leaves_no_process_behind(number: signal.Signals, tmp_path: Path) -> None:
    with launcher(tmp_path) as process:
        assert process.stdout is not None
        pids = [int(pid) for pid in process.stdout.readline().split()]
        eventually((tmp_path / "web.log").read_text)
        pids.append(int((tmp_path / "web.log").read_text().split()[1]))
        assert all(running(pid) for pid in pids)
        os.killpg(process.pid, number)
        os.killpg(process.pid, number)  # an impatient person
        assert process.stdout.read() == "stopped\n"
        assert process.wait(WAIT_S) == 0
        assert [pid for pid in pids if running(pid)] == []


def test_what_a_killed_launcher_left_is_ended_and_nothing_else(tmp_path: Path) -> None:
    mine, others = tmp_path / "mine", tmp_path / "others"
    mine.mkdir()
    others.mkdir()
    with launcher(mine) as killed, launcher(others) as another:
        assert killed.stdout is not None and another.stdout is not None
        left = [int(pid) for pid in killed.stdout.readline().split()]
        alive = [int(pid) for pid in another.stdout.readline().split()]
        eventually((mine / "web.log").read_text)
        killed.kill()
        killed.wait(WAIT_S)
        assert all(running(pid) for pid in left)
        assert end_leftovers(mine, grace_s=0.5) == 3  # two programs, and what one of them had started
        assert [pid for pid in left if running(pid)] == []
        assert all(running(pid) for pid in alive)
        another.terminate()
        another.wait(WAIT_S)
