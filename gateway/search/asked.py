"""A search as an address holds it: words, filters, order, page. Whatever is not one of these is left out, never an error."""

import re
from dataclasses import dataclass, field, replace

from django.http import QueryDict
from django.utils.http import urlencode

from gateway.search.engine.filters import any_of
from gateway.search.question import CHARACTERS_AT_MOST, Question, question
from gateway.search.search_indexes import FACETS
from gateway.search.years import span, years_of

SORTS = ("relevance", "newest", "oldest")
PAGE_SIZE = 10
PAGES_AT_MOST = 100
VALUES_AT_MOST = 10
YEAR = "year"
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
        if whole := span(query.get("from", ""), query.get("to", "")):
            chosen[YEAR] = (whole,)
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

    def having(self, facet: str, *added: str) -> "Asked":
        return self.choosing(facet, *self.filters.get(facet, ()), *added)

    def without(self, facet: str, *dropped: str) -> "Asked":
        return self.choosing(facet, *(one for one in self.filters.get(facet, ()) if one not in dropped))

    def choosing(self, facet: str, *chosen: str) -> "Asked":
        filters = {name: found for name, found in self.filters.items() if name != facet}
        return replace(self, filters=filters | ({facet: in_order(chosen)} if chosen else {}), page=1)

    def written_filters(self) -> list[str]:
        """As the engines take them: any value of a facet, and every facet."""
        return [any_of(facet, years_of(chosen) if facet == YEAR else chosen) for facet, chosen in self.filters.items()]

    def pairs(self, *but: str) -> list[tuple[str, str]]:
        """What an address or a form holds, in the one order that all addresses have, some names left out."""
        found = [("q", self.text)] if self.text else []
        found += [(facet, value) for facet in FACETS for value in self.filters.get(facet, ())]
        found += [("sort", self.sort)] if self.sort != "relevance" else []
        return [(name, value) for name, value in found if name not in but]

    def address(self) -> str:
        """The query of the address, without the page."""
        return urlencode(self.pairs())


def values(given: list[str]) -> tuple[str, ...]:
    return in_order(tuple(dict.fromkeys(value for value in given if _VALUE.fullmatch(value)))[:VALUES_AT_MOST])


def in_order(chosen: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(chosen)))


def page_number(given: str) -> int:
    """A page's number as far as results are shown; the last one for a number beyond it."""
    if not (given.isascii() and given.isdigit()):
        return 1
    return max(1, min(int(given[:9]), PAGES_AT_MOST))
