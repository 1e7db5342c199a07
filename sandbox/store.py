"""The sandbox's memory: one SQLite file, one transaction at a time.

Requests run in worker threads. A lock gives one of them the connection for a whole transaction, so that what a service
reads stays true until it has written: two orders with one orderId cannot both be new.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sandbox.ledger import SCHEMA, Ledger


class Store:
    """The database file. Open one per process and file."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Transactions are ours to begin (isolation_level None); the lock makes sharing among threads safe.
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=5)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._lock = threading.Lock()
        self._connection.executescript(SCHEMA)

    @contextmanager
    def transaction(self) -> Iterator[Ledger]:
        """All that happens inside is kept, or - if it raises - none of it."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield Ledger(self._connection)
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def close(self) -> None:
        """Wait for the transaction under way and close the file."""
        with self._lock:
            self._connection.close()
