"""`python -m launch COMMAND`: what the Makefile's targets do once both environments are there.

run, train, chat, parse TEXT, lint, test, eval, near TEXT. Exit code 1 and a plain sentence when something cannot be
done.
"""

from __future__ import annotations

import asyncio
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from launch.chat import chat
from launch.checks import lint, test
from launch.errors import LaunchError
from launch.interrupts import interrupt_on_signals, stay
from launch.network import answers_ok
from launch.settings import CHECKOUT, Settings, load_settings
from launch.stack import Stack
from launch.training import bot_python, ensure_model
from launch.welcome import welcome

STATE = CHECKOUT / ".suda"


def run() -> int:
    """Start everything, say what is open where, and stay until told to stop."""
    settings = load_settings(STATE)
    train()
    with _stack(settings) as stack:
        print(welcome(settings, stack.sandbox_url, CHECKOUT / "sandbox" / "world.yml"), flush=True)
        stay(stack.supervisor)
        print("\nStopping ...", flush=True)
    print("Stopped. Everything is kept for the next `make run`.")
    return 0


def train() -> int:
    """Train if the model's sources changed."""
    ensure_model(CHECKOUT, STATE / "logs" / "training.log")
    return 0


def talk() -> int:
    """Chat in the terminal, with the product that runs or else with one started for it."""
    settings = load_settings(STATE)
    if answers_ok(f"{settings.url}/healthz"):
        asyncio.run(chat(settings.url))
        return 0
    train()
    with _stack(settings) as stack:
        asyncio.run(chat(stack.url))
    return 0


def parse() -> int:
    """Show what the bot understands of a text."""
    train()
    return _become("bot.parse")


def near() -> int:
    """Show the sentences nearest to a text, and what the bot understands of it."""
    train()
    return _become("benchmarks.nlu.nearest")


def evaluate() -> int:
    """Measure the understanding."""
    return _become("benchmarks.nlu")


def _become(module: str) -> NoReturn:
    """Go on as a module of the dialogue half, with the rest of our arguments."""
    bot = str(bot_python(CHECKOUT))
    os.chdir(CHECKOUT)
    os.execv(bot, [bot, "-m", module, *sys.argv[2:]])


COMMANDS: dict[str, Callable[[], int]] = {
    "run": run,
    "train": train,
    "chat": talk,
    "parse": parse,
    "near": near,
    "eval": evaluate,
    "lint": lambda: lint(CHECKOUT, STATE),
    "test": lambda: test(CHECKOUT, STATE),
}


def main() -> int:
    """Do one command; whatever is wrong with the machine is one sentence, not a traceback."""
    command = COMMANDS.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if command is None:
        print(f"Usage: python -m launch {'|'.join(COMMANDS)}", file=sys.stderr)
        return 2
    interrupt_on_signals()
    try:
        return command()
    except LaunchError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(_plain(error), file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
    return 1


def _stack(settings: Settings) -> Stack:
    print("Starting Suda; the assistant needs half a minute to load ...", flush=True)
    return Stack(settings, say=lambda sentence: print(sentence, flush=True))


def _plain(error: OSError) -> str:
    """One sentence about what the operating system refused."""
    where = f" ({Path(os.fsdecode(error.filename))})" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full{where}; free some space and try again."
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Permission denied{where}; was Suda started here by another user before?"
    return f"The system refused: {error.strerror or error}{where}."


if __name__ == "__main__":
    sys.exit(main())
