"""Sends the letters that are due. The database says what was told; a task only says that it is time to look.

A letter is handed over first and noted at once after, so that a sudden end between the two repeats that one letter and
loses none. A claim puts the search off for longer than any task may run: no two workers tell of one search.
"""

import logging
from collections.abc import Iterator
from datetime import timedelta
from smtplib import SMTPException

from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from gateway.search.saved.found import found_by
from gateway.search.saved.keeping import next_letter
from gateway.search.saved.letters import SHOWN_AT_MOST, letter
from gateway.search.saved.models import SavedSearch

CLAIM = timedelta(minutes=45)
AGAIN_AFTER = [timedelta(hours=hours) for hours in (1, 2, 4, 8, 16, 24)]
logger = logging.getLogger(__name__)


def send_due() -> None:
    for saved in claimed():
        try:
            tell(saved)
        except (OSError, SMTPException) as error:
            logger.warning("The letter of saved search %s was not sent: %s", saved.pk, type(error).__name__)
            put_off(saved)
        except Exception:
            logger.exception("Saved search %s could not be told", saved.pk)
            put_off(saved)


def claimed() -> Iterator[SavedSearch]:
    """Due searches, one after another, each claimed just before it is told."""
    now = timezone.now()
    for number in SavedSearch.objects.filter(due_at__lte=now).order_by("due_at").values_list("pk", flat=True):
        if SavedSearch.objects.filter(pk=number, due_at__lte=now).update(due_at=timezone.now() + CLAIM):
            saved = SavedSearch.objects.select_related("owner").filter(pk=number).first()
            if saved and saved.due_at:
                yield saved


def tell(saved: SavedSearch) -> None:
    """What its owner may read now and was never told of; nothing is sent when that is nothing."""
    new: list[int] = []
    if saved.owner.is_active and saved.owner.email:
        found, known = found_by(saved, saved.owner), set(saved.known)
        new = [number for number in found.values_list("pk", flat=True) if number not in known]
        if new:
            pages = list(found.filter(pk__in=new[:SHOWN_AT_MOST]).specific())
            get_connection().send_messages([letter(saved, new, pages)])
    note(saved, new)


@transaction.atomic
def note(saved: SavedSearch, told: list[int]) -> None:
    """Whatever its owner changed meanwhile stands: letters that they stopped stay stopped, another day stays that day."""
    still = SavedSearch.objects.filter(pk=saved.pk).exclude(letters=SavedSearch.Letters.NEVER)
    still.update(known=[*saved.known, *told], failures=0)
    still.filter(due_at=saved.due_at).update(due_at=next_letter(saved.letters, timezone.now()))


def put_off(saved: SavedSearch) -> None:
    delay = AGAIN_AFTER[min(saved.failures, len(AGAIN_AFTER) - 1)]
    claim = SavedSearch.objects.filter(pk=saved.pk, due_at=saved.due_at)
    claim.update(due_at=timezone.now() + delay, failures=saved.failures + 1)
