"""The filters beside the results: each facet's values with their names, their counts, and the address that adds or removes one."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gateway.search.asked import Asked
from gateway.search.kinds import kind_label
from gateway.search.query import Results
from gateway.search.search_indexes import FACETS
from gateway.taxonomy.models import Area, LifecycleStage, Term, Theme

TITLES = {
    "kind": _("Kind"),
    "theme": _("Theme"),
    "stage": _("Stage of life"),
    "area": _("Area"),
    "language": _("Language"),
    "year": _("Year"),
}
VOCABULARIES: dict[str, type[Term]] = {"theme": Theme, "stage": LifecycleStage, "area": Area}
SHOWN_AT_FIRST = 8


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

    @property
    def first(self) -> list[Choice]:
        return self.choices[:SHOWN_AT_FIRST]

    @property
    def rest(self) -> list[Choice]:
        return self.choices[SHOWN_AT_FIRST:]


def facets(results: Results) -> list[Facet]:
    """Facets that hold something to choose, with a query for each vocabulary."""
    found = (facet(code, results.facets[code], results.asked) for code in FACETS)
    return [one for one in found if one.choices]


def facet(code: str, counts: Counter[str], asked: Asked) -> Facet:
    chosen = asked.filters.get(code, ())
    known = {**counts, **{value: counts.get(value, 0) for value in chosen}}
    names = labels(code, list(known))
    choices = [choice(asked, code, value, names[value], count) for value, count in known.items()]
    if code == "year":
        return Facet(code, str(TITLES[code]), sorted(choices, key=lambda one: one.value, reverse=True))
    return Facet(code, str(TITLES[code]), sorted(choices, key=lambda one: (not one.is_chosen, -one.count, one.label)))


def choice(asked: Asked, code: str, value: str, label: str, count: int) -> Choice:
    is_chosen = value in asked.filters.get(code, ())
    turned = asked.without(code, value) if is_chosen else asked.having(code, value)
    return Choice(value, label, count, f"?{turned.address()}", is_chosen)


def labels(code: str, values: list[str]) -> dict[str, str]:
    if code in VOCABULARIES and values:
        names = {term.code: term.label for term in VOCABULARIES[code].objects.filter(code__in=values)}
    elif code == "kind":
        names = {value: kind_label(value) for value in values}
    else:
        names = {each: _(name) for each, name in settings.LANGUAGES} if code == "language" else {}
    return {value: str(names.get(value, value)) for value in values}
