"""The embedded PostgreSQL: as root and not, in awkward places, after crashes; no folder's permission is changed."""

from __future__ import annotations

import multiprocessing
import os
import pwd
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import psycopg
import pytest

from launch import postgres
from launch.child import Account, Program
from launch.databases import Databases, ensure_database, start_embedded, tracker_url
from launch.errors import LaunchError
from launch.supervisor import Supervisor
from launch.testing import temporary_home, temporary_postgres

AWKWARD = "我的 project 速答"
is_root = os.geteuid() == 0
Modes = Callable[[Path], dict[Path, int]]


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder for a cluster, where the server's user can reach it."""
    with temporary_home() as folder:
        yield folder


def start(supervisor: Supervisor, home: Path, log: Path) -> Databases:
    return start_embedded(supervisor, home, log / "database.log", durable=False)


def query(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url, connect_timeout=5, autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def make_table(url: str) -> None:
    query(url, "CREATE TABLE note (text text)")
    query(url, "INSERT INTO note VALUES ('顺丰')")


@pytest.mark.skipif(not is_root, reason="proves what happens to root")
def test_as_root_a_private_home_stays_private(supervisor: Supervisor, tmp_path: Path, modes_above: Modes) -> None:
    private = tmp_path / "home"
    state = private / AWKWARD / ".suda"
    state.mkdir(parents=True)
    private.chmod(0o700)
    wheel = postgres.wheel_folder()
    before = modes_above(state) | modes_above(wheel) | modes_above(postgres.SHARED_HOME.parent)

    home = postgres.database_home(state)
    try:
        databases = start(supervisor, home, state)
        make_table(databases.center)
        pid = supervisor.pid("database")
        assert pid is not None
        assert Path(f"/proc/{pid}").stat().st_uid == pwd.getpwnam(postgres.ACCOUNT_NAME).pw_uid
        assert home.is_relative_to(postgres.SHARED_HOME)
        assert home.stat().st_mode & 0o777 == 0o700
        assert (state / "postgres").resolve() == home
        assert modes_above(state) | modes_above(wheel) | modes_above(postgres.SHARED_HOME.parent) == before
    finally:
        supervisor.stop()
        shutil.rmtree(home)


@pytest.mark.skipif(not is_root, reason="proves what happens to root")
def test_two_checkouts_have_two_clusters_and_a_moved_link_is_renewed(tmp_path: Path) -> None:
    first, second = tmp_path / "one" / ".suda", tmp_path / "two" / ".suda"
    assert postgres.database_home(first) != postgres.database_home(second)
    (tmp_path / "one").rename(tmp_path / "three")
    moved = tmp_path / "three" / ".suda"
    assert postgres.database_home(moved) == (moved / "postgres").readlink()


@pytest.mark.skipif(not is_root, reason="proves what happens to root")
def test_the_published_program_is_readable_whatever_the_umask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "SHARED_HOME", tmp_path / "suda")
    old = os.umask(0o077)
    try:
        binaries = postgres.published_binaries()
    finally:
        os.umask(old)
    closed = [path for path in [tmp_path / "suda", *(tmp_path / "suda").rglob("*")] if path.stat().st_mode & 0o004 == 0]
    assert closed == []
    assert (binaries / "postgres").stat().st_mode & 0o001


def as_normal_user(folder: Path, binaries: Path, answers: multiprocessing.SimpleQueue[str]) -> None:
    """Runs in a forked child: becomes `nobody` and does what a normal user's launcher does."""
    nobody = pwd.getpwnam("nobody")
    os.setgroups([])
    os.setgid(nobody.pw_gid)
    os.setuid(nobody.pw_uid)
    postgres.wheel_folder = lambda: binaries.parent.parent  # the test's own environment may lie in root's private home
    supervisor = Supervisor(print)
    try:
        state = folder / ".suda"
        databases = start_embedded(supervisor, postgres.database_home(state), state / "database.log", durable=False)
        rows = query(databases.tracker, "SELECT current_database(), version()")
        answers.put(f"{rows[0][0]} {rows[0][1]} uid={os.geteuid()} in {postgres.database_home(state)}")
    except BaseException as error:
        answers.put(f"failed: {error!r}")
    finally:
        supervisor.close()


def test_as_a_normal_user_in_an_awkward_private_home(
    supervisor: Supervisor, modes_above: Modes, tmp_path: Path
) -> None:
    if not is_root:
        home = tmp_path / AWKWARD / ".suda" / "postgres"
        home.parent.mkdir(parents=True, mode=0o700)
        before = modes_above(home.parent)
        assert query(start(supervisor, home, tmp_path).tracker, "SELECT 1") == [(1,)]
        assert modes_above(home.parent) == before
        return
    binaries = postgres.published_binaries()
    with TemporaryDirectory(prefix="suda-nobody-") as place:  # not below tmp_path, which is root's alone
        Path(place).chmod(0o711)
        checkout = Path(place) / AWKWARD
        checkout.mkdir(mode=0o700)
        os.chown(checkout, pwd.getpwnam("nobody").pw_uid, pwd.getpwnam("nobody").pw_gid)
        before = modes_above(checkout)
        fork = multiprocessing.get_context("fork")
        answers = fork.SimpleQueue()
        child = fork.Process(target=as_normal_user, args=(checkout, binaries, answers))
        child.start()
        child.join(60)
        answer = answers.get() if child.exitcode == 0 else f"exit code {child.exitcode}"
        assert answer.startswith("suda_rasa PostgreSQL 18"), answer
        assert answer.endswith(f"uid={pwd.getpwnam('nobody').pw_uid} in {checkout / '.suda' / 'postgres'}")
        assert modes_above(checkout) == before


