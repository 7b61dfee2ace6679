"""One writer at a time. The lock is the operating system's, so that it dies with the process that holds it."""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

WAIT_SECONDS = 30
POLL_SECONDS = 0.02


class IndexBusy(Exception):
    """Another process has been writing for longer than one may wait."""


@contextlib.contextmanager
def write_lock(wait: float = WAIT_SECONDS) -> Iterator[None]:
    path = Path(settings.SEARCH_ROOT)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path / "write.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        acquire(handle, time.monotonic() + wait)
        yield
    finally:
        os.close(handle)


def acquire(handle: int, deadline: float) -> None:
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise IndexBusy("The search index is being written by another process.") from None
            time.sleep(POLL_SECONDS)
