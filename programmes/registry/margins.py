"""From counts by cell to the margins that are published: areas, by sex, by age, and in all.

Households do not add up: one may move, or be entered under two sexes. A household of one cell in its
programme and period counts once wherever that cell is added up; only the others are told apart,
at each margin anew.
"""

from collections.abc import Callable

import polars as pl

from programmes.registry.codes import RUPEES, TOTAL
from programmes.registry.grid import SLICE, Grid

COUNTS = ("families_enrolled", "families_paid", "payments_made", "amount_paid")
UNITS = dict(zip(COUNTS, ("families", "families", "payments", RUPEES), strict=True))
KEY = (*SLICE, "area", "sex", "age_band")
MARGINS: tuple[tuple[str, ...], ...] = (
    ("district",),
    ("district", "sex"),
    ("province",),
    ("province", "sex"),
    ("province", "age_band"),
    (),
    ("sex",),
    ("age_band",),
    ("sex", "age_band"),
)


def margins(settled: pl.DataFrame, moving: Callable[[tuple[str, ...]], pl.DataFrame], grid: Grid) -> pl.DataFrame:
    """KEY and COUNTS. `settled`: counts by `cell`; `moving` gives the other households' counts by a margin's digits."""
    places = settled.with_columns(grid.digit(name).alias(name) for name in grid.lists)
    found = []
    for kept in MARGINS:
        digits = [*SLICE, *kept]
        both = places.group_by(digits).agg(pl.col(COUNTS).sum()), moving(kept)
        found += [labelled(grid.named(counts, digits), kept) for counts in both]
    return pl.concat(found).group_by(KEY).agg(pl.col(COUNTS).sum())


def labelled(counts: pl.DataFrame, kept: tuple[str, ...]) -> pl.DataFrame:
    area = next((pl.col(name) for name in ("district", "province") if name in kept), pl.lit("PK"))
    whole = [pl.lit(TOTAL).alias(name) for name in ("sex", "age_band") if name not in kept]
    return counts.with_columns(*whole, area=area).select(*KEY, pl.col(COUNTS).cast(pl.Int64))


def long_form(counted: pl.DataFrame) -> pl.DataFrame:
    """One row a figure."""
    return counted.unpivot(COUNTS, index=KEY, variable_name="indicator", value_name="value").with_columns(
        unit=pl.col("indicator").replace_strict(UNITS), conf_status=pl.lit("C"), obs_status=pl.lit("A")
    )
