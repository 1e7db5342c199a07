"""Locks of PostgreSQL on a name instead of a row: for what may not exist yet when two requests race for it."""

from django.db import connection


def wait_for(*names: str) -> None:
    """Hold the lock of every name until the transaction ends, waiting for whoever holds one.

    Taken in the order of the names, so that two callers with the same names cannot wait for each other.
    """
    _must_be_in_transaction()
    with connection.cursor() as cursor:
        for name in sorted(names):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def try_for(name: str) -> bool:
    """Hold the lock of `name` until the transaction ends; False at once when somebody else holds it."""
    _must_be_in_transaction()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        return bool(cursor.fetchone()[0])


def _must_be_in_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("A lock that ends with the transaction needs one: use transaction.atomic().")
