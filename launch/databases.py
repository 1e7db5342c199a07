"""The two databases of the product on whichever server: the center's, and Rasa's tracker store beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import errors, sql

from launch.errors import LaunchError
from launch.postgres import EmbeddedPostgres
from launch.supervisor import Supervisor

CONNECT_TIMEOUT_S = 5
EMBEDDED_NAME = "suda"


@dataclass(frozen=True)
class Databases:
    """Addresses of the form postgresql://user:password@host:port/name."""

    center: str
    tracker: str


def start_embedded(supervisor: Supervisor, home: Path, log: Path, durable: bool = True) -> Databases:
    """Start the embedded server whose cluster is in `home` and wait until both databases can be used."""
    server = EmbeddedPostgres(home, durable)
    server.create()
    program = server.program(log)
    supervisor.start(program)
    supervisor.wait_ready([program.name])
    return use_server(server.url(EMBEDDED_NAME))


def use_server(center_url: str, tracker: str | None = None) -> Databases:
    """Both databases on the server of `center_url`, created where missing."""
    databases = Databases(center_url, tracker or tracker_url(center_url))
    ensure_database(databases.center)
    ensure_database(databases.tracker)
    return databases


def tracker_url(center_url: str) -> str:
    """The tracker's database: on the same server, named after the center's with `_rasa`."""
    parts = urlsplit(center_url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise LaunchError("DATABASE_URL must look like postgresql://user:password@host:5432/name.")
    return urlunsplit(parts._replace(scheme="postgresql", path=f"{parts.path}_rasa"))


def ensure_database(url: str) -> None:
    """Create the database that `url` names if its server does not have it yet.

    Raises LaunchError when the server does not answer or does not let us create one.
    """
    parts = urlsplit(url)
    name = parts.path.strip("/")
    try:
        psycopg.connect(url, connect_timeout=CONNECT_TIMEOUT_S).close()
        return
    except psycopg.OperationalError as error:
        # libpq gives no error code for a failed connection, so ask the server's own list next.
        first_error = error
    maintenance = urlunsplit(parts._replace(path="/postgres"))
    try:
        with psycopg.connect(maintenance, connect_timeout=CONNECT_TIMEOUT_S, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    except errors.DuplicateDatabase:
        raise LaunchError(f"The database {name} exists but refuses us: {_brief(first_error)}") from first_error
    except psycopg.Error as error:
        where = f"{parts.hostname}:{parts.port or 5432}"
        raise LaunchError(f"The database {name} on {where} cannot be opened or created: {_brief(error)}") from error


def _brief(error: psycopg.Error) -> str:
    """The first line of what the server or libpq said."""
    return str(error).strip().splitlines()[0]
