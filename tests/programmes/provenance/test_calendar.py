from datetime import date, timedelta

import pytest
from hypothesis import given, settings, strategies

from programmes.provenance.calendar import MONTHS, next_as_of, next_due, overdue_since

DAYS = strategies.dates(date(2000, 1, 1), date(2099, 12, 31))
FREQUENCIES = strategies.sampled_from(sorted(MONTHS))


@pytest.mark.parametrize(
    ("as_of", "frequency", "expected"),
    [
        (date(2025, 3, 31), "quarter", date(2025, 6, 30)),
        (date(2025, 12, 31), "month", date(2026, 1, 31)),
        (date(2024, 1, 31), "month", date(2024, 2, 29)),
        (date(2025, 1, 31), "month", date(2025, 2, 28)),
        (date(2024, 2, 29), "year", date(2025, 2, 28)),
        (date(2023, 2, 28), "year", date(2024, 2, 29)),
        (date(2025, 6, 30), "half", date(2025, 12, 31)),
        (date(2025, 6, 30), "year", date(2026, 6, 30)),
        (date(2025, 3, 15), "month", date(2025, 4, 30)),
        (date(2025, 3, 31), "once", None),
    ],
)
def test_next_export_describes_the_end_of_the_next_period(as_of, frequency, expected):
    assert next_as_of(as_of, frequency) == expected


def test_export_is_overdue_on_the_day_after_the_days_allowed():
    assert next_due(date(2025, 3, 31), "quarter", 45) == date(2025, 8, 14)
    assert overdue_since(date(2025, 3, 31), "quarter", 45, date(2025, 8, 14)) is None
    assert overdue_since(date(2025, 3, 31), "quarter", 45, date(2025, 8, 15)) == date(2025, 8, 15)


def test_what_comes_once_is_never_overdue():
    assert next_due(date(2000, 1, 1), "once", 0) is None
    assert overdue_since(date(2000, 1, 1), "once", 0, date(2099, 1, 1)) is None


@settings(max_examples=60)
@given(DAYS, FREQUENCIES)
def test_next_as_of_is_a_month_end_exactly_one_period_later(as_of, frequency):
    described = next_as_of(as_of, frequency)
    assert (described + timedelta(1)).day == 1
    assert described.year * 12 + described.month - as_of.year * 12 - as_of.month == MONTHS[frequency]


@settings(max_examples=60)
@given(DAYS, FREQUENCIES)
def test_short_steps_lead_to_the_same_day_as_a_long_one(as_of, frequency):
    day = as_of
    for _month in range(MONTHS[frequency]):
        day = next_as_of(day, "month")
    assert day == next_as_of(as_of, frequency)


@settings(max_examples=60)
@given(DAYS, DAYS, FREQUENCIES, strategies.integers(0, 400))
def test_a_later_as_of_date_is_never_due_earlier(one, other, frequency, days):
    first, second = sorted((one, other))
    assert next_due(first, frequency, days) <= next_due(second, frequency, days)


@settings(max_examples=60)
@given(DAYS, FREQUENCIES, strategies.integers(0, 400), DAYS)
def test_once_overdue_it_stays_overdue_since_the_same_day(as_of, frequency, days, today):
    since = overdue_since(as_of, frequency, days, today)
    assert (since is None) == (today <= next_due(as_of, frequency, days))
    if since:
        assert overdue_since(as_of, frequency, days, today + timedelta(1)) == since <= today
