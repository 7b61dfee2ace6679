"""Leaves out the few cells that the other published figures would give away, until the attacks find nothing.

Rounding alone leaves such cells now and then: 1,040, 770, 10 and 20 that add up to 1,860 can only be 1,044, 774,
14 and 24, or one less in a single place.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

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
    elsewhere: Sequence[pl.DataFrame] = (),
    beside: pl.DataFrame | None = None,
    progress: Callable[[float], None] = lambda share: None,
) -> tuple[pl.DataFrame, list[Recovery]]:
    """The figures that may stand together, and what can still be recovered after some rounds: then nothing may.

    `beside` are published figures that stay where they are; only those of `figures` can be left out. `progress` is
    told a share that rises from 0 to 1: each round that follows takes half of what is left.
    """
    kept, attack = figures, partial(told_by, earlier=earlier, homes=homes, rates=rates, elsewhere=elsewhere, beside=beside)
    for done in range(MOST_ROUNDS):
        found = attack(kept, progress=partial(halving, progress, done))
        if not found or (telling := accomplices(found, kept)).is_empty():
            return kept, found
        kept = kept.join(finest(telling), on=CELL, how="anti")
    return kept, attack(kept)


def halving(progress: Callable[[float], None], done: int, share: float) -> None:
    progress(1 - (1 - share / 2) / 2**done)


def told_by(
    figures: pl.DataFrame,
    earlier: Sequence[pl.DataFrame] = (),
    *,
    homes: Mapping[str, str],
    rates: pl.DataFrame | None = None,
    elsewhere: Sequence[pl.DataFrame] = (),
    beside: pl.DataFrame | None = None,
    progress: Callable[[float], None] = lambda share: None,
) -> list[Recovery]:
    """What can be recovered with these figures that could not be without them."""
    attack = partial(recoveries, earlier=earlier, homes=homes, rates=rates, elsewhere=elsewhere, progress=progress)
    if beside is None or beside.is_empty():
        return attack(figures)
    known = set(recoveries(beside, homes=homes, rates=rates))
    return [cell for cell in attack(pl.concat([figures.select(beside.columns), beside])) if cell not in known]


def accomplices(found: Sequence[Recovery], kept: pl.DataFrame) -> pl.DataFrame:
    """The recovered cells that can be left out; where there are none, the same places in the other periods."""
    cells = pl.DataFrame([cell.as_json() for cell in found]).select(CELL)
    own = cells.join(kept, on=CELL, how="semi")
    place = [column for column in CELL if column != "period"]
    return own if own.height else kept.join(cells, on=place, how="semi").select(CELL)


def finest(cells: pl.DataFrame) -> pl.DataFrame:
    """Of the cells of one table those with the most detail: a total is the last to go."""
    broken_down = (pl.col("sex") != TOTAL).cast(pl.Int8) + (pl.col("age_band") != TOTAL).cast(pl.Int8)
    detail = broken_down * 3 + pl.col("area").replace_strict(
        {"PK": 0}, default=pl.col("area").str.starts_with("PK-").not_() + 1
    )
    return cells.filter(detail == detail.max().over(SLICE)).select(CELL).unique()
