"""What a person may be looking for while they type: titles of pages and terms of the vocabulary that the reader may see.

Never what others searched for: that would tell the searches of one reader to another.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import islice
from operator import and_

from django.db.models import CharField, F, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from haystack.backends import SQ
from haystack.query import SearchQuerySet
from wagtail.models import Page
from wagtail.query import PageQuerySet

from gateway.accounts.audience import Reader, readable
from gateway.search.analysis import words_of
from gateway.search.asked import Asked
from gateway.search.audience import Scope, kept_for, scopes
from gateway.search.engine.filters import any_of
from gateway.search.facets import TITLES, VOCABULARIES
from gateway.search.kinds import kind_label
from gateway.search.models import IndexedPage

SHORTEST = 2
WORDS_AT_MOST = 8
CHARACTERS_AT_MOST = 100
TITLES_AT_MOST, TERMS_AT_MOST = 6, 3
CANDIDATES = 30


@dataclass(frozen=True)
class Suggestion:
    """`label` says what it is: a kind of page, or the facet that the term belongs to."""

    text: str
    url: str
    label: str
    language: str


def suggestions(request: HttpRequest, typed: str) -> list[Suggestion]:
    """Terms first, then titles; nothing before two letters."""
    words = words_of(typed[:CHARACTERS_AT_MOST])[:WORDS_AT_MOST]
    if not words or len("".join(words)) < SHORTEST:
        return []
    open_to_reader = scopes(request.user)
    return [*terms_with_pages(request.user, open_to_reader, words), *titles(request, open_to_reader, words)]


def titles(request: HttpRequest, open_to_reader: list[Scope], words: list[str]) -> list[Suggestion]:
    """Those that begin with what was typed come first, then the newest; the database says which of them are open now."""
    found = [pk for scope in open_to_reader for pk in candidates(scope, words)]
    seen: PageQuerySet = readable(Page.objects.filter(pk__in=found), request.user)
    pages = {page.pk: page for page in seen.specific(defer=True).prefetch_related("locale")}
    named = IndexedPage.objects.filter(pk__in=pages).only("title", "kind", "language", "date", "audience")
    entries = kept_for(request.user, named)
    begun = " ".join(words)
    entries.sort(key=lambda entry: str(entry.date or ""), reverse=True)
    entries.sort(key=lambda entry: not " ".join(words_of(entry.title)).startswith(begun))
    return [
        Suggestion(entry.title, pages[entry.pk].get_url(request), kind_label(entry.kind), entry.language)
        for entry in entries[:TITLES_AT_MOST]
    ]


def candidates(scope: Scope, words: list[str]) -> list[int]:
    asked = reduce(and_, [SQ(name__startswith=word) for word in words])
    answer = SearchQuerySet(using=scope.index)
    for written in scope.filters:
        answer = answer.narrow(written)
    return [int(result.pk) for result in answer.filter(asked).order_by("-date")[:CANDIDATES]]


def terms_with_pages(reader: Reader, open_to_reader: list[Scope], words: list[str]) -> Iterator[Suggestion]:
    """Terms that what was typed begins, in either language, where the reader may see a page of theirs now; short names first."""
    begun = [term for term in known_terms() if any(begins(words, name) for name in term[2:])]
    shown = (
        term for term in sorted(begun, key=lambda term: (len(term[2]), term)) if has_page(reader, open_to_reader, *term[:2])
    )
    for facet, code, name, name_ur in islice(shown, TERMS_AT_MOST):
        text, language = (name_ur, "ur") if get_language() == "ur" and name_ur else (name, "en")
        yield Suggestion(text, f"{reverse('search')}?{Asked().having(facet, code).address()}", str(TITLES[facet]), language)


def known_terms() -> list[tuple[str, str, str, str]]:
    """Facet, code and both names of every term of the vocabularies; one query."""
    rows = [
        model.objects.order_by().values_list(Value(facet, CharField()), F("code"), F("name"), F("name_ur"))
        for facet, model in VOCABULARIES.items()
    ]
    return list(rows[0].union(*rows[1:], all=True))


def begins(words: list[str], label: str) -> bool:
    """Whether each typed word begins a word of the label, the first one its first."""
    named = words_of_term(label)
    return bool(named) and named[0].startswith(words[0]) and all(any(one.startswith(word) for one in named) for word in words)


@lru_cache(maxsize=2_000)
def words_of_term(label: str) -> list[str]:
    return words_of(label)


def has_page(reader: Reader, open_to_reader: list[Scope], facet: str, code: str) -> bool:
    for scope in open_to_reader:
        answer = SearchQuerySet(using=scope.index).all()
        for written in (*scope.filters, any_of(facet, [code])):
            answer = answer.narrow(written)
        found = [int(result.pk) for result in answer[:CANDIDATES]]
        if found and readable(Page.objects.filter(pk__in=found), reader).exists():
            return True
    return False
