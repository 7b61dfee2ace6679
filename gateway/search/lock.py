"""One writer at a time. The lock is the operating system's, so that it dies with the process that holds it."""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils import timezone

WAIT_SECONDS = 30
AT_ONCE = 0.5
"""Where tasks run in the process that asks for them, an editor waits: what is not written then is written later."""
POLL_SECONDS = 0.02


class IndexBusy(Exception):
    """Another process has been writing for longer than one may wait."""


def write_lock(wait: float | None = None) -> contextlib.AbstractContextManager[None]:
    if wait is None:
        wait = AT_ONCE if settings.CELERY_TASK_ALWAYS_EAGER else WAIT_SECONDS
    return held_file("write.lock", wait)


def rebuild_lock() -> contextlib.AbstractContextManager[None]:
    """For the whole of a rebuild, so that no second one begins; who comes second does not wait."""
    return held_file("rebuild.lock", 0)


@contextlib.contextmanager
def held_file(name: str, wait: float) -> Iterator[None]:
    path = Path(settings.SEARCH_ROOT)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path / name, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        acquire(handle, time.monotonic() + wait)
        sign(handle)
        yield
    finally:
        os.close(handle)


def acquire(handle: int, deadline: float) -> None:
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise IndexBusy(f"The search index is being written by {signed(handle)}.") from None
            time.sleep(POLL_SECONDS)


def sign(handle: int) -> None:
    """Leaves word of who holds the lock and since when, for the one who waits in vain."""
    os.ftruncate(handle, 0)
    os.pwrite(handle, f"process {os.getpid()} since {timezone.localtime():%H:%M:%S}".encode(), 0)


def signed(handle: int) -> str:
    return os.pread(handle, 100, 0).decode() or "another process"
