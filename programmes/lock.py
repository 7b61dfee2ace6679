"""One publication at a time, under a lock that dies with its process."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

ADVISORY_KEY = 7_265_821


@contextmanager
def publication_lock() -> Iterator[None]:
    """Waits for its turn: an advisory lock of PostgreSQL, or a locked file beside SQLite."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_KEY])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_KEY])
        return
    with (Path(settings.VAR) / "publication.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def sole_reader(folder: Path) -> Iterator[bool]:
    """Whether nobody else is reading this folder now; it does not wait, and follows no link that the source left there."""
    try:
        descriptor = os.open(folder / "reading.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
    except OSError:
        yield False
        return
    with os.fdopen(descriptor, "rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
