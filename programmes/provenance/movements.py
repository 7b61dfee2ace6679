"""What moved with a release, in words: the old value and the new, with the figure's address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext

from gateway.taxonomy.models import Area
from programmes.links import area_code, figure_address
from programmes.models.statistics import Indicator, ProgrammeCode, Release
from programmes.provenance.words import breakdown_label
from programmes.wording import period_label, value_label


@dataclass(frozen=True)
class Movement:
    label: str
    before: str
    after: str
    unit: str
    address: str


@dataclass(frozen=True)
class Names:
    """What programmes, indicators and areas are called; read once for all movements of a page."""

    programmes: Mapping[str, str]
    indicators: Mapping[str, Indicator]
    areas: Mapping[str, Area]

    @classmethod
    def read(cls) -> "Names":
        return cls(
            {row.code: row.label for row in ProgrammeCode.objects.all()},
            Indicator.objects.in_bulk(field_name="code"),
            {area_code(area): area for area in Area.objects.all()},
        )


def movements_of(release: Release, names: Names, most: int) -> list[Movement]:
    """The largest ones, as they were written down at publication; those of a withdrawn release are shown nowhere."""
    if release.state == Release.State.WITHDRAWN:
        return []
    known = [row for row in release.movements if row["indicator"] in names.indicators and row["area"] in names.areas]
    return [movement(row, names) for row in known[:most]]


def movement(row: dict[str, Any], names: Names) -> Movement:
    indicator, sex, age_band = names.indicators[row["indicator"]], row["sex"], row["age_band"]
    parts = [
        indicator.label,
        names.programmes.get(row["programme"], row["programme"]),
        names.areas[row["area"]].label,
        breakdown_label(sex, age_band),
        period_label(row["period"]),
    ]
    return Movement(
        pgettext("between names", ", ").join(filter(None, parts)),
        value_label(row["old"], indicator.unit),
        value_label(row["new"], indicator.unit),
        indicator.get_unit_display(),
        figure_address(row["programme"], row["indicator"], row["area"], row["period"], sex=sex, age=age_band),
    )
