from datetime import date

import pytest

from programmes.registry.periods import parse


@pytest.mark.parametrize(
    ("code", "start", "end", "months"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31), 12),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), 1),
        ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31), 3),
        ("FY2025", date(2024, 7, 1), date(2025, 6, 30), 12),
        ("FY2024-H1", date(2023, 7, 1), date(2023, 12, 31), 6),
        ("FY2024-H2", date(2024, 1, 1), date(2024, 6, 30), 6),
        ("FY2025-9M", date(2024, 7, 1), date(2025, 3, 31), 9),
    ],
)
def test_period_has_first_and_last_day(code, start, end, months):
    period = parse(code)
    assert (period.start, period.end, period.months) == (start, end, months)


@pytest.mark.parametrize("code", ["", "25", "2025-Q5", "2025-13", "FY25", "2025-Q1 ", "2025-FY", "FY2025-Q1", "٢٠٢٥", "2025\n"])
def test_anything_else_is_no_period(code):
    with pytest.raises(ValueError, match="period"):
        parse(code)


def test_periods_sort_by_their_end():
    assert sorted(["FY2025", "2025-Q1", "2024", "FY2025-9M"], key=parse) == ["2024", "FY2025-9M", "2025-Q1", "FY2025"]
