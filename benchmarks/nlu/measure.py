"""Trains a pipeline as Rasa trains it, and asks it about every case."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.nlu.cases import Case, Found
from benchmarks.nlu.score import FALLBACK, Answer
from benchmarks.nlu.trials import CHECKOUT, Trial

# The stock pipeline learns for hours on two cores.
LONGEST_TRAINING_S = 12 * 3600
LONGEST_ANSWERING_S = 1800


class MeasuringError(Exception):
    """A pipeline could not be trained or asked; the text holds the end of what it said."""


@dataclass(frozen=True)
class Measured:
    """What a pipeline costs, and what it said of each group of cases."""

    name: str
    training_s: float
    megabytes: float
    milliseconds: tuple[float, ...]
    answers: Mapping[str, list[Answer]]


def measure(trial: Trial, files: Mapping[Path, Mapping[str, Sequence[Case]]]) -> dict[Path, Measured]:
    """Train as `trial` says and ask about every file's groups of cases.

    The time of parsing is that of a file's first group: the messages as they were written. Raises `MeasuringError`.
    """
    print(f"Training and asking {trial.name} ...", file=sys.stderr, flush=True)
    with TemporaryDirectory(prefix="suda-nlu-") as name:
        folder = Path(name)
        data = trial.training_data(folder)
        started = time.monotonic()
        _train(trial.config, data, folder)
        training_s = time.monotonic() - started
        return {path: ask(trial.name, folder / "model.tar.gz", groups, training_s) for path, groups in files.items()}


def ask(name: str, model: Path, groups: Mapping[str, Sequence[Case]], training_s: float = 0.0) -> Measured:
    """Ask a trained model (of a folder the newest) about groups of cases, like `measure`. Raises `MeasuringError`."""
    rows = _rows(model, [case for group in groups.values() for case in group])
    answers = iter(map(_answer, rows[1:]))
    told = {group: [next(answers) for _ in cases] for group, cases in groups.items()}
    first = len(next(iter(groups.values())))
    milliseconds = tuple(float(row["milliseconds"]) for row in rows[1 : 1 + first])
    return Measured(name, training_s, float(rows[0]["megabytes"]), milliseconds, told)


def _train(config: Path, data: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "bot.rasa", "train", "nlu", "--config", str(config.resolve()), "--nlu", str(data)]
    command += ["--out", str(folder), "--fixed-model-name", "model"]
    log = folder / "training.log"
    _run(command, log, LONGEST_TRAINING_S)
    if not (folder / "model.tar.gz").exists():
        raise MeasuringError(f"{config} made no model:\n{_end(log)}")


def _rows(model: Path, cases: Sequence[Case]) -> list[dict[str, Any]]:
    with TemporaryDirectory(prefix="suda-nlu-") as name:
        asked, told = Path(name) / "cases.jsonl", Path(name) / "answers.jsonl"
        lines = [json.dumps({"text": case.text, "now": case.now}, ensure_ascii=False) for case in cases]
        asked.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, "-m", "benchmarks.nlu.worker", str(model), str(asked), str(told)]
        _run(command, Path(name) / "answering.log", LONGEST_ANSWERING_S)
        return [json.loads(line) for line in told.read_text(encoding="utf-8").splitlines()]


def _run(command: Sequence[str], log: Path, longest_s: float) -> None:
    """Run in the checkout, where `data/nlu` and the modules a config names are found."""
    # Rasa's cache takes a component for unchanged when only a module it uses has changed.
    env = {**os.environ, "PYTHONPATH": str(CHECKOUT), "RASA_MAX_CACHE_SIZE": "0"}
    with log.open("w", encoding="utf-8") as file:
        try:
            code = subprocess.run(
                command, cwd=CHECKOUT, env=env, stdout=file, stderr=subprocess.STDOUT, timeout=longest_s
            ).returncode
        except subprocess.TimeoutExpired as error:
            raise MeasuringError(f"ended after {longest_s:.0f} s: {' '.join(command)}") from error
    if code != 0:
        raise MeasuringError(f"{' '.join(command)}\n{_end(log)}")


def _end(log: Path) -> str:
    return log.read_text(encoding="utf-8")[-2000:]


def _answer(row: Mapping[str, Any]) -> Answer:
    """What was guessed of a message that was sent to fallback stands behind it in the ranking."""
    ranking = tuple((intent, sure) for intent, sure in row["ranking"] if intent != FALLBACK)
    guess = ranking[0][0] if ranking else FALLBACK
    return Answer(guess, row["intent"] == FALLBACK, tuple(map(Found.of, row["entities"])), ranking)
