"""What is published at its hour, and taken back at its hour."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def keep_to_schedule() -> None:
    call_command("publish_scheduled")
