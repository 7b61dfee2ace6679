"""A damaged index is reported once and built anew, while a plain search of the database answers."""

import logging
import threading
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.dispatch import receiver
from django.utils import timezone
from haystack import connections
from kombu.exceptions import OperationalError

from gateway.search import consistency
from gateway.search.audience import Scope
from gateway.search.engine.damage import damage, damage_noticed
from gateway.search.engine.soundness import IndexDamaged
from gateway.search.lock import IndexBusy
from gateway.search.models import IndexedPage, IndexJob, Rebuild
from gateway.search.writing import ALIASES

LATE = timedelta(minutes=5)
logger = logging.getLogger(__name__)


def stands_in(scopes: Iterable[Scope]) -> bool:
    """Whether a plain search answered in the place of an index; a site on which nothing was written yet lacks nothing."""
    engines = [connections[scope.index].get_backend() for scope in scopes]
    return any(getattr(engine, "is_damaged", False) for engine in engines) and IndexedPage.objects.exists()


@receiver(damage_noticed)
def ask_for_rebuild(sender: Any, name: str, reason: str, **signal: Any) -> None:
    """One row, whoever notices and how often. Said in the log by each process once."""
    try:
        if not IndexedPage.objects.exists():
            return
        logger.error("The index of %s pages is damaged: %s. A plain search answers until it is built anew.", name, reason)
        with transaction.atomic():
            _row, is_new = Rebuild.objects.get_or_create(pk=Rebuild.ONLY, defaults={"reason": f"{name}: {reason}"[:1000]})
    except DatabaseError:
        logger.exception("The rebuild of the search index could not be asked for")
        return
    if is_new or settings.CELERY_TASK_ALWAYS_EAGER:
        transaction.on_commit(begin, robust=True)


def begin() -> None:
    """Wakes a worker; without one the rebuild runs beside the request that noticed, which does not wait for it."""
    from gateway.search.tasks import rebuild_index

    if settings.CELERY_TASK_ALWAYS_EAGER:
        threading.Thread(target=rebuild_aside, name="search rebuild", daemon=True).start()
        return
    try:
        rebuild_index.delay()
    except OperationalError:
        logger.warning("The task broker does not answer; the search index is built anew as soon as beat asks for it.")


def rebuild_aside() -> None:
    try:
        rebuild_if_asked()
    except Exception:
        logger.exception("The search index could not be built anew")
    finally:
        connection.close()


def rebuild_if_asked() -> None:
    """A failure is raised and kept with the row, which is due again later."""
    row = Rebuild.objects.filter(due_at__lte=timezone.now()).first()
    if row is None:
        return
    try:
        written = consistency.rebuild()
    except IndexBusy as busy:
        logger.warning("The search index is not built anew yet. %s", busy)
    except Exception as error:
        put_off(row, error)
        raise
    else:
        Rebuild.objects.filter(pk=row.pk).delete()
        logger.warning("The search index was built anew: %s pages.", written)


def put_off(row: Rebuild, error: Exception) -> None:
    delay: timedelta = IndexJob.RETRY_AFTER[min(row.attempts + 1, len(IndexJob.RETRY_AFTER) - 1)]
    Rebuild.objects.filter(pk=row.pk).update(due_at=timezone.now() + delay, attempts=row.attempts + 1, error=repr(error)[:1000])


def look_over() -> None:
    """Reads the files of both indexes whole, so that damage is noticed before a reader meets it."""
    for alias in ALIASES:
        engine = connections[alias].get_backend()
        if hasattr(engine, "folder"):
            try:
                engine.folder.check(again=True)
            except IndexDamaged as error:
                damage.note(engine.folder, error)


def ask_index() -> None:
    """Raises where a reader would be answered by the plain search."""
    if Rebuild.objects.exists():
        raise IndexDamaged(Rebuild.objects.get().reason)
    if IndexedPage.objects.exists():
        consistency.check_files(again=False)


def ask_writer() -> None:
    """Raises where changes have waited for longer than any writer may take."""
    if IndexJob.objects.filter(attempts=0, due_at__lt=timezone.now() - LATE).exists():
        raise IndexBusy("Changes wait to be written to the search index.")
