"""How an indicator moved over time."""

from collections.abc import Sequence

from programmes import charts
from programmes.charts import Shape
from programmes.evidence.exhibit import Exhibit, exhibit, grouped, in_order, told
from programmes.evidence.numbers import short, value_of
from programmes.evidence.rows import Row
from programmes.registry import periods


def series_exhibits(own: Sequence[Row]) -> list[Exhibit]:
    """Of one area, each indicator that has more than one period."""
    return [series_exhibit(rows) for rows in in_order((key, rows) for key, rows in grouped(own) if len(rows) > 1)]


def series_exhibit(rows: Sequence[Row]) -> Exhibit:
    figures = told(rows)
    chart = charts.time_chart([value_of(row, row.period) for row in figures], shape_of(rows), short)
    return exhibit("series", rows, figures, chart=chart)


def shape_of(rows: Sequence[Row]) -> Shape:
    """Rates hold until they change; only periods of one length may be joined by a line."""
    if rows[0].indicator.code == "stipend_rate":
        return Shape.STEP
    lengths = {periods.parse(row.period).months for row in rows}
    return Shape.LINE if len(lengths) == 1 else Shape.STEMS
