"""Dates as a reader says them."""

from calendar import Calendar
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _


def span(first: date, last: date | None) -> str:
    """One day, or `24 to 26 February 2025` without repeating month and year."""
    if last is None or last == first:
        return formats.date_format(first, "DATE_FORMAT")
    same_month = (first.year, first.month) == (last.year, last.month)
    begin = str(first.day) if same_month else formats.date_format(first, "DATE_FORMAT")
    return _("%(first)s to %(last)s") % {"first": begin, "last": formats.date_format(last, "DATE_FORMAT")}


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """The `nth` Monday (0) to Sunday (6) of a month; 5 stands for the last one."""
    days = [week[weekday] for week in Calendar().monthdatescalendar(year, month) if week[weekday].month == month]
    return days[min(nth, len(days)) - 1] if nth < 5 else days[-1]
