"""What a release holds: how many figures of what, and the figures themselves."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Case, Count, F, QuerySet, When

from programmes.models.statistics import Indicator, Observation, Release
from programmes.provenance.way import programme_names
from programmes.registry.codes import TOTAL


@dataclass(frozen=True)
class Content:
    """How many figures of one indicator a release holds for a programme."""

    programme: str
    indicator: str
    unit: str
    figures: int
    codes: tuple[str, str]

    @property
    def query(self) -> str:
        return urlencode(dict(zip(("programme", "indicator"), self.codes, strict=True)))


def contents(release: Release) -> list[Content]:
    """Nothing of a withdrawn release: its figures are shown nowhere."""
    if release.state == Release.State.WITHDRAWN:
        return []
    counted = release.observations.values("programme", "indicator").annotate(figures=Count("pk"))
    indicators, names = Indicator.objects.in_bulk(), programme_names()
    return [
        Content(
            names.get(row["programme"], row["programme"]),
            indicators[row["indicator"]].label,
            indicators[row["indicator"]].get_unit_display(),
            row["figures"],
            (row["programme"], indicators[row["indicator"]].code),
        )
        for row in counted.order_by("programme", "indicator")
    ]


def figures_of(release: Release, content: Content) -> QuerySet[Observation]:
    """Those that came with it and those that it carried over: the newest period first, the country before its provinces,
    these before their districts, everyone before the sexes and the ages."""
    programme, indicator = content.codes
    found = release.observations.filter(programme=programme, indicator__code=indicator)
    whole = [Case(When(**{name: TOTAL}, then=0), default=1) for name in ("sex", "age_band")]
    place = [F(f"area__{path}").asc(nulls_first=True) for path in ("parent__parent", "parent__order", "parent")]
    ordered = found.order_by("-period", *place, "area__order", "area__name", *whole, "sex", "age_band")
    return ordered.select_related("indicator", "area", "origin__registry")
