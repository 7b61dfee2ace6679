"""Locks that die with the process, or the transaction, that holds them."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction


def lock_publication() -> None:
    """Waits until nobody else writes releases; given back when the transaction ends.

    One lock for all data sets: two that speak of the same people must not be published past each other's audit.
    A transaction of SQLite that may write has the whole database to itself already.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A release is published within a transaction.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key("publication")])


@contextmanager
def sole_refresh(name: str) -> Iterator[bool]:
    """Whether nobody else refreshes what goes by this name now; it does not wait."""
    if connection.vendor == "postgresql":
        with advisory_lock(key("refresh", name)) as alone:
            yield alone
    else:
        with file_lock(Path(settings.VAR) / "locks" / f"{key('refresh', name):x}.lock") as alone:
            yield alone


def key(*names: str) -> int:
    """A number for PostgreSQL's bigint."""
    return int.from_bytes(hashlib.sha256("\0".join(names).encode()).digest()[:7])


@contextmanager
def advisory_lock(number: int) -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        (alone,) = cursor.fetchone()
    try:
        yield alone
    finally:
        if alone and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [number])


@contextmanager
def file_lock(path: Path) -> Iterator[bool]:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with path.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
