"""`make test`: every step runs whatever came before, and one failure fails the whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from launch.checks import BOT_CODE, BOT_TESTS, CENTER_CODE, CENTER_TESTS, Steps
from launch.settings import CHECKOUT

NOT_PYTHON_ROOMS = {"docs", "data", "models", "requirements", "deploy", "benchmarks"}


def test_after_a_failure_the_other_steps_still_run(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    steps = Steps(tmp_path)
    steps.run("first", [sys.executable, "-c", "print('1 passed')"])
    steps.run("second", [sys.executable, "-c", "raise SystemExit(5)"])
    steps.run("third", [sys.executable, "-c", "print('3 passed')"])
    assert steps.conclude() == 1
    shown = capfd.readouterr().out
    assert "1 passed" in shown and "3 passed" in shown
    assert shown.endswith("Failed: second\n")


def test_without_a_failure_it_ends_well(tmp_path: Path) -> None:
    steps = Steps(tmp_path)
    steps.run("only", [sys.executable, "-c", ""])
    assert steps.conclude() == 0


def test_no_room_is_left_out() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout.splitlines()
    rooms = {path.split("/")[0] for path in tracked} - NOT_PYTHON_ROOMS - {"tests"}
    tests = {"/".join(path.split("/")[:2]) for path in tracked if path.startswith("tests/") and path.count("/") > 1}
    assert rooms <= set(BOT_CODE) | set(CENTER_CODE)
    assert tests <= set(BOT_TESTS) | set(CENTER_TESTS)
