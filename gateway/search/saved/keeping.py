"""Saving a search, and turning its letters on and off."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from gateway.accounts.models import User
from gateway.search.saved.found import found_by
from gateway.search.saved.models import SEARCHES_AT_MOST, SavedSearch

Letters = SavedSearch.Letters
LETTER_HOUR = 7
MONDAY = 0


class TooMany(Exception):
    """The person keeps as many searches as one may."""


def kept(owner: User, address: str) -> SavedSearch | None:
    return SavedSearch.objects.filter(owner=owner, address=address).first()


@transaction.atomic
def keep(saved: SavedSearch) -> None:
    """Stores a new search; its letters tell of what appears from now on."""
    User.objects.select_for_update().get(pk=saved.owner_id)
    if SavedSearch.objects.filter(owner=saved.owner).count() >= SEARCHES_AT_MOST:
        raise TooMany
    begin_letters(saved)
    saved.save()


def change(saved: SavedSearch) -> None:
    """Stores what its owner changed. Letters that were off begin anew, so that they do not tell of years at once."""
    changed = ["name", "letters", "feed_names_closed", "due_at"]
    if saved.letters == Letters.NEVER or saved.due_at is None:
        begin_letters(saved)
        changed += ["known", "failures"]
    else:
        saved.due_at = next_letter(saved.letters, timezone.now())
    saved.save(update_fields=changed)


def begin_letters(saved: SavedSearch) -> None:
    saved.failures = 0
    if saved.letters == Letters.NEVER:
        saved.due_at, saved.known = None, []
        return
    saved.due_at = next_letter(saved.letters, timezone.now())
    saved.known = list(found_by(saved, saved.owner).values_list("pk", flat=True))


def stop_letters(saved: SavedSearch) -> None:
    SavedSearch.objects.filter(pk=saved.pk).update(letters=Letters.NEVER, due_at=None, known=[])


def next_letter(letters: str, now: datetime) -> datetime:
    """The next morning, or Monday morning, by the site's clock."""
    local = timezone.localtime(now)
    morning = local.replace(hour=LETTER_HOUR, minute=0, second=0, microsecond=0)
    morning += timedelta(days=local >= morning)
    if letters == Letters.WEEKLY:
        morning += timedelta(days=(MONDAY - morning.weekday()) % 7)
    return morning
