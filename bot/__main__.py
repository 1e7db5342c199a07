"""Run the bot: `python -m bot`, on 127.0.0.1 only.

Not `rasa run`, because that listens on every interface, opens Rasa's HTTP API on request, and wraps the tracker store
so that a lost database is replaced by memory without a word.
"""

from __future__ import annotations

import logging
import os
from asyncio import AbstractEventLoop
from functools import partial
from pathlib import Path

from rasa.core import run as rasa_run
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.utils.log_utils import configure_structlog
from sanic import Sanic

from bot.graph import plan_once
from bot.lean import keep_out_training
from bot.turns import WatchedActionEndpoint

PROJECT = Path(__file__).resolve().parent.parent


# What is loaded on first use (jieba's dictionary, the lexicon) is loaded before the first customer comes.
WARM_UP = "明天下午三点从深圳寄到北京"


async def load_agent(endpoints: AvailableEndpoints, app: Sanic, loop: AbstractEventLoop) -> None:
    """Load the newest model; then let failures be seen (see `bot.turns`), and understanding be quick (`bot.graph`)."""
    agent = await rasa_run.load_agent_on_start(str(PROJECT / "models"), endpoints, None, app, loop)
    processor = agent.processor
    if processor is None:
        raise SystemExit("There is no trained model in models/. Run: make train")
    if isinstance(agent.tracker_store, FailSafeTrackerStore):
        agent.tracker_store = processor.tracker_store = agent.tracker_store._tracker_store
    agent.action_endpoint = processor.action_endpoint = WatchedActionEndpoint(
        endpoints.action.url, headers=endpoints.action.headers
    )
    plan_once(agent)
    await agent.parse_message(WARM_UP)


def main() -> None:
    """Serve until told to stop."""
    # Level before anything else: Rasa builds its debug lines even when nobody reads them.
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    configure_structlog(logging.INFO)
    keep_out_training()
    os.chdir(PROJECT)
    endpoints = AvailableEndpoints.read_endpoints("endpoints.yml")
    channels = rasa_run.create_http_input_channels(None, "credentials.yml")
    port = int(os.environ.get("SUDA_BOT_PORT", "5005"))
    app = rasa_run.configure_app(channels, enable_api=False, port=port, endpoints=endpoints)
    app.register_listener(partial(load_agent, endpoints), "before_server_start")
    app.register_listener(rasa_run.close_resources, "after_server_stop")
    app.run(host="127.0.0.1", port=port, access_log=False)


if __name__ == "__main__":
    main()
