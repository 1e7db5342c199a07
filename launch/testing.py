"""The real thing for tests: a PostgreSQL server or the whole product on free ports, with data that is thrown away.

with temporary_postgres() as databases: ...
with temporary_stack() as stack: requests.get(stack.url)
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from launch.databases import Databases, start_embedded
from launch.postgres import SHARED_HOME, published_binaries
from launch.settings import Ports, load_settings
from launch.stack import Stack
from launch.supervisor import Supervisor


@contextmanager
def temporary_postgres() -> Iterator[Databases]:
    """An embedded server of one's own with two empty databases."""
    with TemporaryDirectory(prefix="suda-") as logs, temporary_home() as home:
        supervisor = Supervisor(print)
        try:
            yield start_embedded(supervisor, home, Path(logs) / "database.log", durable=False)
        finally:
            supervisor.close()


@contextmanager
def temporary_stack(env: Mapping[str, str] = os.environ, say: Callable[[str], None] = print) -> Iterator[Stack]:
    """The whole product beside whatever else runs: free ports, fresh secrets, its own embedded database.

    What `env` says of servers outside (a real database, a real carrier) is left out. Needs a trained model.
    """
    outside = {"DATABASE_URL", "TRACKER_DATABASE_URL", "CARRIER_URL", "SUDA_SMS_URL", "SUDA_ALLOWED_ORIGINS"}
    isolated = {name: value for name, value in env.items() if name not in outside}
    with TemporaryDirectory(prefix="suda-") as folder, temporary_home() as home:
        settings = load_settings(Path(folder), isolated, ports=Ports.any_free())
        with Stack(settings, say, home=home, durable=False) as stack:
            yield stack


@contextmanager
def temporary_home() -> Iterator[Path]:
    """A folder for a cluster where its server can reach it; as root that is not the usual temporary folder."""
    if os.geteuid() == 0:
        published_binaries()  # makes the shared folder
    home = Path(mkdtemp(prefix="temporary-", dir=SHARED_HOME if os.geteuid() == 0 else None))
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)
