"""The search queue's tasks. The rows of `IndexJob` are the truth; a task only says that it is time to look."""

from celery import shared_task

from gateway.search import consistency, writing
from gateway.search.saved.tasks import send_saved_searches

__all__ = ["repair_index", "send_saved_searches", "write_queue"]


@shared_task
def write_queue() -> None:
    writing.write_due()


@shared_task
def repair_index() -> None:
    consistency.repair(consistency.differences())
