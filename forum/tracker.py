"""The commitments as one reader asked for them: filtered by the address, with history, progress and what serves each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from forum.histories import Column, columns, first_report, give_histories
from forum.models import Commitment
from forum.progress import summary
from forum.record import expanded
from forum.serving import give_what_serves
from gateway.taxonomy.models import Area

FACETS: dict[str, Promise] = {"pillar": _("Pillar"), "province": _("Province or territory"), "state": _("State")}


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    options: list[Option]


class Tracker:
    """`asked` is the address's query. A value that is not known here narrows nothing and is named in `unknown`."""

    def __init__(self, asked: QueryDict) -> None:
        self.asked = asked
        self.all = list(Commitment.objects.prefetch_related("institutions", "provinces"))
        self.labels = {
            "pillar": {value: str(label) for value, label in Commitment.Pillar.choices},
            "province": {area.code: area.label for area in Area.objects.filter(kind=Area.Kind.PROVINCE)},
            "state": {value: str(label) for value, label in Commitment.State.choices},
        }
        self.chosen = {name: [v for v in labels if v in asked.getlist(name)] for name, labels in self.labels.items()}

    @property
    def unknown(self) -> list[str]:
        asked = [(name, value) for name in FACETS for value in self.asked.getlist(name)[:10]]
        return [value[:60] for name, value in asked if value and value not in self.labels[name]]

    def values(self, commitment: Commitment) -> dict[str, Iterable[str]]:
        """By facet. What holds in the whole country is found under each province."""
        provinces = [area.code for area in commitment.provinces.all()] or self.labels["province"]
        return {"pillar": [commitment.pillar], "province": provinces, "state": [commitment.state]}

    def fits(self, commitment: Commitment, leaving_out: str = "") -> bool:
        values = self.values(commitment)
        chosen = {name: wanted for name, wanted in self.chosen.items() if wanted and name != leaving_out}
        return all(not set(wanted).isdisjoint(values[name]) for name, wanted in chosen.items())

    @cached_property
    def found(self) -> list[Commitment]:
        """Each with `told`: its reports, the latest first."""
        found = [commitment for commitment in self.all if self.fits(commitment)]
        give_histories(found)
        return found

    @cached_property
    def facets(self) -> list[Facet]:
        return [Facet(name, str(label), self.options(name)) for name, label in FACETS.items()]

    def options(self, name: str) -> list[Option]:
        """Counts follow all the other filters, so that each says what choosing it would bring."""
        others = [set(self.values(commitment)[name]) for commitment in self.all if self.fits(commitment, leaving_out=name)]
        labels, chosen = self.labels[name].items(), self.chosen[name]
        return [Option(v, label, sum(v in values for values in others), v in chosen) for v, label in labels]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [(name, value) for name, values in self.chosen.items() for value in values]

    @property
    def query(self) -> str:
        return urlencode(self.pairs)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Each chosen value, and the query without it."""
        return [
            (self.labels[name][value], urlencode([pair for pair in self.pairs if pair != (name, value)]))
            for name, value in self.pairs
        ]

    @property
    def states(self) -> list[tuple[str, str]]:
        return list(self.labels["state"].items())

    @property
    def columns(self) -> list[Column]:
        return columns(self.found)

    @property
    def first_report(self) -> date | None:
        return first_report(self.found)


def tracker_context(request: HttpRequest) -> dict:
    tracker = Tracker(request.GET)
    give_shown_evidence(tracker.found)
    give_what_serves(tracker.found, request.user)
    return summary(tracker.found) | {"tracker": tracker, "whole": len(tracker.all)}


def give_shown_evidence(commitments: list[Commitment]) -> None:
    """Gives commitments and reports their `shown_evidence`; the pages and files to which it leads are read together."""
    records = [record for commitment in commitments for record in (commitment, *commitment.told)]
    texts = list(dict.fromkeys(record.evidence for record in records))
    shown = dict(zip(texts, expanded(texts), strict=True))
    for record in records:
        record.shown_evidence = shown[record.evidence]
