"""Tells the rest of the site that figures changed: at once, or at the hour of an embargo."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from gateway.search import queue
from programmes.models import ProgrammePage, Release, StatisticsIndexPage


def tell(release: Release) -> None:
    """Asks for the pages that show its figures to be read anew by search."""
    programmes = {programme for programme, _period in release.covers}
    pages = ProgrammePage.objects.filter(code__in=programmes).values_list("pk", flat=True)
    queue.request_findable([*pages, *StatisticsIndexPage.objects.values_list("pk", flat=True)])


def tell_ended_embargoes() -> int:
    """Releases whose hour has come since the last look."""
    come = Q(embargo_until=None) | Q(embargo_until__lte=timezone.now())
    told = 0
    for release in Release.objects.filter(come, told_at=None, state__in=Release.SHOWN):
        with transaction.atomic():
            tell(release)
            release.told_at = timezone.now()
            release.save(update_fields=["told_at"])
        told += 1
    return told
