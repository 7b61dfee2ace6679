import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from programmes.registry.money import following_counts
from programmes.registry.protect import protected
from programmes.registry.tariff import by_tariff
from tests.programmes.registry.tables import RATE, RATES, one_table


def table(count: int, amount: int) -> pl.DataFrame:
    place = ("PK1000", "_T")
    return pl.concat([one_table({place: count}), one_table({place: amount}, "amount_paid")])


def amounts(count: int, amount: int) -> list[int | None]:
    return protected(following_counts(table(count, amount))).filter(indicator="amount_paid")["value"].to_list()


def test_an_amount_near_the_border_follows_the_rounded_count():
    assert amounts(144, 144 * RATE) == [1_000_000]
    assert protected(table(144, 144 * RATE))["value"].to_list() == [140, 2_000_000]


def test_any_other_amount_is_its_nearest_million():
    assert amounts(150, 150 * RATE) == [2_000_000]
    assert amounts(1234, 1_500_000) == [2_000_000]
    assert amounts(30, 0) == [None]
    assert amounts(0, 0) == [None]


def test_an_amount_that_would_tell_a_hidden_count_is_left_out():
    assert amounts(9, 9 * 200_000) == []


def test_an_amount_without_its_count_and_a_quoted_one_stay():
    alone = one_table({("PK1000", "_T"): 144 * RATE}, "amount_paid")
    assert protected(following_counts(alone))["value"].to_list() == [2_000_000]
    quoted = table(144, 144 * RATE).with_columns(conf_status=pl.lit("F"))
    assert following_counts(quoted)["value"].to_list() == [144, 144 * RATE]


@given(st.integers(0, 20_000))
@settings(max_examples=60, deadline=None)
def test_no_amount_at_the_known_payment_tells_a_count(count):
    shown = protected(following_counts(table(count, count * RATE)))
    assert not by_tariff(shown, RATES)
    for amount in shown.filter(pl.col("unit") == "PKR")["value"].drop_nulls():
        assert amount % 1_000_000 == 0
        assert abs(amount - count * RATE) <= 1_000_000


@pytest.mark.parametrize("columns", [["programme", "indicator", "period", "area", "sex", "age_band", "unit", "conf_status"]])
def test_no_row_is_lost_or_moved(columns):
    exact = pl.concat([table(144, 144 * RATE), table(30, 30 * RATE).with_columns(area=pl.lit("PK1002"))])
    assert following_counts(exact).select(columns).equals(exact.select(columns))
