"""What runs in a process of its own for each model, so that its memory and its time are its own.

python -m benchmarks.nlu.worker MODEL CASES OUT: CASES and OUT are JSON Lines; what was understood, and how fast.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from pathlib import Path
from typing import Any

import bot  # noqa: F401 - before Rasa: it keeps out what nobody uses

# isort: split
import psutil
from rasa.core.agent import Agent, load_agent
from rasa.core.channels.channel import UserMessage
from rasa.utils.log_utils import configure_structlog

from bot.graph import plan_once
from bot.lean import keep_out_training

# Caches fill and lazy parts load on the first messages; no customer meets them later.
WARM_UP = 20
MEGABYTE = 1_000_000


async def answer_all(model: str, cases: Path, out: Path) -> None:
    """Parse every case once, one after the other, and write what came of it."""
    agent = await load_agent(model_path=model)
    plan_once(agent)
    messages = [json.loads(line) for line in cases.read_text(encoding="utf-8").splitlines()]
    for message in messages[:WARM_UP]:
        await _parsed(agent, message)
    answers = []
    for message in messages:
        started = time.perf_counter()
        parsed = await _parsed(agent, message)
        answers.append({"milliseconds": (time.perf_counter() - started) * 1000, **_told(parsed)})
    memory = {"megabytes": psutil.Process().memory_info().rss / MEGABYTE}
    rows = [json.dumps(row, ensure_ascii=False) for row in (memory, *answers)]
    out.write_text("\n".join(rows), encoding="utf-8")


async def _parsed(agent: Agent, message: dict[str, Any]) -> dict[str, Any]:
    assert agent.processor is not None
    said = UserMessage(text=message["text"], metadata={"sent_at": message["now"]})
    parsed: dict[str, Any] = await agent.processor.parse_message(said)
    return parsed


def _told(parsed: dict[str, Any]) -> dict[str, Any]:
    return {
        "intent": parsed["intent"]["name"],
        "ranking": [(intent["name"], intent["confidence"]) for intent in parsed["intent_ranking"]],
        "entities": [{"entity": e["entity"], "role": e.get("role"), "value": e["value"]} for e in parsed["entities"]],
    }


if __name__ == "__main__":
    configure_structlog(logging.ERROR)
    keep_out_training()
    asyncio.run(answer_all(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))
