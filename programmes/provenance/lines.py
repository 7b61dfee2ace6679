"""Figures as the lines of a table: what is counted, the number, its marks, and its permanent address."""

from dataclasses import dataclass

from programmes.figures import shown_status
from programmes.links import area_code, figure_address
from programmes.models.statistics import Observation
from programmes.provenance.words import breakdown_label
from programmes.wording import indicator_label, mark_words, period_label, value_label


@dataclass(frozen=True)
class Line:
    """`label` says what sets this figure apart from the others in its table."""

    label: str
    value: str
    unit: str
    status: str
    address: str
    is_here: bool = False
    marks: tuple[str, ...] = ()


def line(row: Observation, label: str, *, is_here: bool = False) -> Line:
    return Line(
        label,
        value_label(row.value, row.indicator.unit),
        row.indicator.get_unit_display(),
        shown_status(row),
        address_of(row),
        is_here,
        tuple(mark_words(row)),
    )


def address_of(row: Observation) -> str:
    return figure_address(row.programme, row.indicator.code, area_code(row.area), row.period, sex=row.sex, age=row.age_band)


@dataclass(frozen=True)
class FullLine:
    """A figure among figures of many kinds."""

    indicator: str
    area: str
    period: str
    breakdown: str
    value: str
    unit: str
    status: str
    address: str
    marks: tuple[str, ...] = ()


def full_line(row: Observation) -> FullLine:
    return FullLine(
        indicator_label(row),
        row.area.label,
        period_label(row.period),
        breakdown_label(row.sex, row.age_band),
        value_label(row.value, row.indicator.unit),
        row.indicator.get_unit_display(),
        shown_status(row),
        address_of(row),
        tuple(mark_words(row)),
    )
