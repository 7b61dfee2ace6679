"""One cell of the statistics, as an address names it, and what is published in it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import pgettext

from gateway.taxonomy.models import Area
from programmes.figures import by_period, preferred
from programmes.links import area_code, figure_address
from programmes.models.statistics import Indicator, Observation, Release
from programmes.provenance.words import breakdown_label
from programmes.queries import published_observations
from programmes.registry import periods
from programmes.registry.codes import AGE_BANDS, SEXES, TOTAL


@dataclass(frozen=True)
class Cell:
    programme: str
    indicator: Indicator
    area: Area
    period: str
    sex: str = TOTAL
    age_band: str = TOTAL

    @property
    def address(self) -> str:
        return figure_address(
            self.programme, self.indicator.code, area_code(self.area), self.period, sex=self.sex, age=self.age_band
        )

    @property
    def period_end(self) -> date:
        return periods.parse(self.period).end

    @property
    def breakdown(self) -> str:
        return breakdown_label(self.sex, self.age_band)

    @property
    def where(self) -> str:
        """The area, and what part of the people in it."""
        return pgettext("between names", ", ").join(filter(None, (self.area.label, self.breakdown)))

    @cached_property
    def series(self) -> list[Observation]:
        """What is published for every period, all data sets together."""
        return list(
            published_observations(programme=self.programme, sex=self.sex, age_band=self.age_band).filter(
                indicator=self.indicator, area=self.area
            )
        )

    @property
    def row(self) -> Observation | None:
        """The figure that pages show for this cell, if one is published."""
        return next(iter(preferred(row for row in self.series if row.period == self.period)), None)

    @property
    def rivals(self) -> list[Observation]:
        """What other data sets say of the same cell."""
        return [row for row in self.series if row.period == self.period and row.pk != self.row.pk]

    @property
    def over_time(self) -> list[Observation]:
        """Sourced figures or made-up ones, as the cell's own is: the two are never one series."""
        made_up = self.row is not None and self.row.origin.illustrative
        return by_period(preferred(row for row in self.series if row.origin.illustrative == made_up))

    def everything_said(self) -> QuerySet[Observation]:
        """The cell in every release, whether readers may see it or not; releases are named because every index begins with them."""
        return Observation.objects.filter(
            release__in=Release.objects.values("pk"),
            programme=self.programme,
            indicator=self.indicator,
            period=self.period,
            area=self.area,
            sex=self.sex,
            age_band=self.age_band,
        )


def asked_cell(request: HttpRequest, programme: str, indicator: str, area: str, period: str) -> Cell:
    """Raises Http404 for codes that nobody knows."""
    sex, age_band = request.GET.get("sex") or TOTAL, request.GET.get("age") or TOTAL
    known = Indicator.objects.select_related("part_of").filter(code=indicator).first()
    place = Area.objects.select_related("parent").filter(**{"iso_code" if area.startswith("PK-") else "code": area}).first()
    if known is None or place is None or sex not in (*SEXES, TOTAL) or age_band not in (*AGE_BANDS, TOTAL):
        raise Http404
    try:
        periods.parse(period)
    except ValueError:
        raise Http404 from None
    return Cell(programme, known, place, period, sex, age_band)
