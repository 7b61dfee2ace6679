"""The library's work in the background."""

from celery import shared_task

from research.oai.ledger import note_differences


@shared_task
def repair_harvest_ledger() -> None:
    note_differences()


@shared_task
def go_on_with_import(number: int) -> None:
    from research.importing.running import go_on

    go_on(number)


@shared_task
def take_up_lost_imports() -> None:
    from research.importing.running import go_on, lost

    for number in lost():
        go_on(number)


@shared_task
def tell_of_reviews() -> None:
    from research.reports.letters import tell_owners

    tell_owners()
