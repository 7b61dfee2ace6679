"""The filters beside the results: each facet's values with their names, their counts, and the address that adds or removes one."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _, gettext_lazy

from gateway.search.asked import YEAR, Asked
from gateway.search.histogram import Histogram, histogram, span_label
from gateway.search.kinds import kind_label
from gateway.search.query import Results
from gateway.search.search_indexes import FACETS
from gateway.taxonomy.models import Area, Institution, LifecycleStage, Term, Theme

AREA = "area"
TITLES = {
    "kind": gettext_lazy("Kind"),
    "year": gettext_lazy("Year"),
    "theme": gettext_lazy("Theme"),
    "area": gettext_lazy("Province or territory"),
    "programme": gettext_lazy("Programme"),
    "institution": gettext_lazy("Institution"),
    "stage": gettext_lazy("Stage of life"),
    "language": gettext_lazy("Language"),
    "format": gettext_lazy("File format"),
}
VOCABULARIES: dict[str, type[Term]] = {"theme": Theme, "stage": LifecycleStage, "institution": Institution, AREA: Area}
LANGUAGES = {
    "en": gettext_lazy("English"),
    "ur": gettext_lazy("Urdu"),
    "sd": gettext_lazy("Sindhi"),
    "ps": gettext_lazy("Pashto"),
    "de": gettext_lazy("German"),
}
OPEN_AT_FIRST = frozenset({"kind", "year", "theme"})
SHOWN_AT_FIRST = 8
Turn = Callable[[str], Asked]


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    code: str
    title: str
    choices: list[Choice]
    histogram: Histogram | None = None

    @property
    def chosen(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.is_chosen]

    @property
    def offered(self) -> list[Choice]:
        """What is listed: a chosen span stands in the form of the years."""
        return [choice for choice in self.choices if not (self.histogram and choice.value not in self.histogram.years)]

    @property
    def first(self) -> list[Choice]:
        return self.offered[: max(SHOWN_AT_FIRST, len(self.chosen))]

    @property
    def rest(self) -> list[Choice]:
        return self.offered[len(self.first) :]

    @property
    def is_open(self) -> bool:
        return self.code in OPEN_AT_FIRST or bool(self.chosen)


class Offer:
    """What a search can be narrowed to, with one query for each vocabulary."""

    def __init__(self, results: Results) -> None:
        self.results, self.asked = results, results.asked

    @cached_property
    def facets(self) -> list[Facet]:
        """Facets that hold something to choose, in the order of the page."""
        return [facet for code in FACETS for facet in self._facets_of(code) if facet.choices]

    @property
    def chosen(self) -> list[tuple[Facet, Choice]]:
        return [(facet, choice) for facet in self.facets for choice in facet.chosen]

    def _facets_of(self, code: str) -> Iterator[Facet]:
        counts, chosen = self.results.facets[code], self.asked.filters.get(code, ())
        known = Counter({**dict.fromkeys(chosen, 0), **counts})
        if code == AREA:
            yield from self._areas(known)
        elif code == YEAR:
            choices = self._choices(code, known, names_of_values(code, known, {}))
            newest_first = sorted(choices, key=lambda one: one.value, reverse=True)
            yield Facet(code, str(TITLES[code]), newest_first, histogram(counts, chosen))
        else:
            names = names_of_values(code, known, self.results.programmes)
            yield Facet(code, str(TITLES[code]), in_order(self._choices(code, known, names)))

    def _choices(self, code: str, known: Counter[str], names: dict[str, str], turn: Turn | None = None) -> list[Choice]:
        chosen = self.asked.filters.get(code, ())

        def turned(value: str) -> Asked:
            if value in chosen:
                return self.asked.without(code, value)
            return turn(value) if turn else self.asked.having(code, value)

        return [
            Choice(value, names.get(value, value), count, f"?{turned(value).address()}", value in chosen)
            for value, count in known.items()
        ]

    def _areas(self, known: Counter[str]) -> Iterator[Facet]:
        """Provinces, and the districts of those chosen. A district narrows its province, so one of the two is chosen."""
        areas = {area.code: area for area in Area.objects.filter(code__in=known).select_related("parent")} if known else {}
        parents = {code: a.parent.code for code, a in areas.items() if a.kind == Area.Kind.DISTRICT and a.parent}
        names = {code: area.label for code, area in areas.items()}
        chosen = self.asked.filters.get(AREA, ())
        looked_at = {parents.get(code, code) for code in chosen}

        def narrowed(code: str) -> Asked:
            return self.asked.without(AREA, parents[code]).having(AREA, code)

        def widened(code: str) -> Asked:
            return self.asked.without(AREA, *(one for one in parents if parents[one] == code)).having(AREA, code)

        provinces = Counter({code: count for code, count in known.items() if code not in parents})
        yield Facet(AREA, str(TITLES[AREA]), in_order(self._choices(AREA, provinces, names, widened)))
        within = {code for code in parents if not looked_at or parents[code] in looked_at}
        districts = Counter({code: count for code, count in known.items() if code in within})
        yield Facet(AREA, _("District"), in_order(self._choices(AREA, districts, names, narrowed)))


def names_of(asked: Asked, programmes: Mapping[str, str]) -> list[str]:
    """The names of what is chosen, in the order of the page; a programme that the reader may not see has none."""
    return [
        name
        for code, chosen in sorted(asked.filters.items(), key=lambda one: FACETS.index(one[0]))
        for name in names_of_values(code, chosen, programmes).values()
    ]


def names_of_values(code: str, values: Collection[str], programmes: Mapping[str, str]) -> dict[str, str]:
    """Names in the reader's language, of those values that have one."""
    if code in VOCABULARIES:
        return {term.code: term.label for term in VOCABULARIES[code].objects.filter(code__in=values)} if values else {}
    if code == "programme":
        return {value: programmes[value] for value in values if value in programmes}
    naming = {"kind": kind_label, "language": language_name, "format": str.upper, YEAR: span_label}
    return {value: naming[code](value) for value in values}


def in_order(choices: list[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda one: (not one.is_chosen, -one.count, one.label))


def language_name(code: str) -> str:
    return str(LANGUAGES.get(code, _("another language")))
