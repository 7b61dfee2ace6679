"""Keeps the list of links true to the live pages."""

from django.db import transaction
from wagtail.models import Page

from gateway.broken_links.finding import outside_links
from gateway.broken_links.models import Link, LinkPlace

BATCH = 100


def collect() -> None:
    numbers = list(Page.objects.filter(live=True, depth__gt=1, alias_of=None).values_list("pk", flat=True))
    for start in range(0, len(numbers), BATCH):
        for page in Page.objects.filter(pk__in=numbers[start : start + BATCH]).specific():
            note_places(page)
    LinkPlace.objects.exclude(page__live=True).delete()
    Link.objects.filter(places=None).delete()


def note_places(page: Page) -> None:
    """Writes only where a page's links are others than before."""
    wanted = outside_links(page)
    kept = set(LinkPlace.objects.filter(page=page.pk).values_list("link__url", flat=True))
    if wanted == kept:
        return
    with transaction.atomic():
        LinkPlace.objects.filter(page=page.pk, link__url__in=kept - wanted).delete()
        for url in sorted(wanted - kept):
            link, _new = Link.objects.get_or_create(url=url)
            LinkPlace.objects.get_or_create(page_id=page.pk, link=link)
