"""The library's work in the background."""

from celery import shared_task

from research.oai.ledger import note_differences


@shared_task
def repair_harvest_ledger() -> None:
    note_differences()
