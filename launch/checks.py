"""What `make lint` and `make test` run. Every step runs even if an earlier one failed; the end lists which ones did."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from launch.errors import LaunchError
from launch.settings import load_settings
from launch.testing import temporary_postgres
from launch.training import TRAINING_DATA, bot_python, ensure_model

BOT_TESTS = ("tests/nlu", "tests/benchmarks", "tests/dialogue", "tests/actions", "tests/bot")
CENTER_TESTS = ("tests/center", "tests/sandbox", "tests/launch", "tests/e2e", "tests/house")
BOT_CODE = ("bot", "actions", "benchmarks", *BOT_TESTS)
CENTER_CODE = ("center", "sandbox", "launch", "tests/browser.py", *CENTER_TESTS)
STORIES = "tests/dialogue/stories"
# Far more than any step needs; it only keeps a hanging one from hanging for ever.
STEP_TIMEOUT_S = 3600


@dataclass
class Steps:
    """Runs commands one after the other in the checkout, their output straight to the terminal."""

    root: Path
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    failed: list[str] = field(default_factory=list)

    def run(self, title: str, command: Sequence[str]) -> None:
        """One step; a failure is remembered."""
        print(f"\n=== {title}", flush=True)
        started = time.monotonic()
        try:
            code = subprocess.run(command, cwd=self.root, env=dict(self.env), timeout=STEP_TIMEOUT_S).returncode
        except subprocess.TimeoutExpired:
            print(f"{title} was ended after {STEP_TIMEOUT_S} s.", flush=True)
            code = -1
        if code != 0:
            self.failed.append(title)
        print(f"=== {title}: {'ok' if code == 0 else 'FAILED'} ({time.monotonic() - started:.0f} s)", flush=True)

    def present(self, paths: Sequence[str]) -> list[str]:
        """Those of the paths that exist."""
        return [path for path in paths if (self.root / path).exists()]

    def with_code(self, folders: Sequence[str]) -> list[str]:
        """Those of the folders that hold Python; mypy and pytest fail on any other."""
        return [folder for folder in folders if any((self.root / folder).rglob("*.py"))]

    def conclude(self) -> int:
        """Say how it went; the exit code."""
        print(f"\nFailed: {', '.join(self.failed)}" if self.failed else "\nEverything passed.", flush=True)
        return 1 if self.failed else 0


def lint(root: Path, state: Path) -> int:
    """Ruff and mypy over both halves."""
    steps = Steps(root, _environment(state))
    _lint(steps)
    return steps.conclude()


def test(root: Path, state: Path) -> int:
    """Lint, Rasa's own checks, and both halves' tests, on an embedded PostgreSQL of their own."""
    steps = Steps(root, _environment(state))
    _lint(steps)
    with temporary_postgres() as databases:
        steps.env = {**steps.env, "DATABASE_URL": databases.center, "TRACKER_DATABASE_URL": databases.tracker}
        _rasa(steps, state)
        bot, center = str(bot_python(root)), sys.executable
        _pytest(steps, "tests of the dialogue half", bot, BOT_TESTS)
        _pytest(steps, "tests of the center half", center, CENTER_TESTS)
    return steps.conclude()


def _lint(steps: Steps) -> None:
    bot, center = str(bot_python(steps.root)), sys.executable
    steps.run("ruff", [center, "-m", "ruff", "check", "."])
    steps.run("mypy of the dialogue half", [bot, "-m", "mypy", *steps.with_code(BOT_CODE)])
    # With Django's plugin, which the dialogue half's environment does not have; hence a configuration of its own.
    mypy = [center, "-m", "mypy", "--config-file", "launch/mypy-center.ini"]
    steps.run("mypy of the center half", [*mypy, *steps.with_code(CENTER_CODE)])


def _rasa(steps: Steps, state: Path) -> None:
    rasa = [str(bot_python(steps.root)), "-m", "bot.rasa"]
    steps.run("rasa data validate", [*rasa, "data", "validate", "--data", *steps.present(TRAINING_DATA)])
    try:
        model = ensure_model(steps.root, state / "logs" / "training.log")
    except LaunchError as error:
        print(error, flush=True)
        steps.failed.append("training")
        return
    if steps.present([STORIES]):
        out = str(state / "story-tests")
        options = ["--stories", STORIES, "--model", str(model), "--out", out, "--fail-on-prediction-errors"]
        steps.run("rasa test core", [*rasa, "test", "core", *options])


def _pytest(steps: Steps, title: str, interpreter: str, folders: Sequence[str]) -> None:
    steps.run(title, [interpreter, "-m", "pytest", *(steps.with_code(folders) or folders)])


def _environment(state: Path) -> dict[str, str]:
    """Settings that code under test may need to be imported at all; the database in it does not exist."""
    settings = load_settings(state / "test")
    nowhere = "postgresql://nobody@127.0.0.1:1/none"
    return {**os.environ, **settings.child_environment(nowhere, nowhere)}
