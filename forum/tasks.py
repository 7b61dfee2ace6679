"""The forum's work in the background."""

from celery import shared_task

from forum import inviting


@shared_task
def send_invitations() -> None:
    inviting.send_due()
