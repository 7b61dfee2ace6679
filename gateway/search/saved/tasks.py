"""Beside the search queue, whose one writer must not wait for a mail server."""

from celery import shared_task

from gateway.search.saved import sending


@shared_task(name="send_saved_searches")
def send_saved_searches() -> None:
    sending.send_due()
