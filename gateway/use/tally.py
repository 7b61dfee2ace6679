"""Counts that a process keeps for a moment, so that a reader's visit costs no write of its own."""

import atexit
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import DatabaseError, transaction
from django.db.models import F
from wagtail.models import Page

from gateway.files.models import Document
from gateway.use.models import DailyCount, Downloads, PageViews

HELD_SECONDS = 30
HELD_AT_MOST = 200
logger = logging.getLogger(__name__)


@dataclass(frozen=True, order=True)
class Visit:
    """`what` is "page" or "file"."""

    what: str
    number: int
    day: date


class Tally:
    """The first visit after a quiet time is written at once; those that follow within half a minute wait for the next.

    What a killed process loses is what it counted since its last write: half a minute of visits, 200 at most.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._written_at = clock, float("-inf")
        self._visits: Counter[Visit] = Counter()
        self._lock = threading.Lock()

    def add(self, visit: Visit) -> None:
        with self._lock:
            self._visits[visit] += 1

    def write_if_due(self) -> None:
        waited = self._clock() - self._written_at
        if self._visits and (waited >= HELD_SECONDS or self._visits.total() >= HELD_AT_MOST):
            self.write()

    def write(self) -> None:
        """A database that does not answer costs nobody a page: the counts wait for the next time."""
        with self._lock:
            visits, self._visits = self._visits, Counter()
            self._written_at = self._clock()
        try:
            store(visits)
        except DatabaseError as error:
            logger.warning("Visits could not be written and are kept for the next time: %s", type(error).__name__)
            with self._lock:
                self._visits.update(visits)


@transaction.atomic
def store(visits: Counter[Visit]) -> None:
    """Adds to the rows of the day, in one order for all processes. What was deleted meanwhile is left out."""
    for what, model, subjects in (("page", PageViews, Page), ("file", Downloads, Document)):
        ours = {visit: count for visit, count in visits.items() if visit.what == what}
        there = set(subjects.objects.filter(pk__in={visit.number for visit in ours}).values_list("pk", flat=True))
        for visit in sorted(ours):
            if visit.number in there:
                increase(model, visit, ours[visit])


def increase(model: type[DailyCount], visit: Visit, count: int) -> None:
    row = {"subject_id": visit.number, "day": visit.day}
    if not model.objects.filter(**row).update(count=F("count") + count):
        model.objects.get_or_create(**row)
        model.objects.filter(**row).update(count=F("count") + count)


tally = Tally()


@atexit.register
def write_the_rest() -> None:
    if tally._visits:
        tally.write()
