"""When a data set's next export is due: dates alone, no database and no clock."""

from calendar import monthrange
from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def next_as_of(as_of: date, frequency: str) -> date | None:
    """The end of the month that lies one period after the latest as-of date; None where no time is fixed.

    Counted from the as-of date itself: it tells a calendar year from a fiscal one, which a frequency does not.
    """
    if frequency not in MONTHS:
        return None
    year, month = divmod(as_of.year * 12 + as_of.month - 1 + MONTHS[frequency], 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def next_due(as_of: date, frequency: str, days_allowed: int) -> date | None:
    """The last day on which the next export is still in time."""
    described = next_as_of(as_of, frequency)
    return described + timedelta(days_allowed) if described else None


def overdue_since(as_of: date, frequency: str, days_allowed: int, today: date) -> date | None:
    """The first day that was too late, if that day has come."""
    due = next_due(as_of, frequency, days_allowed)
    return due + timedelta(1) if due and today > due else None
