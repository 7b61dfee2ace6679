"""The forum's work in the background."""

from celery import shared_task

from forum import inviting
from forum.actions import reminding
from forum.events import forgetting, sending
from forum.minutes import circulating


@shared_task
def send_invitations() -> None:
    inviting.send_due()


@shared_task
def send_event_letters() -> None:
    sending.send_due()


@shared_task
def tend_registrations() -> None:
    forgetting.tend_all()
    sending.send_due()


@shared_task
def remind_of_actions() -> None:
    reminding.send_due()


@shared_task
def send_minutes() -> None:
    circulating.send_due()
