"""Money that says nothing about the count behind it.

A payment is a known sum, so an amount in whole millions is a second, finer look at the number of
payments wherever it lies near the border between two millions: of 144 payments of 10,500 rupees the
count says 135 to 144, and the amount, 2 million, 143 or 144. Therefore an amount is published for the
*rounded* number of payments at the mean payment of its cell. Whoever knows the payment can work out that
amount from the count that is published, and learns nothing more.
"""

import polars as pl

from programmes.registry.codes import CELL, RUPEES
from programmes.registry.protect import BASE, MILLION, rounded

COUNTED_BY = ("payments_made", "families_paid", "persons_paid")
AMOUNT = "amount_paid"


def following_counts(figures: pl.DataFrame) -> pl.DataFrame:
    """Takes exact figures and gives exact ones with amounts moved to where the published count puts them.

    An amount of a million or more whose count is below ten is left out: it would tell the count.
    """
    counts = payments(figures)
    found = figures.join(counts, on=CELL, how="left", maintain_order="left", nulls_equal=True)
    touched = pl.col("payments").is_not_null() & (pl.col("conf_status") != "F")
    shown = rounded(pl.col("payments"), pl.lit(BASE))
    moved = (pl.col("value") * (shown / pl.col("payments"))).round().cast(pl.Int64)
    told = touched & shown.is_null() & (pl.col("value") >= MILLION)
    value = pl.when(touched & shown.is_not_null()).then(moved).otherwise(pl.col("value"))
    return found.filter(~told).with_columns(value=value).drop("payments")


def payments(figures: pl.DataFrame) -> pl.DataFrame:
    """CELL of each amount, with the count of payments that belongs to it: the first of COUNTED_BY that is there."""
    place = [column for column in CELL if column != "indicator"]
    order = pl.col("indicator").replace_strict({name: n for n, name in enumerate(COUNTED_BY)}, default=None)
    counts = figures.filter(pl.col("indicator").is_in(COUNTED_BY), pl.col("unit") != RUPEES)
    first = counts.sort(order).group_by(place).agg(pl.col("value").first().alias("payments"))
    return first.with_columns(indicator=pl.lit(AMOUNT))
