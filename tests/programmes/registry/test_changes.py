import polars as pl
import pytest

from programmes.registry.changes import large_changes


def totals(*rows):
    return pl.DataFrame(
        rows,
        schema=["programme", "indicator", "unit", "area", "period", "value"],
        orient="row",
        schema_overrides={"value": pl.Int64},
    )


def total(value, period="2025-Q1", area="PK-PB", indicator="families_paid", unit="families"):
    return ("kafaalat", indicator, unit, area, period, value)


@pytest.mark.parametrize(
    ("before", "now", "moved"),
    [
        (100, 130, False),
        (100, 131, True),
        (100, 70, False),
        (100, 60, True),
        (None, None, False),
        (100, None, True),
        (None, 20, True),
    ],
)
def test_more_than_30_per_cent_is_a_large_change(before, now, moved):
    assert bool(large_changes(totals(total(now)), totals(total(before)))) is moved


@pytest.mark.parametrize(("before", "now", "moved"), [(1, None, True), (None, 1, True), (None, None, False), (2, 3, True)])
def test_hidden_amount_is_half_a_million_rupees(before, now, moved):
    old, new = (totals(total(value and value * 1_000_000, indicator="amount_paid", unit="PKR")) for value in (before, now))
    assert bool(large_changes(new, old)) is moved


def test_new_period_is_held_against_the_latest_of_its_length():
    old = totals(total(100, "2024-Q3"), total(200, "2024-Q4"), total(900, "FY2024"))
    assert large_changes(totals(total(210, "2025-Q1")), old) == {}
    assert large_changes(totals(total(300, "2025-Q1")), old) == {"families_paid": 1}


def test_first_figures_of_a_series_have_nothing_to_differ_from():
    assert large_changes(totals(total(100, "FY2025")), totals(total(5, "2024-Q4"))) == {}
    assert large_changes(totals(total(100)), totals()) == {}


def test_province_that_vanishes_or_appears_is_counted():
    old, new = totals(total(100), total(100, area="PK-SD")), totals(total(100), total(100, area="PK-KP"))
    assert large_changes(new, old) == {"families_paid": 2}
