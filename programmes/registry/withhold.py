"""Leaves out the few cells that the other published figures would give away, until the attacks find nothing.

Rounding alone leaves such cells now and then: 1,040, 770, 10 and 20 that add up to 1,860 can only be 1,044, 774,
14 and 24, or one less in a single place.
"""

from collections.abc import Mapping, Sequence

import polars as pl

from programmes.registry.audit import recoveries
from programmes.registry.codes import CELL, TOTAL
from programmes.registry.promise import Recovery

MOST_ROUNDS = 8
SLICE = ["programme", "indicator", "period"]


def withheld(
    figures: pl.DataFrame,
    earlier: Sequence[pl.DataFrame] = (),
    *,
    homes: Mapping[str, str],
    rates: pl.DataFrame | None = None,
) -> tuple[pl.DataFrame, list[Recovery]]:
    """The figures that may stand together, and what can still be recovered after some rounds: then nothing may."""
    kept = figures
    for _ in range(MOST_ROUNDS):
        if not (found := recoveries(kept, earlier, homes=homes, rates=rates)):
            return kept, []
        kept = kept.join(finest(found), on=CELL, how="anti")
    return kept, recoveries(kept, earlier, homes=homes, rates=rates)


def finest(found: Sequence[Recovery]) -> pl.DataFrame:
    """Of the recovered cells of one table those with the most detail: a total is the last to go."""
    cells = pl.DataFrame([cell.as_json() for cell in found])
    broken_down = (pl.col("sex") != TOTAL).cast(pl.Int8) + (pl.col("age_band") != TOTAL).cast(pl.Int8)
    detail = broken_down * 3 + pl.col("area").replace_strict(
        {"PK": 0}, default=pl.col("area").str.starts_with("PK-").not_() + 1
    )
    return cells.filter(detail == detail.max().over(SLICE)).select(CELL).unique()
