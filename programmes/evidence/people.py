"""The latest figures by sex, by age, and by both where a release counts both."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from programmes.charts import Bar, shares
from programmes.evidence.exhibit import Exhibit, exhibit, told
from programmes.evidence.numbers import value_of
from programmes.evidence.rows import Row
from programmes.people import sex_label, years_label
from programmes.registry.codes import AGE_BANDS, SEXES, TOTAL

ALL = gettext_lazy("All")


@dataclass(frozen=True)
class Line:
    """One row of the table: an age band or a sex, with a bar under each column; None where nothing is published."""

    label: str
    cells: list[Bar | None]


def people_exhibits(rows: Sequence[Row]) -> list[Exhibit]:
    """By sex; and by age, with a column for each sex that the ages are counted for."""
    by_sex = [row for row in rows if row.age_band == TOTAL and row.sex != TOTAL]
    by_age = [row for row in rows if row.age_band != TOTAL]
    found = [people("sex", by_sex), people("age", by_age)]
    return [one for one in found if one]


def people(kind: str, rows: Sequence[Row]) -> Exhibit | None:
    """A column in which every number is hidden tells nothing and is left out."""
    if len(rows) < 2 or all(row.value is None for row in rows):
        return None
    downwards, across = ("sex", "age_band") if kind == "sex" else ("age_band", "sex")
    figures = told(rows)
    drawn = shares([value_of(row, "") for row in figures])
    bars = {(getattr(row, downwards), getattr(row, across)): bar for row, bar in zip(figures, drawn, strict=True)}
    known = {column for (_line, column), bar in bars.items() if bar.value.number is not None}
    columns = [code for code in (*SEXES, TOTAL) if code in known]
    order = SEXES if kind == "sex" else AGE_BANDS
    codes = [code for code in order if any(code == line for line, _column in bars)]
    lines = [Line(label(kind, code), [bars.get((code, column)) for column in columns or [TOTAL]]) for code in codes]
    names = [capfirst(sex_label(column)) if column != TOTAL else str(ALL) for column in columns] if len(columns) > 1 else []
    return exhibit(kind, rows, figures, grid=lines, columns=names)


def label(kind: str, code: str) -> str:
    return capfirst(sex_label(code) if kind == "sex" else years_label(code))
