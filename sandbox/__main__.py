"""`python -m sandbox [--reset]`: run the carrier's stand-in on 127.0.0.1. Settings: see sandbox/settings.py."""

from __future__ import annotations

import argparse
import sys

import uvicorn

from sandbox.app import Sandbox
from sandbox.settings import HOST, Settings
from sandbox.store import Store
from sandbox.trouble import HangUpProtocol


def main() -> int:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="The carrier's stand-in, on 127.0.0.1.")
    parser.add_argument("--reset", action="store_true", help="forget orders and messages, load the world anew")
    reset: bool = parser.parse_args().reset
    try:
        settings = Settings.from_environment()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    store = Store(settings.database)
    try:
        # A caller left hanging on purpose must not keep the process from ending.
        uvicorn.run(
            Sandbox(settings, store, reset).application(),
            host=HOST,
            port=settings.port,
            http=HangUpProtocol,
            log_level="warning",
            timeout_graceful_shutdown=1,
        )
    finally:
        store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
