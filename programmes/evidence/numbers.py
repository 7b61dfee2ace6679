"""Numbers and periods as short as an axis, a tile or a bar can hold them."""

from django.utils.translation import get_language, gettext as _

from programmes.charts import Value
from programmes.figures import Figure
from programmes.registry import periods
from programmes.wording import BILLION, MILLION, millions, scaled


def value_of(row: Figure, name: str) -> Value:
    """`name` is what tells the value from the others of its chart: its period, its area, its people."""
    period = periods.parse(row.period_code)
    at = period.start if row.indicator == "stipend_rate" else period.end
    return Value(name, row.number, row.value, at, row.planned, row.area_code, brief(row), row.address, row.marks)


def brief(row: Figure) -> str:
    """A period's name for an axis: a rate is known by the year from which it holds."""
    if row.indicator == "stipend_rate":
        return str(periods.parse(row.period_code).start.year)
    return row.period_code.partition("-")[0] if row.period_code.startswith("FY") else row.period_code


def short(number: int) -> str:
    """A number for an axis or a tile."""
    if number >= BILLION:
        return _("%(number)s bn") % {"number": scaled(number, BILLION)}
    if number >= MILLION:
        return _("%(number)s m") % {"number": scaled(number, MILLION)} if get_language() != "ur" else millions(number)
    return f"{number:,}"
