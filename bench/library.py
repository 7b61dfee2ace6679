"""A scratch site with a library of made-up publications, written at once as their own saving would have written them."""

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from bench.documents import Made, documents

BATCH = 500


def prepare(folder: Path) -> None:
    """A migrated database with the vocabularies and an empty library in each language."""
    os.environ.update(
        GATEWAY_VAR=str(folder), GATEWAY_ENV_FILE=os.devnull, DEBUG="1", DJANGO_SETTINGS_MODULE="gateway.settings"
    )
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.conf import settings

    from gateway.search.queue import held
    from gateway.starter.site import load_site
    from gateway.starter.taxonomy import load_taxonomy
    from tests.template_database import copy_database, template_database, use_database

    settings.STATIC_ROOT.mkdir()
    settings.ALLOWED_HOSTS, settings.DEBUG = ["testserver"], False
    copy_database(template_database(), folder / "gateway.sqlite3")
    use_database(folder / "gateway.sqlite3")
    with held():
        load_taxonomy()
        load_site()
        make_libraries()


def make_libraries() -> None:
    from gateway.pages.models import HomePage
    from research.models import ResearchIndexPage

    for home in HomePage.objects.select_related("locale"):
        home.add_child(instance=ResearchIndexPage(title="Research", slug="research", locale=home.locale))


def fill(count: int, first: int = 0) -> int:
    """Writes publications up to so many; the bytes of their titles and texts."""
    from django.db import transaction

    from research.models import ResearchIndexPage

    libraries = {library.locale.language_code: library for library in ResearchIndexPage.objects.select_related("locale")}
    made, written = documents(count, first), 0
    while batch := list(islice(made, BATCH)):
        with transaction.atomic():
            write(batch, libraries)
        written += sum(len(f"{one.title}{one.text}".encode()) for one in batch)
    return written


def write(batch: list[Made], libraries: dict[str, Any]) -> None:
    from wagtail.models import Page

    from gateway.accounts.audience import PUBLIC
    from gateway.accounts.models import PageAudience
    from gateway.taxonomy.models import Institution, Theme
    from research.models import PublicationPage

    themes, publishers = list(Theme.objects.order_by("pk")), list(Institution.objects.order_by("pk"))
    pages = [publication(one, libraries[one.language], publishers[one.publisher % len(publishers)]) for one in batch]
    rows = [row for page in pages if (row := as_page(page))]
    for page, row in zip(pages, Page.objects.bulk_create(rows), strict=True):
        page.pk = page.page_ptr_id = row.pk
    PublicationPage._base_manager._insert(pages, fields=PublicationPage._meta.local_concrete_fields, using="default")
    links = {
        (page.pk, themes[number % len(themes)].pk) for page, one in zip(pages, batch, strict=True) for number in one.themes
    }
    through = PublicationPage.themes.through
    through.objects.bulk_create(through(publicationpage_id=page, theme_id=theme) for page, theme in sorted(links))
    PageAudience.objects.bulk_create(
        PageAudience(page_id=page.pk, token=token) for page in pages for token in PUBLIC.stored_tokens
    )


def publication(made: Made, library: Any, publisher: Any) -> Any:
    from django.utils import timezone

    from research.models import PublicationPage

    now = timezone.now()
    page = PublicationPage(
        title=made.title,
        draft_title=made.title,
        slug=f"publication-{made.number}",
        path=PublicationPage._get_path(library.path, library.depth + 1, made.number + 1),
        depth=library.depth + 1,
        published=str(made.year),
        language=made.language,
        abstract=made.text,
        publisher=publisher,
        locale=library.locale,
        first_published_at=now,
        last_published_at=now,
    )
    page.set_url_path(library)
    return page


def as_page(page: Any) -> Any:
    from wagtail.models import Page

    fields = (field.attname for field in Page._meta.concrete_fields if field.attname != "id")
    return Page(**{name: getattr(page, name) for name in fields})


def pages_in_batches() -> Iterator[list[Any]]:
    from research.models import PublicationPage

    numbers = list(PublicationPage.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), BATCH):
        yield list(PublicationPage.objects.filter(pk__in=numbers[start : start + BATCH]).select_related("publisher", "locale"))
