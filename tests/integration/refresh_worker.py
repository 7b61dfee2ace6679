"""A worker for the tests that kill it: Django is set up once, and each attempt at a run is a process of its own.

It reads commands as lines of JSON and answers each with one.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import django

django.setup()

from django.db import OperationalError, connection, connections, transaction  # noqa: E402

from programmes import runs  # noqa: E402
from programmes.lock import lock_publication, sole_refresh  # noqa: E402
from programmes.models import CurrentRelease, Release, Run  # noqa: E402
from programmes.tasks import refresh_statistics  # noqa: E402
from tests.interpreter import answer  # noqa: E402


def attempt() -> int:
    """Takes up every open run, as a worker does when it is rung for; the attempt's process id."""
    connections.close_all()
    if pid := os.fork():
        return pid
    try:
        for run in Run.objects.filter(state__in=Run.OPEN).order_by("pk"):
            refresh_statistics(run.pk)
    finally:
        os._exit(0)


def start(folder: str) -> dict:
    run = runs.enter(Path(folder), door=Run.Door.UPLOAD)
    return {"run": run.pk, "pid": attempt()}


def wait(pid: int) -> dict:
    return {"status": os.waitpid(pid, 0)[1]}


def finish(run: int) -> dict:
    """After the sudden end: the next attempt works to the end."""
    while (row := Run.objects.get(pk=run)).state in Run.OPEN:
        os.waitpid(attempt(), 0)
    releases = Release.objects.filter(export_id=row.export_id)
    end = {
        "state": row.state,
        "attempts": row.attempts,
        "release": row.release_id,
        "releases": list(releases.values_list("pk", "state")),
        "figures": [release.observations.count() for release in releases],
        "pointer": CurrentRelease.objects.get(dataset=row.dataset).release_id,
    }
    connections.close_all()
    return end


def held(hold: Callable[[], AbstractContextManager]) -> dict:
    """A process that has the lock and keeps it until it is killed."""
    connections.close_all()
    reader, writer = os.pipe()
    if pid := os.fork():
        os.read(reader, 1)
        return {"pid": pid}
    with hold():
        os.write(writer, b".")
        time.sleep(60)
    os._exit(0)


def hold(name: str) -> dict:
    return held(lambda: sole_refresh(name))


def is_free(name: str) -> bool:
    with sole_refresh(name) as alone:
        return alone


@contextmanager
def publication() -> Iterator[None]:
    with transaction.atomic():
        lock_publication()
        yield


def hold_publication() -> dict:
    return held(publication)


def may_publish() -> bool:
    """Within a moment."""
    patience = "PRAGMA busy_timeout = 200" if connection.vendor == "sqlite" else "SET lock_timeout = '200ms'"
    try:
        with connection.cursor() as cursor:
            cursor.execute(patience)
        with publication():
            return True
    except OperationalError:
        return False
    finally:
        connections.close_all()


COMMANDS = {
    "start": start,
    "wait": wait,
    "finish": finish,
    "hold": hold,
    "is_free": is_free,
    "hold_publication": hold_publication,
    "may_publish": may_publish,
}
answer(COMMANDS)
