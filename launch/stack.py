"""The whole product on one machine: which processes, with what environment, in what order.

    with Stack(load_settings(state)) as stack:
        requests.get(stack.url)

The end-to-end tests use it the same way, with `launch.testing.temporary_stack()`.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from launch.child import Program
from launch.databases import Databases, start_embedded, use_server
from launch.errors import LaunchError
from launch.logs import tail
from launch.network import LOOPBACK, answers_ok, port_is_free
from launch.orphans import end_leftovers
from launch.postgres import database_home
from launch.settings import CHECKOUT, Settings
from launch.supervisor import Supervisor
from launch.training import bot_python

MANAGE_TIMEOUT_S = 120
# Rasa loads its model in 15 to 40 s, longer on a machine that is busy or slow.
BOT_READY_WITHIN_S = 180.0
DATABASE = "database"
# What a process has no use for, it does not get: least of all the one on an old Python.
WITHHELD = {
    "bot": {"SUDA_SECRET_KEY", "SUDA_CENTER_TOKEN", "DATABASE_URL", "CARRIER_CHECKWORD", "SUDA_AGENT_PASSWORD"},
    "actions": {"SUDA_SECRET_KEY", "SUDA_BOT_TOKEN", "DATABASE_URL", "TRACKER_DATABASE_URL", "SUDA_AGENT_PASSWORD"},
    "sandbox": {"SUDA_SECRET_KEY", "SUDA_BOT_TOKEN", "SUDA_CENTER_TOKEN", "DATABASE_URL", "CARRIER_CHECKWORD"},
    "web": {"SUDA_ACTIONS_TOKEN", "TRACKER_DATABASE_URL", "CARRIER_CHECKWORD", "SUDA_AGENT_PASSWORD"},
    "worker": {"SUDA_ACTIONS_TOKEN", "TRACKER_DATABASE_URL", "CARRIER_CHECKWORD", "SUDA_AGENT_PASSWORD"},
}
# Which variable moves a server to another port.
PORT_VARIABLES = {"web": "SUDA_PORT", "bot": "SUDA_BOT_PORT", "actions": "SUDA_ACTIONS_PORT", "sandbox": "SANDBOX_PORT"}


class Stack:
    """Starts everything on entering and stops everything on leaving, the database last.

    `say` gets one plain sentence for whatever the person at the terminal should know. `home` is where an embedded
    database lives, if not at its usual place; `durable=False` makes that one fast and worthless after a power cut
    (tests). A trained model must be there already.
    """

    def __init__(
        self, settings: Settings, say: Callable[[str], None] = print, home: Path | None = None, durable: bool = True
    ) -> None:
        self.settings = settings
        self.databases = Databases(center="", tracker="")
        self._say = say
        self._home = home
        self._durable = durable
        self._programs: dict[str, Program] = {}
        self._undo = ExitStack()
        self._supervisor: Supervisor | None = None

    def __enter__(self) -> Self:
        with ExitStack() as undo:
            undo.enter_context(only_launcher(self.settings.state))
            if ended := end_leftovers(self.settings.state):
                self._say(f"Ended {ended} processes that an earlier run had left behind.")
            self._require_free_ports()
            self._supervisor = supervisor = Supervisor(self._say)
            undo.callback(supervisor.close)
            self.databases = self._open_databases(supervisor)
            undo.callback(lambda: supervisor.stop(self._programs))
            self._start_all()
            self._undo = undo.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._undo.close()

    @property
    def supervisor(self) -> Supervisor:
        """Who watches the processes, while the stack is up."""
        if self._supervisor is None:
            raise LaunchError("The stack has not been started.")
        return self._supervisor

    @property
    def url(self) -> str:
        """The front door: the customers' page; the desk is below it."""
        return self.settings.url

    @property
    def bot_url(self) -> str:
        """The bot's private server."""
        return f"http://{LOOPBACK}:{self.settings.ports.bot}"

    @property
    def sandbox_url(self) -> str:
        """The stand-in for carrier and SMS gateway."""
        return f"http://{LOOPBACK}:{self.settings.ports.sandbox}"

    @property
    def environment(self) -> dict[str, str]:
        """What the processes of the stack find in their environment."""
        return {**os.environ, **self.settings.child_environment(self.databases.center, self.databases.tracker)}

    def log(self, name: str) -> Path:
        """The log file of one process."""
        return self.settings.logs / f"{name}.log"

    def kill(self, name: str) -> None:
        """End one process (web, worker, bot, actions, sandbox, database) at once and leave it down."""
        self.supervisor.kill(name)

    def crash(self, name: str) -> None:
        """End one process at once and leave it to the supervisor to bring it back."""
        self.supervisor.crash(name)

    def start(self, name: str) -> None:
        """Start a killed process again and wait until it is ready."""
        self.supervisor.start_again(name)
        self.supervisor.wait_ready([name])

    def wait_ready(self, *names: str) -> None:
        """Wait until these processes (default: all) are ready."""
        self.supervisor.wait_ready(names or self._programs)

    def manage(self, *arguments: str) -> None:
        """Run a management command of the center. Raises LaunchError with the end of its output if it fails."""
        command = [sys.executable, "-m", "center", *arguments]
        log = self.log("manage")
        try:
            done = subprocess.run(
                command,
                cwd=CHECKOUT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=MANAGE_TIMEOUT_S,
            )
        except subprocess.TimeoutExpired:
            raise LaunchError(f"`center {arguments[0]}` took longer than {MANAGE_TIMEOUT_S} s and was ended.") from None
        log.write_text(done.stdout, encoding="utf-8")
        if done.returncode != 0:
            raise LaunchError(f"`center {arguments[0]}` failed. The end of {log}:\n{tail(done.stdout)}")

    def _require_free_ports(self) -> None:
        """Say which port is taken before anything is started."""
        for name, variable in PORT_VARIABLES.items():
            port = getattr(self.settings.ports, name)
            if (name != "sandbox" or self.settings.needs_sandbox) and not port_is_free(port):
                raise LaunchError(f"Port {port} ({name}) is taken by another program; end it, or set {variable}.")

    def _open_databases(self, supervisor: Supervisor) -> Databases:
        if self.settings.database_url:
            return use_server(self.settings.database_url, self.settings.tracker_database_url)
        home = self._home or database_home(self.settings.state)
        if not home.is_relative_to(self.settings.state) and not home.exists():
            self._say(f"PostgreSQL does not run as root: its files are kept in {home.parent}, under a user of its own.")
        return start_embedded(supervisor, home, self.log(DATABASE), self._durable)

    def _start_all(self) -> None:
        """Everything at once; what needs the center's tables waits for the migration, made while the bot loads."""
        self._programs = {program.name: program for program in self._describe()}
        needing_tables = ("web", "worker")
        for name, program in self._programs.items():
            if name not in needing_tables:
                self.supervisor.start(program)
        self.manage("migrate", "--no-input")
        self.manage("ensure_agent")
        for name in needing_tables:
            self.supervisor.start(self._programs[name])
        self.wait_ready()

    def _describe(self) -> list[Program]:
        """The processes of docs/contracts.md."""
        ports, bot, center = self.settings.ports, str(bot_python(CHECKOUT)), sys.executable
        # Without the first limit, open web sockets hold up a graceful end for as long as their browsers like. Addresses
        # of the internal API hold digits that prove somebody. A frame larger than any message is a flood.
        limits = ("--timeout-graceful-shutdown", "5", "--no-access-log", "--ws-max-size", "131072")
        uvicorn = ("-m", "uvicorn", "--host", LOOPBACK, "--port", str(ports.web), *limits)
        programs = [
            self._python("actions", bot, ("-m", "actions"), f"http://{LOOPBACK}:{ports.actions}/health"),
            self._python("bot", bot, ("-m", "bot"), f"{self.bot_url}/webhooks/center/health"),
            self._python("web", center, (*uvicorn, "center.asgi:application"), f"{self.url}/healthz"),
            self._python("worker", center, ("-m", "center", "worker"), None),
        ]
        if self.settings.needs_sandbox:
            programs.append(self._python("sandbox", center, ("-m", "sandbox"), f"{self.sandbox_url}/healthz"))
        return programs

    def _python(self, name: str, interpreter: str, arguments: tuple[str, ...], health: str | None) -> Program:
        """A Python program of ours; without a health address it counts as ready as long as it lives."""
        return Program(
            name=name,
            argv=(interpreter, *arguments),
            env={key: value for key, value in self.environment.items() if key not in WITHHELD[name]},
            cwd=CHECKOUT,
            log=self.log(name),
            ready=(lambda: answers_ok(health)) if health else (lambda: True),
            ready_within=BOT_READY_WITHIN_S if name == "bot" else 60.0,
        )


@contextmanager
def only_launcher(state: Path) -> Iterator[None]:
    """Hold the lock of a state folder. The system gives it back even when the launcher is killed."""
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (state / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LaunchError(f"Suda is already running from this checkout (it holds {state / 'lock'}).") from None
        yield
