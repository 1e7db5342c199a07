"""A real sandbox process on a port of its own; each test finds the world and the switches as new."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from tests.sandbox.client import CHECKWORD, PARTNER, Carrier

ROOT = Path(__file__).parents[2]


@contextmanager
def launch(database: Path, *arguments: str) -> Iterator[Carrier]:
    """Run `python -m sandbox` until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "SANDBOX_PORT": str(port),
        "SANDBOX_DATABASE": str(database),
        "SANDBOX_PARTNER_ID": PARTNER,
        "SANDBOX_CHECKWORD": CHECKWORD,
    }
    process = subprocess.Popen([sys.executable, "-m", "sandbox", *arguments], cwd=ROOT, env=environment)
    carrier = Carrier(f"http://127.0.0.1:{port}")
    try:
        _wait_until_healthy(carrier, process)
        yield carrier
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_until_healthy(carrier: Carrier, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and process.poll() is None:
        try:
            assert carrier.call("GET", "/healthz").json() == {"ok": True}
            return
        except requests.ConnectionError:
            time.sleep(0.05)
    pytest.fail("the sandbox did not start")


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Carrier]:
    """One sandbox for all tests of this folder."""
    with launch(tmp_path_factory.mktemp("sandbox") / "sandbox.sqlite3") as carrier:
        yield carrier


@pytest.fixture
def carrier(running: Carrier) -> Carrier:
    """That sandbox, as good as new."""
    for path in ("/switches/reset", "/world/reset"):
        assert running.call("POST", path).status_code == 200
    return running
