"""Thousands of publications in a second or two: rows written at once, as their own saving would have written them."""

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from gateway.accounts.audience import PUBLIC
from gateway.accounts.models import PageAudience
from research.models import PublicationPage, ResearchIndexPage
from research.oai.ledger import note_differences
from research.vocabulary import Kind

KINDS = list(Kind)


@transaction.atomic
def make_publications(library: ResearchIndexPage, count: int) -> None:
    pages = [_page(library, number) for number in range(count)]
    rows = [row for page in pages if (row := _as_page(page))]
    for page, row in zip(pages, Page.objects.bulk_create(rows, batch_size=500), strict=True):
        page.pk = page.page_ptr_id = row.pk
    fields = PublicationPage._meta.local_concrete_fields
    for start in range(0, count, 500):
        PublicationPage._base_manager._insert(pages[start : start + 500], fields=fields, using="default")
    PageAudience.objects.bulk_create(
        [PageAudience(page_id=page.pk, token=token) for page in pages for token in PUBLIC.stored_tokens], batch_size=1000
    )
    Page.objects.filter(pk=library.pk).update(numchild=count)
    note_differences()


def _page(library: ResearchIndexPage, number: int) -> PublicationPage:
    now = timezone.now()
    page = PublicationPage(
        title=f"Publication {number}",
        draft_title=f"Publication {number}",
        slug=f"publication-{number}",
        path=PublicationPage._get_path(library.path, library.depth + 1, number + 1),
        depth=library.depth + 1,
        published=str(1990 + number % 36),
        kind=KINDS[number % len(KINDS)],
        summary="One of many.",
        locale=library.locale,
        first_published_at=now,
        last_published_at=now,
    )
    page.set_url_path(library)
    return page


def _as_page(page: PublicationPage) -> Page:
    return Page(
        **{field.attname: getattr(page, field.attname) for field in Page._meta.concrete_fields if field.attname != "id"}
    )
