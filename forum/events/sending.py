"""Sends the letters that are due to those who registered. The database says what is due; a task only says that it is time to look.

A claim puts a letter off for longer than it may take, so that no two workers send it. No log names anybody.
"""

import logging
from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from forum.events.letters import letter
from forum.models import EventRegistration
from gateway.accounts.audience import Reader, may_read
from gateway.accounts.models import User

CLAIM = timedelta(minutes=15)
TRIES_AT_MOST = 8
logger = logging.getLogger(__name__)


def send_due() -> None:
    now = timezone.now()
    for pk in EventRegistration.objects.filter(letter_due__lte=now).order_by("letter_due").values_list("pk", flat=True):
        until = timezone.now() + CLAIM
        if EventRegistration.objects.filter(pk=pk, letter_due__lte=now).update(letter_due=until):
            send_claimed(pk, until)


def send_claimed(pk: int, until: datetime) -> None:
    row = EventRegistration.objects.select_related("event__locale").filter(pk=pk).first()
    if row is None:
        return
    claim = EventRegistration.objects.filter(pk=pk, letter=row.letter, letter_due=until)
    try:
        told = send(row)
    except Exception as error:  # The address may stand in the error's words: only its kind is logged.
        logger.warning("The letter to registration %s was not sent: %s", pk, type(error).__name__)
        again = timezone.now() + CLAIM * 2**row.tries if row.tries < TRIES_AT_MOST else None
        claim.update(letter_due=again, tries=row.tries + 1)
    else:
        claim.update(letter="", letter_due=None, sent_at=timezone.now(), told=told)


def send(row: EventRegistration) -> str:
    """How the event stood in the letter. Nothing is sent of an event that its reader may no longer read."""
    reader = reader_of(row)
    if row.event.live and may_read(reader, row.event):
        letter(row, reader).send()
    return row.event.version


def reader_of(row: EventRegistration) -> Reader:
    """The person as the site knows them by their address; otherwise, somebody who is not signed in."""
    return User.objects.filter(email__iexact=row.email, is_active=True).first() or AnonymousUser()