def test_a_restart_keeps_data_password_and_port(supervisor: Supervisor, home: Path, tmp_path: Path) -> None:
    first = start(supervisor, home, tmp_path)
    make_table(first.center)
    supervisor.stop()
    second = start(supervisor, home, tmp_path)
    assert second == first
    assert query(second.center, "SELECT text FROM note") == [("顺丰",)]


def test_a_port_taken_meanwhile_is_replaced(supervisor: Supervisor, home: Path, tmp_path: Path) -> None:
    first = start(supervisor, home, tmp_path)
    supervisor.stop()
    with socket.create_server(("127.0.0.1", urlsplit(first.center).port or 0)):
        second = start(supervisor, home, tmp_path)
        assert urlsplit(second.center).port != urlsplit(first.center).port
        assert query(second.center, "SELECT 1") == [(1,)]


def test_a_server_that_was_killed_comes_back_by_itself(supervisor: Supervisor, home: Path, tmp_path: Path) -> None:
    databases = start(supervisor, home, tmp_path)
    make_table(databases.center)
    killed = supervisor.pid("database")
    supervisor.crash("database")
    while supervisor.pid("database") in (None, killed):
        supervisor.check()
    supervisor.wait_ready(["database"])
    assert query(databases.center, "SELECT text FROM note") == [("顺丰",)]


@pytest.mark.parametrize("left", ["{own}\n{data}\n", "", "999999999\n"], ids=["number reused", "empty", "nobody's"])
def test_a_pid_file_left_by_a_power_cut_is_no_obstacle(
    supervisor: Supervisor, home: Path, tmp_path: Path, left: str
) -> None:
    make_table(start(supervisor, home, tmp_path).center)
    supervisor.kill("database")
    # A live process of the server's own user has the number now: the worst case, PostgreSQL itself would refuse.
    program = postgres.EmbeddedPostgres(home).account
    sleeper = supervised_sleeper(supervisor, program, tmp_path)
    (home / "data" / "postmaster.pid").write_text(left.format(own=sleeper, data=home / "data"))
    databases = start(supervisor, home, tmp_path)
    assert query(databases.center, "SELECT text FROM note") == [("顺丰",)]
    assert supervisor.pid("sleeper") == sleeper


def supervised_sleeper(supervisor: Supervisor, account: Account | None, folder: Path) -> int:
    """The process id of a program that does nothing, run by the same user as the server."""
    program = Program(
        name="sleeper",
        argv=("sleep", "60"),
        env={"PATH": os.defpath},
        cwd=Path("/"),
        log=folder / "log",
        account=account,
    )
    supervisor.start(program)
    pid = supervisor.pid("sleeper")
    assert pid is not None
    return pid


def test_a_server_left_running_by_a_killed_launcher_is_taken_over(home: Path, tmp_path: Path) -> None:
    killed = Supervisor(print)
    databases = start(killed, home, tmp_path)
    make_table(databases.center)
    survivor = Supervisor(print)
    try:
        assert query(start(survivor, home, tmp_path).center, "SELECT text FROM note") == [("顺丰",)]
    finally:
        survivor.close()
        killed.close()


def test_a_half_made_cluster_is_made_again(supervisor: Supervisor, home: Path, tmp_path: Path) -> None:
    (home / "data.unfinished" / "base").mkdir(parents=True)
    assert query(start(supervisor, home, tmp_path).center, "SELECT 1") == [(1,)]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The center's database on a server that several tests only look at."""
    with temporary_postgres() as databases:
        yield databases.center


def test_it_asks_for_a_password_and_listens_on_loopback_only(url: str) -> None:
    parts = urlsplit(url)
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(url.replace(str(parts.password), "wrong"), connect_timeout=5)
    assert query(url, "SHOW listen_addresses") == [("127.0.0.1",)]
    assert query(url, "SHOW unix_socket_directories") == [("",)]


def test_sorting_does_not_depend_on_the_machine(url: str) -> None:
    assert query(url, "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = 'suda'") == [("b", "C.UTF-8")]
    assert query(url, "SHOW server_encoding") == [("UTF8",)]


def test_databases_are_made_once_on_a_server_of_ones_own(url: str) -> None:
    another = url.replace("/suda", "/another-name")
    for _ in range(2):
        ensure_database(another)
    assert query(another, "SELECT current_database()") == [("another-name",)]


def test_a_server_that_does_not_answer_is_one_sentence() -> None:
    with pytest.raises(LaunchError, match=r"^The database shop on 127\.0\.0\.1:1 cannot be opened or created: .*$"):
        ensure_database("postgresql://me@127.0.0.1:1/shop")


def test_the_trackers_database_is_named_after_the_centers() -> None:
    assert tracker_url("postgres://u:p@db.local:5433/shop?sslmode=require") == (
        "postgresql://u:p@db.local:5433/shop_rasa?sslmode=require"
    )
    for unusable in ("mysql://localhost/shop", "postgresql://localhost"):
        with pytest.raises(LaunchError, match="DATABASE_URL"):
            tracker_url(unusable)
