"""The attack by share: a percentage of two counts, printed to one decimal, bounds both of them.

The gateway works its shares out from published figures alone; such a share adds nothing to them.
"""

from collections.abc import Iterator

import polars as pl

from programmes.registry.codes import CELL
from programmes.registry.promise import PROMISE, SHARE, Promise, Recovery, own_intervals


def by_share(figures: pl.DataFrame, shares: pl.DataFrame, promise: Promise = PROMISE) -> list[Recovery]:
    """`shares` holds CELL of the part, CELL of the whole with the suffix `_of`, and `tenths` of a per cent."""
    own = own_intervals(figures, promise).select(*CELL, "value", "low", "high", "least", "secret")
    whole = own.rename({column: f"{column}_of" for column in own.columns})
    paired = shares.join(own, on=CELL).join(whole, on=[f"{column}_of" for column in CELL])
    return list(recovered(paired.filter(~pl.col("tenths").eq_missing(published_share()))))


def published_share() -> pl.Expr:
    """Half upwards; none where either figure is hidden."""
    return (pl.col("value") * 2000 + pl.col("value_of")) // (pl.col("value_of") * 2)


def recovered(paired: pl.DataFrame) -> Iterator[Recovery]:
    """n/N printed as t tenths of a per cent means (2t − 1) N ≤ 2000 n < (2t + 1) N."""
    tenths = pl.col("tenths") * 2
    fewest = pl.max_horizontal("low", -(-((tenths - 1) * pl.col("low_of")) // 2000))
    most = pl.min_horizontal("high", ((tenths + 1) * pl.col("high_of") - 1) // 2000)
    left = most - fewest + 1
    pinned = (left >= 1) & (left < pl.min_horizontal("least", pl.col("high") - pl.col("low") + 1))
    for row in paired.filter("secret", pinned).select(CELL).rows():
        yield Recovery.of(row, SHARE)
