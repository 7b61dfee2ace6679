"""A search as an address holds it: words, filters, order, page. Whatever is not one of these is left out, never an error."""

import re
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from gateway.search.question import CHARACTERS_AT_MOST, Question, question
from gateway.search.search_indexes import FACETS

SORTS = ("relevance", "newest", "oldest")
PAGE_SIZE = 10
PAGES_AT_MOST = 100
VALUES_AT_MOST = 10
_VALUE = re.compile(r"[\w.:-]{1,60}")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Asked:
    text: str = ""
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    page: int = 1

    @classmethod
    def from_address(cls, query: QueryDict) -> "Asked":
        chosen = {facet: values(query.getlist(facet)) for facet in FACETS}
        sort = query.get("sort", "")
        return cls(
            text=_UNSEEN.sub(" ", query.get("q", ""))[:CHARACTERS_AT_MOST].strip(),
            filters={facet: found for facet, found in chosen.items() if found},
            sort=sort if sort in SORTS else "relevance",
            page=page_number(query.get("page", "")),
        )

    @property
    def question(self) -> Question:
        return question(self.text)

    @property
    def order(self) -> str:
        """The order in effect: without words there is nothing to be relevant to."""
        return "newest" if self.sort == "relevance" and not self.question.clauses else self.sort

    def having(self, facet: str, value: str) -> "Asked":
        return self._filtered(facet, (*self.filters.get(facet, ()), value))

    def without(self, facet: str, value: str) -> "Asked":
        return self._filtered(facet, tuple(other for other in self.filters.get(facet, ()) if other != value))

    def _filtered(self, facet: str, chosen: tuple[str, ...]) -> "Asked":
        filters = {**self.filters, facet: chosen}
        return replace(self, filters={name: found for name, found in filters.items() if found}, page=1)

    def address(self) -> str:
        """The query of the address, without the page."""
        query = QueryDict(mutable=True)
        if self.text:
            query["q"] = self.text
        for facet, chosen in self.filters.items():
            query.setlist(facet, list(chosen))
        if self.sort != "relevance":
            query["sort"] = self.sort
        return query.urlencode()


def values(given: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in given if _VALUE.fullmatch(value)))[:VALUES_AT_MOST]


def page_number(given: str) -> int:
    """A page's number as far as results are shown; the last one for a number beyond it."""
    if not (given.isascii() and given.isdigit()):
        return 1
    return max(1, min(int(given[:9]), PAGES_AT_MOST))
