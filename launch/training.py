"""Trains the model when, and only when, what it is made from has changed."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import yaml
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from launch.errors import LaunchError
from launch.logs import tail_of

# What Rasa reads itself; the rest of data/ is read by our components and actions.
TRAINING_DATA = ("data/nlu", "data/stories", "data/rules")
# Code and data that end up in the model. Ours, because Rasa's own cache does not see a change in a module that a
# component imports.
WORDS = ("data/responses", "data/lexicon")
SOURCES = ("config.yml", "domain.yml", *TRAINING_DATA, *WORDS, "bot/nlu", "bot/importer.py", "requirements/bot.txt")
NOT_SOURCES = {"__pycache__", ".DS_Store"}
STARTED = re.compile(r"Starting to train component '(\w+)'")
FINISHED = re.compile(r"(?:Finished training|Restored) component '\w+'")
EPOCHS = re.compile(r"Epochs:\s+(\d+)%")


def fingerprint(root: Path) -> str:
    """Sixteen hex digits that change with any name or content among the sources of the model."""
    digest = hashlib.sha256()
    for path in _source_files(root):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def trained_model(root: Path) -> Path:
    """Where the model of the present sources is, once it is trained: its name tells what it was made from."""
    return root / "models" / f"suda-{fingerprint(root)}.tar.gz"


def ensure_model(root: Path, log: Path) -> Path:
    """The model of the present sources, trained now if there is none; raises LaunchError when that fails.

    models/ holds this one alone afterwards, because the bot loads the newest there.
    """
    model = trained_model(root)
    if not model.exists():
        _require_sources(root)
        models = model.parent
        models.mkdir(exist_ok=True)
        with TemporaryDirectory(dir=models, prefix="training-") as unfinished:
            _train(root, Path(unfinished), model.name, log)
            (Path(unfinished) / model.name).replace(model)
    for older in model.parent.glob("*.tar.gz"):
        if older != model:
            older.unlink()
    return model


def bot_python(root: Path) -> Path:
    """The interpreter of the dialogue half."""
    return root / ".venv" / "bot" / "bin" / "python"


def _source_files(root: Path) -> Iterator[Path]:
    for source in SOURCES:
        path = root / source
        candidates = sorted(path.rglob("*")) if path.is_dir() else [path]
        for candidate in candidates:
            if candidate.is_file() and not NOT_SOURCES.intersection(candidate.relative_to(root).parts):
                yield candidate


def _require_sources(root: Path) -> None:
    missing = [name for name in ("config.yml", "domain.yml", "data") if not (root / name).exists()]
    if missing:
        raise LaunchError(f"There is nothing to train from: {', '.join(missing)} is missing in {root}.")


def _train(root: Path, out: Path, name: str, log: Path) -> None:
    """Run `rasa train` with a progress bar; its output goes to `log`."""
    # `make test` validates; doing it in each training too would read forty thousand sentences twice more.
    command = [str(bot_python(root)), "-m", "bot.rasa", "train", "--force", "--skip-validation", "--out", str(out)]
    command += ["--data", *(folder for folder in TRAINING_DATA if (root / folder).exists())]
    command += ["--fixed-model-name", name.removesuffix(".tar.gz")]
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    log.parent.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    print("Training the model; again only after its data changed ...", flush=True)
    with (
        log.open("w", encoding="utf-8") as file,
        subprocess.Popen(
            command, cwd=root, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
        ) as process,
    ):
        assert process.stdout is not None
        try:
            _show_progress(process.stdout, file, steps=_component_count(root / "config.yml"))
        except BaseException:  # Ctrl-C above all: no training goes on without us
            process.kill()
            raise
    if process.returncode != 0:
        raise LaunchError(f"The model could not be trained. The end of {log}:\n{tail_of(log)}")
    print(f"Trained in {time.monotonic() - started:.0f} s.", flush=True)


def _show_progress(output: IO[str], log: IO[str], steps: int) -> None:
    """Copy `output` to `log` line by line and move a bar along: one step per component, epochs as parts of a step."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("Reading the data", total=steps)
        finished = 0
        for line in output:
            log.write(line)
            if started := STARTED.search(line):
                bar.update(task, description=f"Training {started[1]}")
            elif FINISHED.search(line):
                finished += 1
                bar.update(task, completed=finished)
            elif epochs := EPOCHS.search(line):
                bar.update(task, completed=finished + int(epochs[1]) / 100)


def _component_count(config: Path) -> int:
    """How many parts the model has; the ones without training go by unseen, so the bar may jump at the end."""
    parts = yaml.safe_load(config.read_text(encoding="utf-8")) or {}
    return max(1, len(parts.get("pipeline") or []) + len(parts.get("policies") or []))
