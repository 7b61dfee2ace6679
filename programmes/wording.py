"""Periods and values of statistics in the reader's words."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext as _

from programmes.models.statistics import Indicator, Observation
from programmes.registry import periods

LAKH, MILLION, CRORE, BILLION = 10**5, 10**6, 10**7, 10**9


def period_label(code: str) -> str:
    period = periods.parse(code)
    if period.months == 1:
        return month(period.end)
    if period.months == 12 and not code.startswith("FY"):
        return code
    span = _("%(start)s to %(end)s") % {"start": first_month(period), "end": month(period.end)}
    return _("fiscal year %(year)s (%(span)s)") % {"year": period.end.year, "span": span} if period.months == 12 else span


def first_month(period: periods.Period) -> str:
    same_year = period.start.year == period.end.year
    return date_format(period.start, "F") if same_year else month(period.start)


def month(day: date) -> str:
    return date_format(day, "F Y")


def value_label(value: int | None, unit: str) -> str:
    """A number no more precise than it was given: 7,870,000 reads 7.87 million; a hidden cell reads <10."""
    if value is None:
        return _("<1 million") if unit == Indicator.Unit.RUPEES else "<10"
    if value >= BILLION and value % (BILLION // 100) == 0:
        return _("%(number)s billion") % {"number": scaled(value, BILLION)}
    if value >= MILLION and value % (MILLION // 100) == 0:
        return millions(value)
    return f"{value:,}"


def millions(value: int) -> str:
    """Urdu reads such numbers in lakhs and crores, as its newspapers write them: 7,870,000 is 78.7 lakh."""
    if get_language() != "ur":
        return _("%(number)s million") % {"number": scaled(value, MILLION)}
    if value >= CRORE and value % (CRORE // 100) == 0:
        return _("%(number)s crore") % {"number": scaled(value, CRORE)}
    return _("%(number)s lakh") % {"number": scaled(value, LAKH)}


def scaled(value: int, scale: int) -> str:
    return f"{value / scale:,.2f}".rstrip("0").rstrip(".")


def mark_words(observation: Observation) -> list[str]:
    """What a reader must know about one figure, in words. That it is made up or quoted stands above its table."""
    words = {
        Observation.Nature.FORECAST: _("planned"),
        Observation.Nature.ESTIMATED: _("approximate"),
        Observation.Nature.PROVISIONAL: _("provisional"),
    }
    found = [words[observation.nature]] if observation.nature in words else []
    if observation.status == Observation.Status.PROVISIONAL and not found:
        found.append(_("provisional"))
    return [*found, _("revised")] if observation.revised else found


def indicator_label(observation: Observation) -> str:
    """The indicator's name, with what a reader must not overlook about this value."""
    if observation.nature == Observation.Nature.FORECAST:
        return _("%(indicator)s (planned)") % {"indicator": observation.indicator.label}
    if observation.nature == Observation.Nature.ESTIMATED:
        return _("%(indicator)s (approximate)") % {"indicator": observation.indicator.label}
    return observation.indicator.label
