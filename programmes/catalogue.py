"""Codes, names and provenance that every published figure refers to, read once for an answer instead of once for a figure."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from gateway.taxonomy.models import Area
from programmes.asking import Known
from programmes.downloads.rows import NATURES, Row
from programmes.links import area_code
from programmes.models import DataSet, Indicator, ProgrammeCode, Release
from programmes.models.holdings import Holding
from programmes.provenance.releases import shown_releases
from programmes.queries import BULKY, shown_releases as shown_keys

VALUES = (
    *("programme", "indicator_id", "period", "area_id", "sex", "age_band"),
    *("value", "status", "nature", "revised", "origin_id"),
)
Names, Facts = Mapping[str, str | None], Mapping[int, tuple]
UNREAD = [name.removeprefix("origin__") for name in BULKY]


@dataclass(frozen=True)
class Catalogue:
    """`shown` are the keys of the releases that readers see now, in a fixed order."""

    shown: tuple[int, ...]
    areas: dict[int, Area]
    indicators: dict[int, Indicator]
    programmes: dict[str, str]
    releases: dict[int, Release]
    datasets: dict[tuple[int, str], str]

    @classmethod
    def read(cls) -> "Catalogue":
        """Seven queries, however many figures there are. Names are in the language that is active now."""
        shown = tuple(sorted(shown_keys()))
        held = Holding.objects.filter(release__in=shown).values_list("programme", flat=True).distinct()
        named = {row.code: row.label for row in ProgrammeCode.objects.order_by("code")}
        releases = {release.pk: release for release in shown_releases().defer(*UNREAD)}
        seen = {(release.registry_id, release.dataset) for release in releases.values()}
        titles = {(row.registry_id, row.code): row.label for row in DataSet.objects.all()}
        return cls(
            shown,
            {area.pk: area for area in Area.objects.order_by("code")},
            Indicator.objects.order_by("code").in_bulk(),
            dict.fromkeys(sorted(set(held) - named.keys())) | named,
            releases,
            {known: title for known, title in titles.items() if known in seen},
        )

    @cached_property
    def known(self) -> Known:
        indicators = [indicator.code for indicator in self.indicators.values()]
        open_releases = {str(pk) for pk, row in self.releases.items() if row.state != Release.State.WITHDRAWN}
        return Known(list(self.programmes), indicators, list(self.area_keys), open_releases)

    @cached_property
    def area_keys(self) -> dict[str, int]:
        """By P-code, and by ISO 3166-2 code where there is one."""
        keys = {area.code: area.pk for area in self.areas.values()}
        return keys | {area.iso_code: area.pk for area in self.areas.values() if area.iso_code.startswith("PK-")}

    @cached_property
    def indicator_keys(self) -> dict[str, int]:
        return {indicator.code: indicator.pk for indicator in self.indicators.values()}

    @cached_property
    def fingerprint(self) -> str:
        """Changes with every release, withdrawal, end of an embargo, name and definition."""
        areas = [(pk, area.code, area.iso_code, area.name, area.name_ur) for pk, area in self.areas.items()]
        indicators = [
            (i.pk, i.code, i.name, i.name_ur, i.unit, i.definition, i.definition_ur, i.method, i.method_ur)
            for i in self.indicators.values()
        ]
        releases = [(pk, release.state, release.registry.name) for pk, release in self.releases.items()]
        said = (self.shown, areas, indicators, releases, self.programmes, self.datasets)
        return hashlib.sha256(repr(said).encode()).hexdigest()

    def programme_name(self, code: str) -> str:
        return self.programmes.get(code) or code

    def rows(self, figures: Iterable[tuple]) -> Iterator[Row]:
        """Of tuples of `VALUES`. Names are looked up now, not when the rows are written, when another language may be active."""
        areas = {pk: (area_code(area), area.label) for pk, area in self.areas.items()}
        indicators = {pk: (row.code, row.label, row.unit) for pk, row in self.indicators.items()}
        proofs = {pk: proof(release) for pk, release in self.releases.items()}
        return joined(figures, self.programmes, areas, indicators, proofs)


def joined(figures: Iterable[tuple], programmes: Names, areas: Facts, indicators: Facts, proofs: Facts) -> Iterator[Row]:
    """A figure whose release the public may not know of stays out."""
    for programme, indicator, period, area, sex, age, value, status, nature, revised, origin in figures:
        if origin in proofs:
            illustrative, *provenance = proofs[origin]
            yield Row(
                programme, programmes.get(programme) or programme, *indicators[indicator], period, *areas[area], sex, age,
                value, status, NATURES[nature], revised, illustrative, *provenance,
            )  # fmt: skip


def proof(release: Release) -> tuple:
    return (
        release.illustrative,
        release.pk,
        release.registry.code,
        release.dataset,
        release.export_id,
        release.sha256,
        release.as_of.isoformat(),
        release.citation,
    )
