"""The list of publications as its address asks for it: filtered, sorted, counted, paged."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from gateway.pages.localized import in_readers_language
from research.facets import FACETS, Facet
from research.history import give_histories
from research.models.publication import PublicationPage

SORTS = {
    "newest": (_("Newest first"), ("-published", "title")),
    "oldest": (_("Oldest first"), ("published", "title")),
    "title": (_("Title"), ("title",)),
    "added": (_("Last added first"), ("-first_published_at", "title")),
}
PAGE_SIZE = 20
MOST_PICKS = 200
LINE_NEEDS = ("locale", "authors__person", "authors__institution")


def prepare_lines(pages: list[PublicationPage], *needed: str) -> None:
    """Reads at once what the lines of a list show of their pages."""
    prefetch_related_objects(pages, *LINE_NEEDS, *needed)
    give_histories(pages)


class Option(NamedTuple):
    value: str
    label: str
    count: int
    chosen: bool


class Choice(NamedTuple):
    """A chosen value, and the address of the list without it."""

    label: str
    url: str


@dataclass(frozen=True)
class ShownFacet:
    name: str
    label: str
    options: list[Option]

    @property
    def any_chosen(self) -> bool:
        return any(option.chosen for option in self.options)


class Listing:
    """`publications` are those that the reader may read; `asked` is the address's query.

    A value that the vocabulary does not know narrows nothing and is named in `unknown`.
    """

    def __init__(self, publications: QuerySet[PublicationPage], asked: QueryDict) -> None:
        self.publications = publications
        self.asked = asked
        self.sort = asked.get("sort") if asked.get("sort") in SORTS else "newest"
        self.picks = list(dict.fromkeys(asked.getlist("pick")))[:MOST_PICKS]
        self.only_picks = bool(self.picks) and asked.get("only") == "chosen"
        self.labels = {facet.name: self._labels(facet) for facet in FACETS}
        self.chosen = {name: [v for v in labels if v in asked.getlist(name)] for name, labels in self.labels.items()}

    def _labels(self, facet: Facet) -> dict[str, str]:
        labels = facet.labels()
        return {value: value for value in facet.counts(self.publications)} if labels is None else labels

    @property
    def unknown(self) -> list[str]:
        return [
            value[:60]
            for name, labels in self.labels.items()
            for value in self.asked.getlist(name)[:10]
            if value and value not in labels
        ]

    def narrowed(self, leaving_out: str = "") -> QuerySet[PublicationPage]:
        found = self.publications
        for facet in FACETS:
            if self.chosen[facet.name] and facet.name != leaving_out:
                found = facet.narrow(found, self.chosen[facet.name])
        return found

    @cached_property
    def found(self) -> QuerySet[PublicationPage]:
        shown = self.picked if self.only_picks else self.narrowed()
        return shown.order_by(*self.order)

    @property
    def order(self) -> tuple[str, ...]:
        return SORTS[self.sort][1]

    @property
    def picked(self) -> QuerySet[PublicationPage]:
        """Those that the reader ticked, whatever the filters: they may have been ticked under others."""
        return self.publications.filter(slug__in=self.picks)

    def page(self, request: HttpRequest) -> Page:
        """Any page number is answered: one beyond the end by the last page, nonsense by the first."""
        page = Paginator(self.found.select_related("locale"), PAGE_SIZE).get_page(self.asked.get("page", "1")[:20])
        # A page's slug is the same in both languages, and ticks are kept by it.
        page.object_list = in_readers_language(page.object_list, request.user)
        prepare_lines(page.object_list)
        return page

    @cached_property
    def facets(self) -> list[ShownFacet]:
        return [shown for facet in FACETS if (shown := self._shown(facet)).options]

    def _shown(self, facet: Facet) -> ShownFacet:
        """Counts follow all the other filters, so that each says what choosing it would bring."""
        counts, chosen = facet.counts(self.narrowed(leaving_out=facet.name)), self.chosen[facet.name]
        labels = self.labels[facet.name].items()
        options = [Option(v, label, counts.get(v, 0), v in chosen) for v, label in labels if v in counts or v in chosen]
        return ShownFacet(facet.name, str(facet.label), options)

    @property
    def filters(self) -> list[tuple[str, str]]:
        return [(name, value) for name, values in self.chosen.items() for value in values] + self._order

    @property
    def _order(self) -> list[tuple[str, str]]:
        return [] if self.sort == "newest" else [("sort", self.sort)]

    @property
    def whole(self) -> str:
        """The address of the filtered list without ticks: what its exports and its feed give."""
        return urlencode(self.filters)

    @property
    def query(self) -> str:
        """The whole state but the page."""
        return self._with_picks(self.filters, self.only_picks)

    def query_without(self, name: str, value: str) -> str:
        return self._with_picks([pair for pair in self.filters if pair != (name, value)])

    def query_picking(self, slugs: Iterable[str] = ()) -> str:
        return urlencode([*self.filters, *(("pick", slug) for slug in dict.fromkeys([*self.picks, *slugs]))])

    def _with_picks(self, pairs: list[tuple[str, str]], only: bool = False) -> str:
        ticked = [("pick", slug) for slug in self.picks]
        return urlencode([*pairs, *ticked, *([("only", "chosen")] if only else [])])

    @property
    def choices(self) -> list[Choice]:
        """One line for each chosen value: a click takes it away."""
        return [
            Choice(self.labels[name][value], f"?{self.query_without(name, value)}")
            for name, values in self.chosen.items()
            for value in values
        ]

    @property
    def sorts(self) -> list[Option]:
        return [Option(code, str(label), 0, code == self.sort) for code, (label, _order) in SORTS.items()]
