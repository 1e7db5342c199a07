"""The worker process: it runs the queue, and keeps watch."""

import asyncio
import contextlib

from procrastinate.contrib.django import app

from center.conversations.bot import Bot
from center.conversations.watch import keep_watch
from center.env import env

AT_ONCE = 32  # conversations; each one mostly waits for the bot
HEARTBEAT = 2.0  # seconds; the watch takes a worker for dead after five of them


async def run() -> None:
    """Work until SIGINT or SIGTERM, then let the running turns end."""
    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with worker_app.open_async(), Bot(env()) as bot:
        watch = asyncio.create_task(keep_watch(worker_app), name="watch")
        try:
            await worker_app.run_worker_async(
                concurrency=AT_ONCE,
                delete_jobs="successful",
                fetch_job_polling_interval=1.0,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=60.0,
                shutdown_graceful_timeout=10.0,
                additional_context={"bot": bot},
            )
        finally:
            watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watch
