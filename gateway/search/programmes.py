"""Programmes as values of a facet: they are pages, so a reader is told only of those that they may see."""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Exists, OuterRef
from django.utils.translation import get_language
from wagtail.models import Page

from gateway.accounts.audience import Reader, readable
from gateway.search.asked import Asked
from gateway.search.audience import kept_for
from gateway.search.models import IndexedPage

CODE, KIND = "programme", "programme"
NOTHING = "-"
"""A value that no programme has."""


def programme_names(reader: Reader) -> dict[str, str]:
    """The title of each programme by its slug, in the reader's language where there is one. One query."""
    seen = readable(Page.objects.filter(pk=OuterRef("pk")), reader)
    found = IndexedPage.objects.filter(Exists(seen), kind=KIND).select_related("page").order_by("pk")
    names: dict[str, str] = {}
    for entry in kept_for(reader, found.only("title", "language", "audience", "page__slug")):
        if entry.language == get_language() or entry.page.slug not in names:
            names[entry.page.slug] = entry.title
    return names


def asked_within(asked: Asked, known: Iterable[str]) -> Asked:
    """The search without programmes that its reader may not see: asking for one of them finds nothing."""
    chosen = asked.filters.get(CODE, ())
    seen = tuple(value for value in chosen if value in set(known))
    return asked if seen == chosen else replace(asked, filters={**asked.filters, CODE: seen or (NOTHING,)})
