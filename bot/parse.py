"""See what the bot understood: `python -m bot.parse "我的快递到哪了"` (make parse TEXT="…")."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from pathlib import Path

from rasa.core.agent import load_agent
from rasa.utils.log_utils import configure_structlog

MODELS = Path(__file__).resolve().parent.parent / "models"
RANKED = 3


async def parse(text: str) -> str:
    """What the newest model makes of `text`, for reading."""
    agent = await load_agent(model_path=str(MODELS))
    if not agent.is_ready():
        raise SystemExit("There is no trained model in models/. Run: make train")
    parsed = await agent.parse_message(text)
    lines = [f"understood as: {parsed['text']}"]
    lines += [f"{intent['confidence']:.3f}  {intent['name']}" for intent in parsed["intent_ranking"][:RANKED]]
    for entity in parsed["entities"]:
        role = f" ({entity['role']})" if entity.get("role") else ""
        lines.append(f"{entity['entity']}{role} = {json.dumps(entity['value'], ensure_ascii=False)}")
    return "\n".join(lines)


if __name__ == "__main__":
    configure_structlog(logging.ERROR)
    if len(sys.argv) != 2 or not sys.argv[1].strip():
        raise SystemExit('What shall I read? make parse TEXT="我的快递到哪了"')
    print(asyncio.run(parse(sys.argv[1])))
