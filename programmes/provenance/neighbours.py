"""The figures around a figure: its parts, and what it is a part of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _, pgettext

from programmes.figures import preferred
from programmes.models.statistics import Indicator, Observation
from programmes.people import age_label, sex_label
from programmes.provenance.cells import Cell
from programmes.provenance.lines import Line, line
from programmes.queries import published_observations
from programmes.registry.codes import AGE_BANDS, SEXES, TOTAL
from programmes.wording import indicator_label, period_label


@dataclass(frozen=True)
class Neighbourhood:
    """A table of figures, under its heading and the name of the column that sets them apart."""

    key: str
    title: str
    column: str
    lines: list[Line]


def neighbourhoods(cell: Cell) -> list[Neighbourhood]:
    """All tables that have a line to show; two queries beyond the cell's own."""
    around = figures_around(cell)
    found = [
        Neighbourhood("periods", _("Over time"), _("Period"), over_time(cell)),
        Neighbourhood("wholes", _("What it is a part of"), _("Whole"), wholes(cell, around)),
        Neighbourhood("sexes", _("By sex"), _("Sex"), by_sex(cell, around)),
        Neighbourhood("ages", _("By age"), _("Age"), by_age(cell, around)),
        Neighbourhood("parts", _("Its parts"), _("Part"), parts(cell, around)),
        Neighbourhood("areas", _("By area"), _("Area"), by_area(cell, around)),
    ]
    return [table for table in found if table.lines]


def figures_around(cell: Cell) -> list[Observation]:
    """Of the same programme and period: every sex and age here, and the same people in the areas and indicators around."""
    counted = [cell.indicator.pk, *Indicator.objects.filter(part_of=cell.indicator).values_list("pk", flat=True)]
    counted += [cell.indicator.part_of_id] if cell.indicator.part_of_id else []
    here = Q(area=cell.area)
    near = here | Q(area__parent=cell.area) | Q(area=cell.area.parent_id)
    same = Q(sex=cell.sex, age_band=cell.age_band)
    found = published_observations(programme=cell.programme, period=cell.period).filter(indicator__in=counted)
    return preferred(found.filter(near).filter(same | Q(indicator=cell.indicator) & here))


def over_time(cell: Cell) -> list[Line]:
    rows = cell.over_time
    return [line(row, period_label(row.period), is_here=row.period == cell.period) for row in rows] if len(rows) > 1 else []


def wholes(cell: Cell, around: list[Observation]) -> list[Line]:
    whole_area = [row for row in around if row.area_id == cell.area.parent_id and row.indicator_id == cell.indicator.pk]
    whole_people = [row for row in own(cell, around) if is_whole_of(row, cell)]
    whole_count = [row for row in around if row.indicator_id == cell.indicator.part_of_id and row.area_id == cell.area.pk]
    return [
        *(line(row, row.area.label) for row in whole_area),
        *(
            line(row, pgettext("between names", ", ").join((sex_label(row.sex), age_label(row.age_band))))
            for row in whole_people
        ),
        *(line(row, indicator_label(row)) for row in whole_count),
    ]


def is_whole_of(row: Observation, cell: Cell) -> bool:
    """A total over sex, over age, or over both, where the cell is not."""
    return (row.sex, row.age_band) != (cell.sex, cell.age_band) and all(
        theirs in (TOTAL, ours) for theirs, ours in ((row.sex, cell.sex), (row.age_band, cell.age_band))
    )


def own(cell: Cell, around: Iterable[Observation]) -> list[Observation]:
    return [row for row in around if row.area_id == cell.area.pk and row.indicator_id == cell.indicator.pk]


def by_sex(cell: Cell, around: list[Observation]) -> list[Line]:
    rows = [row for row in own(cell, around) if row.age_band == cell.age_band and row.sex != TOTAL]
    return split(rows, lambda row: SEXES.index(row.sex), lambda row: sex_label(row.sex)) if cell.sex == TOTAL else []


def by_age(cell: Cell, around: list[Observation]) -> list[Line]:
    rows = [row for row in own(cell, around) if row.sex == cell.sex and row.age_band != TOTAL]
    return (
        split(rows, lambda row: AGE_BANDS.index(row.age_band), lambda row: age_label(row.age_band))
        if cell.age_band == TOTAL
        else []
    )


def parts(cell: Cell, around: list[Observation]) -> list[Line]:
    rows = [row for row in around if row.indicator.part_of_id == cell.indicator.pk and row.area_id == cell.area.pk]
    return split(rows, lambda row: row.indicator_id, indicator_label)


def by_area(cell: Cell, around: list[Observation]) -> list[Line]:
    rows = [row for row in around if row.area.parent_id == cell.area.pk and row.indicator_id == cell.indicator.pk]
    return split(rows, lambda row: (row.area.order, row.area.name), lambda row: row.area.label)


def split(rows: list[Observation], order: Callable, label: Callable[[Observation], str]) -> list[Line]:
    return [line(row, label(row)) for row in sorted(rows, key=order)]
