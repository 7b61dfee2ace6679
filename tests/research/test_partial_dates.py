from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given, strategies as st

from research.partial_dates import EARLIEST, LATEST, PartialDate, validate_partial_date

days = st.dates(date(EARLIEST, 1, 1), date(LATEST, 12, 31))
partial_dates = st.builds(
    lambda day, known: PartialDate(*(day.year, day.month, day.day)[:known]), days, st.integers(min_value=1, max_value=3)
)


@given(partial_dates)
def test_what_is_written_is_read_back(known):
    assert PartialDate.parse(str(known)) == known


@given(partial_dates, partial_dates)
def test_text_sorts_as_first_days_do(one, other):
    assert (str(one) < str(other)) == ((one.first_day, len(one.parts)) < (other.first_day, len(other.parts)))


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_is_refused(text):
    try:
        assert str(PartialDate.parse(text)) == text
    except ValueError:
        with pytest.raises(ValidationError):
            validate_partial_date(text)


@pytest.mark.parametrize(
    "text",
    ["", "25", "2025-2", "2025-00", "2025-13", "2025-02-30", "2025-02-00", "1799", "2200", "٢٠٢٥", "2025-02-26 ", "2025\n"],
)
def test_impossible_dates_are_refused(text):
    with pytest.raises(ValidationError):
        validate_partial_date(text)


def test_a_day_needs_its_month():
    with pytest.raises(ValueError, match="month"):
        PartialDate(2025, None, 3)


@pytest.mark.parametrize(("text", "label"), [("2025", "2025"), ("2025-02", "February 2025"), ("2025-02-06", "6 February 2025")])
def test_label_is_no_more_exact_than_the_date(text, label):
    with translation.override("en"):
        assert PartialDate.parse(text).label == label


@given(partial_dates)
def test_the_urdu_label_keeps_the_numbers(known):
    with translation.override("ur"):
        assert str(known.year) in known.label
        assert known.day is None or str(known.day) in known.label
