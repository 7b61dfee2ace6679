"""What a search that is followed finds for a reader at this moment: pages with all its words, never those that only fill up a list."""

from dataclasses import replace

from django.http import QueryDict
from haystack.backends import SQ
from wagtail.models import Page
from wagtail.query import PageQuerySet

from gateway.accounts.audience import Reader, readable
from gateway.search.asked import Asked
from gateway.search.audience import scopes
from gateway.search.programmes import asked_within, programme_names
from gateway.search.ranking import having_all, looked_up
from gateway.search.saved.models import SavedSearch
from gateway.search.synonyms import with_synonyms

PAGES_AT_MOST = 5_000
"""Of each index; a search that finds more is followed in its newest pages."""


def asked_by(saved: SavedSearch) -> Asked:
    return Asked.from_address(QueryDict(saved.address))


def found_by(saved: SavedSearch, reader: Reader) -> PageQuerySet:
    return found(asked_by(saved), reader)


def found(asked: Asked, reader: Reader) -> PageQuerySet:
    """Live pages that the database lets the reader see, the last to appear first."""
    numbers = matches(asked_within(asked, programme_names(reader)), reader)
    pages: PageQuerySet = readable(Page.objects.filter(pk__in=numbers), reader)
    return pages.order_by("-first_published_at", "-pk")


def matches(asked: Asked, reader: Reader) -> list[int]:
    words = with_synonyms(asked.question)
    if asked.text and not words:
        return []
    condition = having_all(words) if words else SQ()
    newest = replace(asked, sort="newest", page=1)
    return [int(result.pk) for scope in scopes(reader) for result in looked_up(scope, newest, condition, [])[:PAGES_AT_MOST]]
