"""Money that says nothing about the count behind it.

A payment is a known sum, so an amount in whole millions is a second look at the number of payments, and a
sharper one near the border between two millions: of 144 payments of 10,500 rupees the count says 135 to
144, and the amount, 2 million, 143 or 144. There, and only there, the amount is published that the
*rounded* number of payments comes to: the neighbouring million, which anybody can work out from the
published count and which therefore tells nothing more.
"""

import polars as pl

from programmes.registry.codes import CELL, RUPEES
from programmes.registry.promise import PROMISE, own_intervals
from programmes.registry.protect import BASE, MILLION, rounded

COUNTED_BY = ("payments_made", "families_paid", "persons_paid")
AMOUNT = "amount_paid"
PLACE = [column for column in CELL if column != "indicator"]


def following_counts(figures: pl.DataFrame) -> pl.DataFrame:
    """Takes exact figures and gives exact ones, with an amount that would tell its count moved or, below ten, left out."""
    found = figures.join(payments(figures), on=CELL, how="left", maintain_order="left")
    value, count = pl.col("value"), pl.col("payments")
    shown = rounded(count, pl.lit(BASE))
    uniform = (pl.col("conf_status") != "F") & (count > 0) & (value % count == 0)
    tells = (uniform & (agreeing(found) < PROMISE.values)).fill_null(False)
    found = found.with_columns(
        tells=tells, value=pl.when(tells & shown.is_not_null()).then(value // count * shown).otherwise(value)
    )
    return found.filter(~(pl.col("tells") & shown.is_null())).drop("payments", "tells")


def agreeing(found: pl.DataFrame) -> pl.Series:
    """How many counts, of those that the published count leaves, come to the published amount at the cell's own payment."""
    seen = {"conf_status": pl.lit("C")}
    amounts = own_intervals(found.select(unit=pl.lit(RUPEES), value=rounded(pl.col("value"), pl.lit(MILLION)), **seen), PROMISE)
    counts = own_intervals(found.select(unit=pl.lit(""), value=rounded(pl.col("payments"), pl.lit(BASE)), **seen), PROMISE)
    payment = found["value"] // found["payments"].replace(0, 1)
    both = pl.DataFrame({"fewest": -(-amounts["low"] // payment), "most": amounts["high"] // payment}).with_columns(
        counts["low"], counts["high"]
    )
    return both.select(pl.min_horizontal("most", "high") - pl.max_horizontal("fewest", "low") + 1).to_series()


def payments(figures: pl.DataFrame) -> pl.DataFrame:
    """CELL of each amount, with the count of payments that belongs to it: the first of COUNTED_BY that is there."""
    order = pl.col("indicator").replace_strict({name: n for n, name in enumerate(COUNTED_BY)}, default=None)
    counts = figures.filter(pl.col("indicator").is_in(COUNTED_BY), pl.col("unit") != RUPEES)
    first = counts.sort(order).group_by(PLACE).agg(pl.col("value").first().alias("payments"))
    return first.with_columns(indicator=pl.lit(AMOUNT))
