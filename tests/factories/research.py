"""Publications and people for tests."""

import itertools

from django.utils import timezone
from wagtail.models import Page

from gateway.starter.site import add_page
from gateway.taxonomy.models import Area, Institution, LifecycleStage, Theme
from research.models import Author, Person, PublicationPage, ResearchIndexPage

numbers = itertools.count(1)


def make_library(home: Page, **fields) -> ResearchIndexPage:
    return add_page(home, ResearchIndexPage(**{"title": "Research", "slug": "research", "show_in_menus": True} | fields))


def make_publication(library: Page, *authors: Author, themes=(), stages=(), areas=(), files=(), **fields) -> PublicationPage:
    number = next(numbers)
    now = timezone.now()
    defaults = {"title": f"Publication {number}", "slug": f"publication-{number}", "published": "2025"}
    defaults |= {"locale": library.locale, "first_published_at": now, "last_published_at": now}
    page = PublicationPage(**defaults | fields)
    page.themes, page.stages, page.areas = themes, stages, areas
    page.authors, page.files = list(authors), list(files)
    return library.add_child(instance=page)


def by_person(family: str, given: str = "", **fields) -> Author:
    return Author(person=Person.objects.create(family_name=family, given_names=given, **fields))


def by_institution(name: str, **fields) -> Author:
    institution, _new = Institution.objects.get_or_create(
        code=fields.pop("code", name.lower().replace(" ", "-")), defaults={"name": name, **fields}
    )
    return Author(institution=institution)


def make_theme(code: str, name: str = "", **fields) -> Theme:
    return Theme.objects.create(code=code, name=name or code.title(), **fields)


def make_stage(code: str) -> LifecycleStage:
    return LifecycleStage.objects.create(code=code, name=code.title())


def make_sindh() -> tuple[Area, Area]:
    """Sindh, and Badin in it."""
    sindh = Area.objects.create(code="PK7", name="Sindh", kind=Area.Kind.PROVINCE)
    return sindh, Area.objects.create(code="PK701", name="Badin", kind=Area.Kind.DISTRICT, parent=sindh)
