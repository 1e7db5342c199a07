"""The center's own processes for tests, started as anybody would start them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import requests

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Center:
    """A web process and a worker on a database of their own."""

    bot_url: str
    log: Path
    database: str = "suda_live"
    port: int = field(default_factory=free_port)
    web: "subprocess.Popen[bytes] | None" = None
    worker: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        """The page's origin."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def database_url(self) -> str:
        """The same server as the other tests', another database."""
        return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{self.database}"))

    def start(self) -> None:
        """Make the database anew and start both processes."""
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {self.database} WITH (FORCE)")
            server.execute(f"CREATE DATABASE {self.database}")
        migrate = [sys.executable, "-m", "center", "migrate", "-v0"]
        subprocess.run(migrate, cwd=ROOT, env=self._env(), check=True, timeout=120)
        self.start_web()
        self.start_worker()
        self._wait("the worker does not work", lambda: self.rows("SELECT id FROM procrastinate_workers"))

    def start_web(self) -> None:
        """Start the web process; returns once it answers."""
        application = ("uvicorn", "center.asgi:application")
        self.web = self._run("-m", *application, "--port", str(self.port), "--log-level", "warning")
        self._wait("the web process does not answer", self._answers)

    def stop_web(self) -> None:
        """End the web process."""
        assert self.web
        self.web.terminate()
        self.web.wait(20)

    def start_worker(self) -> None:
        """Start a worker."""
        self.worker = self._run("-m", "center", "worker")

    def kill_worker(self) -> None:
        """End the worker without giving it a chance to say anything."""
        assert self.worker
        self.worker.send_signal(signal.SIGKILL)
        self.worker.wait(10)

    def stop(self) -> None:
        """End both processes."""
        for process in (self.worker, self.web):
            if process and process.poll() is None:
                process.terminate()
        for process in (self.worker, self.web):
            if process:
                process.wait(20)

    def rows(self, query: str, *parameters: object) -> list[tuple[object, ...]]:
        """What the database says."""
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            return connection.execute(query, parameters).fetchall()

    def execute(self, statement: str, *parameters: object) -> None:
        """Change what the database says."""
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            connection.execute(statement, parameters)

    def _wait(self, else_: str, ready: Callable[[], object]) -> None:
        deadline = time.monotonic() + 40
        while not ready():
            if time.monotonic() > deadline:
                raise RuntimeError(f"{else_}:\n{self.log.read_text(encoding='utf-8')}")
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/healthz", timeout=2).ok
        except requests.RequestException:
            return False

    def _run(self, *arguments: str) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as log:
            return subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=self._env(), stdout=log, stderr=log)

    def _env(self) -> dict[str, str]:
        mine = {"DATABASE_URL": self.database_url, "SUDA_BOT_URL": self.bot_url, "SUDA_ALLOWED_ORIGINS": self.url}
        return {**os.environ, **mine}
