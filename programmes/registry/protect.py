"""What may be shown: counts to the nearest 10, money in whole millions, nothing below that."""

import polars as pl

from programmes.registry.codes import RATE, RUPEES

BASE, MILLION = 10, 1_000_000


def protected(figures: pl.DataFrame) -> pl.DataFrame:
    """`value` rounded, or null where `<10` or `<1 million` is shown. Figures already public (`F`) stay as published."""
    base = pl.when(pl.col("unit") == RUPEES).then(MILLION).otherwise(BASE)
    kept = (pl.col("conf_status") == "F") | (pl.col("unit") == RATE)
    return figures.with_columns(value=pl.when(kept).then(pl.col("value")).otherwise(rounded(pl.col("value"), base)))


def rounded(value: pl.Expr, base: pl.Expr) -> pl.Expr:
    """Half upwards; nothing below the base is shown, and a zero neither."""
    return pl.when(value >= base).then((value + base // 2) // base * base)


def rounded_rows(rows: int) -> int:
    """An export's number of rows, as the web database may hold it."""
    return max(BASE, (rows + BASE // 2) // BASE * BASE)
