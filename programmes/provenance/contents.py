"""What a release holds: how many figures of what, and the figures themselves."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, QuerySet

from programmes.models.statistics import Indicator, Observation, Release
from programmes.provenance.way import programme_names


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
    """Those that came with it and those that it carried over, in the order of the table's own index."""
    programme, indicator = content.codes
    found = release.observations.filter(programme=programme, indicator__code=indicator)
    return found.select_related("indicator", "area", "origin__registry").order_by("period", "area", "sex", "age_band")
