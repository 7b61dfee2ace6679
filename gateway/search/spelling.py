"""Did you mean …: a word that stands nowhere for this reader, exchanged for a near one that stands in pages open to them."""

import re
from dataclasses import replace

from haystack import connections
from haystack.query import SearchQuerySet
from wagtail.models import Page

from gateway.accounts.audience import Reader, readable
from gateway.files.models import DocumentText
from gateway.search.analysis import fold, terms, tokens
from gateway.search.asked import Asked
from gateway.search.audience import Scope, kept_for, scopes
from gateway.search.models import IndexedPage
from gateway.search.question import AUTHOR
from gateway.search.snippet import CHARACTERS_READ
from gateway.search.synonyms import with_synonyms

SHORTEST = 4
PAGES_AT_LEAST = 2
WORDS_AT_MOST = 4
PAGES_READ = 5


def did_you_mean(reader: Reader, asked: Asked) -> Asked | None:
    """The search with its unknown words exchanged, or none where nothing better is known."""
    text, open_to_reader = asked.text, scopes(reader)
    for typed, term in unsure(asked)[:WORDS_AT_MOST]:
        better = nearest(open_to_reader, term, fold(typed))
        word = as_written(reader, open_to_reader, better) if better else None
        if word:
            text = exchanged(text, typed, word)
    return replace(asked, text=text, page=1) if text != asked.text else None


def exchanged(text: str, typed: str, word: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", lambda _match: word, text, count=1)


def unsure(asked: Asked) -> list[tuple[str, str]]:
    """Single words long enough to be misspelled and without synonyms, as typed and as a term."""
    clauses = [clause for clause in with_synonyms(asked.question).clauses if not any(part.is_added for part in clause)]
    parts = [part for clause in clauses for part in clause if part.field != AUTHOR]
    words = [(part.typed.strip(".,;:!?()؟،۔"), part.terms[0]) for part in parts if len(part.terms) == 1]
    return [(typed, term) for typed, term in words if len(term) >= SHORTEST and term.isalpha() and terms(typed) == [term]]


def nearest(open_to_reader: list[Scope], term: str, spelled: str) -> str | None:
    """The nearest word in pages that the reader may see, the more frequent one among equals; none for a word that is known.

    Near the term or near what was spelled: a stem taken off a misspelled word may have lost what made it alike.
    """
    found: dict[str, tuple[int, int]] = {}
    for scope in open_to_reader:
        for word, (distance, count) in near(scope, {term, spelled}).items():
            before, counted = found.get(word, (distance, 0))
            found[word] = (min(before, distance), counted + count)
    if term in found:
        return None
    often = [(distance, -count, word) for word, (distance, count) in found.items() if count >= PAGES_AT_LEAST]
    return min(often)[2] if often else None


def near(scope: Scope, spellings: set[str]) -> dict[str, tuple[int, int]]:
    """Words near any of the spellings: the distance of each from the nearest of them, and its number of pages."""
    backend = connections[scope.index].get_backend()
    if not hasattr(backend, "nearby"):
        return {}
    listed = [one for spelling in spellings for one in backend.nearby(spelling, scope.filters)]
    return {word: (distance, count) for distance, count, word in sorted(listed, reverse=True)}


def as_written(reader: Reader, open_to_reader: list[Scope], term: str) -> str | None:
    """The word behind a term as a page writes it that the database, asked now, lets the reader see."""
    found = [int(result.pk) for scope in open_to_reader for result in holding(scope, term)[:PAGES_READ]]
    seen = readable(Page.objects.filter(pk__in=found), reader).values_list("pk", flat=True)
    for entry in kept_for(reader, IndexedPage.objects.filter(pk__in=list(seen)).order_by("pk")):
        passages = DocumentText.objects.filter(document__in=entry.documents.all(), terms__terms__contains=f" {term} ")
        for text in (f"{entry.title}\n{entry.summary}\n{entry.text}", *passages.values_list("text", flat=True)[:1]):
            for token in tokens(text[:CHARACTERS_READ]):
                if token.term == term:
                    return text[token.start : token.end]
    return None


def holding(scope: Scope, term: str) -> SearchQuerySet:
    found = SearchQuerySet(using=scope.index).filter(text=term)
    for written in scope.filters:
        found = found.narrow(written)
    return found
