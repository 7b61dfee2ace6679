"""Asks for pages to be written to the index: a row for each, in the transaction of the change, and one ring on commit."""

import contextlib
import logging
import time
import uuid
from collections.abc import Iterable, Iterator
from contextvars import ContextVar

from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError
from wagtail.models import Page

from gateway.search.models import IndexedPage, IndexJob

SILENT_SECONDS = 10
logger = logging.getLogger(__name__)
_held: ContextVar[bool] = ContextVar("held", default=False)


def request(page_ids: Iterable[int]) -> None:
    now = timezone.now()
    jobs = [IndexJob(page_id=pk, version=uuid.uuid4(), requested_at=now, due_at=now) for pk in sorted(set(page_ids))]
    if not jobs:
        return
    IndexJob.objects.bulk_create(
        jobs,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["page_id"],
        update_fields=["version", "requested_at", "due_at", "attempts", "error"],
    )
    transaction.on_commit(ring, robust=True)


def request_findable(page_ids: Iterable[int]) -> None:
    """Leaves out drafts that search has never known, nor is about to: what waits may be read as it was a moment ago."""
    ids = list(page_ids)
    live = Page.objects.filter(pk__in=ids, live=True).values_list("pk", flat=True)
    known = IndexedPage.objects.filter(pk__in=ids).values_list("pk", flat=True)
    waiting = IndexJob.objects.filter(pk__in=ids).values_list("pk", flat=True)
    request({*live, *known, *waiting})


def ring() -> None:
    """Wakes a worker. While the broker is away nobody waits for it again and again: the rows wait for the next look."""
    if _held.get() or bell.silent or not IndexJob.objects.exists():
        return
    from gateway.search.tasks import write_queue

    try:
        write_queue.delay()
    except OperationalError:
        bell.fall_silent()
        logger.warning("The task broker does not answer; the search queue is looked at every minute.")


class Bell:
    """Whether the broker was out of reach a moment ago."""

    def __init__(self) -> None:
        self._silent_until = 0.0

    @property
    def silent(self) -> bool:
        return time.monotonic() < self._silent_until

    def fall_silent(self, seconds: float = SILENT_SECONDS) -> None:
        self._silent_until = time.monotonic() + seconds


bell = Bell()


@contextlib.contextmanager
def held() -> Iterator[None]:
    """Collects the jobs of a long load and writes them together at its end."""
    token = _held.set(True)
    try:
        yield
    finally:
        _held.reset(token)
        ring()
