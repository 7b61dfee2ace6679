"""The search queue's tasks. The rows of `IndexJob` are the truth; a task only says that it is time to look."""

import logging

from celery import shared_task

from gateway.search import consistency, healing, writing
from gateway.search.engine.soundness import IndexDamaged
from gateway.search.lock import IndexBusy
from gateway.search.queue import ring
from gateway.search.saved.tasks import send_saved_searches

__all__ = ["look_over_index", "rebuild_index", "repair_index", "send_saved_searches", "write_queue"]

SECONDS_AT_A_TIME = 60
logger = logging.getLogger(__name__)


@shared_task(soft_time_limit=120, time_limit=150)
def write_queue() -> None:
    """The limits end a writer that hangs: what it held stays due, and the next one takes it over."""
    try:
        writing.write_due(SECONDS_AT_A_TIME)
        if writing.due().exists():
            ring()
    except IndexBusy as busy:
        logger.warning("%s What is due is written when it lets go.", busy)
    except IndexDamaged:
        healing.look_over()


@shared_task(soft_time_limit=3000, time_limit=3300)
def rebuild_index() -> None:
    healing.rebuild_if_asked()


@shared_task
def look_over_index() -> None:
    healing.look_over()


@shared_task
def repair_index() -> None:
    healing.look_over()
    try:
        consistency.repair(consistency.differences())
    except IndexDamaged:
        logger.warning("The search index is damaged; it is compared with the database after it was built anew.")
