"""Filters over the list of programmes, with a count beside every choice. Works on plain objects, asks no database."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

Option = tuple[int, str, str]
Values = Callable[[Any], Iterable[Option]]


@dataclass(frozen=True)
class Choice:
    code: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Filter:
    """`values(programme)` gives the options under which a programme is found: their order, code and label."""

    name: str
    label: str
    values: Values = field(repr=False)

    def admits(self, programme: Any, wanted: str) -> bool:
        return not wanted or any(code == wanted for _order, code, _label in self.values(programme))


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    choices: list[Choice]


@dataclass(frozen=True)
class Listing:
    shown: list[Any]
    facets: list[Facet]
    total: int
    query: str

    @property
    def is_filtered(self) -> bool:
        return bool(self.query)


def filtered(programmes: list[Any], filters: list[Filter], chosen: Mapping[str, str]) -> Listing:
    """What every filter admits; each filter's counts say what the others leave to choose from. Unknown codes are ignored."""
    wanted = {facet.name: known_code(facet, programmes, chosen.get(facet.name, "")) for facet in filters}
    shown = [programme for programme in programmes if all(f.admits(programme, wanted[f.name]) for f in filters)]
    facets = [Facet(f.name, f.label, choices(f, programmes, filters, wanted)) for f in filters]
    query = urlencode({name: code for name, code in wanted.items() if code})
    return Listing(shown, facets, len(programmes), query)


def known_code(facet: Filter, programmes: list[Any], code: str) -> str:
    return code if any(code == known for programme in programmes for _order, known, _label in facet.values(programme)) else ""


def choices(facet: Filter, programmes: list[Any], filters: list[Filter], wanted: Mapping[str, str]) -> list[Choice]:
    counts: Counter[Option] = Counter()
    for programme in programmes:
        admitted = all(f.admits(programme, wanted[f.name]) for f in filters if f is not facet)
        counts.update({option: int(admitted) for option in facet.values(programme)})
    return [
        Choice(code, label, counts[order, code, label], code == wanted[facet.name]) for order, code, label in sorted(counts)
    ]
