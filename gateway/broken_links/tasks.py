"""Looking for links, and at them, in the background."""

from celery import shared_task

from gateway.broken_links.checking import check_due
from gateway.broken_links.collecting import collect


@shared_task
def find_links() -> None:
    collect()


@shared_task
def check_links() -> None:
    check_due()
