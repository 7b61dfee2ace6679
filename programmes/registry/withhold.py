"""Leaves out the few cells that the other published figures would give away, until the attacks find nothing.

Rounding alone leaves such cells now and then: a total of 20 from two parts below ten makes both at least 6.
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
) -> pl.DataFrame:
    """The figures that may stand together. What still can be recovered after some rounds is left to the audit to refuse."""
    kept = figures
    for _ in range(MOST_ROUNDS):
        found = [cell for cell in recoveries(kept, earlier, homes=homes, rates=rates) if not cell.left_out]
        if not found:
            return kept
        kept = kept.join(finest(found), on=CELL, how="anti")
    return kept


def finest(found: Sequence[Recovery]) -> pl.DataFrame:
    """Of the recovered cells of one table those with the most detail: a total is the last to go."""
    cells = pl.DataFrame([cell.as_json() for cell in found])
    broken_down = (pl.col("sex") != TOTAL).cast(pl.Int8) + (pl.col("age_band") != TOTAL).cast(pl.Int8)
    detail = broken_down * 3 + pl.col("area").replace_strict(
        {"PK": 0}, default=pl.col("area").str.starts_with("PK-").not_() + 1
    )
    return cells.filter(detail == detail.max().over(SLICE)).select(CELL).unique()
