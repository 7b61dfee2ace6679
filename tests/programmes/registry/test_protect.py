import polars as pl
from hypothesis import given, settings, strategies as st

from programmes.registry.protect import protected, rounded_rows

COUNTS = st.integers(0, 10**14)


def shown(value: int, unit: str = "families", conf_status: str = "C") -> int | None:
    frame = pl.DataFrame({"value": [value], "unit": [unit], "conf_status": [conf_status]}, schema_overrides={"value": pl.Int64})
    return protected(frame)["value"][0]


@given(COUNTS)
def test_counts_are_shown_to_the_nearest_ten(value):
    result = shown(value)
    if value < 10:
        assert result is None
    else:
        assert result % 10 == 0
        assert abs(result - value) <= 5


@given(COUNTS)
def test_money_is_shown_in_whole_millions(value):
    result = shown(value, "PKR")
    if value < 1_000_000:
        assert result is None
    else:
        assert result % 1_000_000 == 0
        assert abs(result - value) <= 500_000


@given(COUNTS, COUNTS)
def test_rounding_keeps_the_order(one, other):
    low, high = sorted((one, other))
    assert (shown(low) or 0) <= (shown(high) or 0)


@given(st.integers(1, 10**12), st.integers(0, 4))
@settings(max_examples=50)
def test_neighbours_of_a_published_value_look_the_same(tens, step):
    assert shown(tens * 10 + step) == shown(tens * 10) == tens * 10


@given(COUNTS)
@settings(max_examples=20)
def test_figures_already_public_and_rates_stay(value):
    assert shown(value, conf_status="F") == shown(value, "PKR a quarter") == value


def test_zero_is_hidden_like_any_small_number():
    assert [shown(value) for value in (0, 9, 10, 14, 15)] == [None, None, 10, 10, 20]


def test_rows_of_an_export_are_rounded():
    assert [rounded_rows(rows) for rows in (1, 14, 15, 1003)] == [10, 10, 20, 1000]
