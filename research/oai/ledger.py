"""Writes down, in the transaction of a change, what harvesters are to be told of the works that it concerns."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from research.library import publications
from research.models import HarvestRecord, HarvestSet, PublicationPage
from research.oai.sets import sets_of

AT_ONCE = 500


def harvestable() -> QuerySet[PublicationPage]:
    """One page a work: the English one, where everyone may read it."""
    return publications(AnonymousUser()).filter(alias_of=None)


def note(works: Iterable[UUID]) -> None:
    """A readable work gets a new datestamp; one that was readable and is no more becomes a deleted record.

    What was never readable leaves no trace, and what happens to a closed work does not move its datestamp.
    """
    wanted = list(dict.fromkeys(works))
    for start in range(0, len(wanted), AT_ONCE):
        _note(wanted[start : start + AT_ONCE], timezone.now().replace(microsecond=0))


@transaction.atomic
def _note(works: list[UUID], now: datetime) -> None:
    readable = {
        page.translation_key: page for page in harvestable().filter(translation_key__in=works).prefetch_related("themes")
    }
    gone = HarvestRecord.objects.filter(work__in=works, deleted=False).exclude(work__in=readable)
    gone.update(deleted=True, datestamp=now)
    HarvestRecord.objects.bulk_create(
        [HarvestRecord(work=work, datestamp=now) for work in readable],
        update_conflicts=True,
        unique_fields=["work"],
        update_fields=["datestamp", "deleted"],
    )
    records = HarvestRecord.objects.filter(work__in=readable)
    HarvestSet.objects.filter(record__in=records).delete()
    memberships = [HarvestSet(record=record, spec=spec) for record in records for spec in sets_of(readable[record.work])]
    HarvestSet.objects.bulk_create(memberships, ignore_conflicts=True)


def note_differences(**signal: object) -> None:
    """Catches up with changes that passed the signals by: after each migration, and every night."""
    readable = set(harvestable().values_list("translation_key", flat=True))
    told = set(HarvestRecord.objects.filter(deleted=False).values_list("work", flat=True))
    note(readable ^ told)
