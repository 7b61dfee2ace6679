"""A plain search of the database, which stands in for an index while that is damaged: the same questions, in simple order.

It takes the engine's own queries, so that every channel asks as ever. Texts are the terms that are kept for each page and
each page of a document; audiences are read from `PageAudience` now, and without an audience nothing is found.
"""

from collections import Counter
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from whoosh.query import And, Every, Not, Or, Phrase, Prefix, Query, Term

from gateway.accounts.audience import EVERYONE
from gateway.accounts.models import PageAudience
from gateway.search.analysis import analysed, words_of
from gateway.search.engine.collect import Collected
from gateway.search.models import IndexedPage, IndexJob

PUBLIC = "default"
TITLE_WEIGHT = 3.0
Scores = dict[int, float]


class Row(NamedTuple):
    pk: int
    title: str
    kind: str
    language: str
    date: date | None
    authors: list[str]
    facets: dict[str, list[str]]
    audience: list[str]

    def values(self, field: str) -> list[str]:
        """What the index holds of the page in a field of whole values."""
        if field == "kind":
            return [self.kind]
        if field == "year":
            return [str(self.date.year)] if self.date else []
        if field == "language":
            return sorted({self.language, *self.facets.get("language", [])})
        return [str(self.pk)] if field == DJANGO_ID else self.facets.get(field, [])

    @property
    def stored(self) -> dict[str, str]:
        stored = {ID: f"gateway_search.indexedpage.{self.pk}", DJANGO_CT: "gateway_search.indexedpage", DJANGO_ID: str(self.pk)}
        return stored | ({"date": self.date.isoformat()} if self.date else {})


def answer(
    alias: str, query: Query, filters: list[Query], facets: list[str], sort: tuple[str, bool] | None, wanted: slice
) -> tuple[Collected, list[tuple[dict[str, str], float]]]:
    """As the embedded engine answers: what was counted, and the hits of the slice with their scores."""
    pages = Pages(alias, [narrow for narrow in filters if field_of(narrow) == "audience"])
    allowed = [pages.scores(narrow) for narrow in filters if field_of(narrow) != "audience"]
    found = {pk: score for pk, score in pages.scores(query).items() if all(pk in some for some in allowed)}
    rows = [pages.rows[pk] for pk in found]
    counts = {name: Counter(value for row in rows for value in row.values(name)) for name in facets}
    hits = [(row.stored, 0.0 if sort else found[row.pk]) for row in in_order(rows, found, sort)[wanted]]
    return Collected(total=len(found), facets=counts), hits


def field_of(narrow: Query) -> str | None:
    return next((term.fieldname for term in narrow.leaves()), None)


def in_order(rows: list[Row], scores: Scores, sort: tuple[str, bool] | None) -> list[Row]:
    """By date where that is asked for, those without one last; else by how often the words are met, newer pages first."""
    newest_first = sorted(rows, key=lambda row: (row.date or date.min, -row.pk), reverse=True)
    if sort is None:
        return sorted(newest_first, key=lambda row: -scores[row.pk])
    return newest_first if sort[1] else sorted(rows, key=lambda row: (row.date or date.max, row.pk))


class Pages:
    """The pages of one index that an audience may read now, and which of them a query finds."""

    def __init__(self, alias: str, audiences: list[Query]) -> None:
        self.is_public, self.audiences = alias == PUBLIC, audiences
        self._with_text: dict[str, set[int]] = {}

    @cached_property
    def tokens(self) -> list[set[str]]:
        return [{str(term.text) for term in narrow.leaves()} for narrow in self.audiences]

    @cached_property
    def readable(self) -> QuerySet[IndexedPage]:
        pages = IndexedPage.objects.filter(page__live=True).order_by()
        public = Exists(PageAudience.objects.filter(page=OuterRef("page_id"), token=EVERYONE))
        pages = pages.filter(public) if self.is_public else pages.exclude(public)
        for tokens in self.tokens:
            pages = pages.filter(Exists(PageAudience.objects.filter(page=OuterRef("page_id"), token__in=tokens)))
        return pages if self.audiences else pages.none()

    @cached_property
    def rows(self) -> dict[int, Row]:
        found = (Row(*row) for row in self.readable.values_list(*Row._fields))
        return {row.pk: row for row in found if self.were_kept_for(row.audience)}

    def were_kept_for(self, audience: list[str]) -> bool:
        """Whether a page's kept words were kept for these readers: it may have been closed when it held them."""
        return not any(tokens.isdisjoint(audience) for tokens in self.tokens)

    def scores(self, query: Query) -> Scores:
        """The pages that a query finds, and how much of it each holds."""
        if isinstance(query, Every):
            return dict.fromkeys(self.rows, 0.0)
        if isinstance(query, Not):
            without = self.scores(query.query)
            return {pk: 0.0 for pk in self.rows if pk not in without}
        if isinstance(query, And | Or):
            return joined([self.scores(part) for part in query.subqueries], isinstance(query, And))
        if isinstance(query, Term | Phrase | Prefix):
            weight = query.boost * (TITLE_WEIGHT if query.fieldname == "title" else 1.0)
            return dict.fromkeys(self.holders(query), weight)
        return {}

    def holders(self, leaf: Term | Phrase | Prefix) -> set[int]:
        words = " ".join(leaf.words) if isinstance(leaf, Phrase) else str(leaf.text)
        if isinstance(leaf, Prefix):
            return {pk for pk, row in self.rows.items() if begins_a_word(words, row.title)}
        if leaf.fieldname == "text":
            return self.with_text(words)
        if leaf.fieldname == "title":
            return {pk for pk in self.with_text(words) if holds(analysed(self.rows[pk].title), words)}
        if leaf.fieldname == "author":
            return {pk for pk, row in self.rows.items() if any(holds(analysed(name), words) for name in row.authors)}
        return {pk for pk, row in self.rows.items() if words in row.values(leaf.fieldname)}

    def with_text(self, words: str) -> set[int]:
        """Words and audience are asked for in one question: a page may close, and hold other words, between two."""
        if words not in self._with_text:
            held = f" {words} "
            own = self.readable.filter(terms__terms__contains=held)
            files = self.readable.filter(documents__texts__terms__terms__contains=held)
            files = files.exclude(pk__in=IndexJob.objects.values("page_id"))  # it may have lost the document since
            found = [*own.values_list("pk", "audience"), *files.values_list("pk", "audience")]
            self._with_text[words] = {pk for pk, audience in found if self.were_kept_for(audience)} & self.rows.keys()
        return self._with_text[words]


def joined(parts: list[Scores], all_of_them: bool) -> Scores:
    if not parts:
        return {}
    found = set.intersection(*map(set, parts)) if all_of_them else set().union(*parts)
    return {pk: sum(part.get(pk, 0.0) for part in parts) for pk in found}


def holds(terms: str, words: str) -> bool:
    return f" {words} " in f" {terms} "


def begins_a_word(beginning: str, title: str) -> bool:
    return any(word.startswith(beginning) for word in words_of(title))
