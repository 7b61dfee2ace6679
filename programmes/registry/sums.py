"""What a reader knows besides the figures: which add up to which, and which can never exceed which.

Payments, amounts and persons add up over districts, provinces, sexes and ages, payments and amounts also
over quarters. Households do not: one may be counted in two districts. Of those it is only known that the
whole is at least each part and at most the sum of the parts.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from programmes.registry import periods
from programmes.registry.codes import CELL, TOTAL

HOUSEHOLDS = ("families", "households")
NEVER_MORE = (("families_paid", "payments_made"), *((f"{who}_paid", f"{who}_enrolled") for who in ("families", "persons")))
UNBOUNDED = 10**16
Numbers = NDArray[np.int64]


@dataclass
class Sums:
    """Rows of a sparse system: `low` ≤ Σ coefficient x ≤ `high`. Entries are sorted by row."""

    row: Numbers
    column: Numbers
    coefficient: Numbers
    low: Numbers
    high: Numbers
    rests: Numbers
    """Parent of each further variable, which stands for all parts of it that are not published."""
    alone: NDArray[np.bool_]
    """Whether such a rest is one single cell."""


def sums(views: Sequence[pl.DataFrame], homes: Mapping[str, str], variables: int) -> Sums:
    """`views` hold CELL, unit and `variable`; `homes` gives each district's province."""
    parts = [part for view in views for part in breakdowns(view, homes)]
    linked = pl.concat(parts).unique(["parent", "dimension", "children"], keep="first", maintain_order=True)
    ordered = pl.concat([inequality(view) for view in views] + [at_least_each_part(linked)]).unique(maintain_order=True)
    return assembled(linked, ordered, variables)


def breakdowns(view: pl.DataFrame, homes: Mapping[str, str]) -> Iterator[pl.DataFrame]:
    """One row a whole and dimension: parent, children (variables), missing (parts seen elsewhere), adds."""
    province = pl.col("area").replace_strict({**homes, **dict.fromkeys(homes.values(), "PK")}, default=None)
    for dimension in ("sex", "age_band"):
        inner = view.filter(pl.col(dimension) != TOTAL)
        yield joined(view, inner.with_columns(part=pl.col(dimension)).with_columns(pl.lit(TOTAL).alias(dimension)), dimension)
    inner = view.with_columns(part=pl.col("area"), area=province).filter(pl.col("area").is_not_null())
    yield joined(view, inner, "area")
    for months, spans in tilings(view["period"].unique().to_list()):
        inner = flows(view).rename({"period": "part"}).join(spans, on="part")
        yield joined(view, inner, f"period-{months}")


def joined(view: pl.DataFrame, inner: pl.DataFrame, dimension: str) -> pl.DataFrame:
    kin = ["programme", "indicator", "area"] if dimension == "area" else ["programme", "indicator"]
    kin += ["period"] if dimension.startswith("period") else []
    seen = inner.group_by(kin).agg(pl.col("part").n_unique().alias("seen"))
    whole = view.select(*CELL, "unit", parent="variable")
    parts = inner.select(*CELL, child="variable").join(whole, on=CELL)
    grouped = parts.group_by(*CELL, "unit", "parent").agg(pl.col("child").sort().alias("children")).join(seen, on=kin)
    return grouped.select(
        "parent",
        "children",
        dimension=pl.lit(dimension),
        missing=pl.col("seen").cast(pl.Int64) - pl.col("children").list.len(),
        adds=~pl.col("unit").is_in(HOUSEHOLDS),
    ).sort("parent")


def tilings(codes: Sequence[str]) -> Iterator[tuple[int, pl.DataFrame]]:
    """Periods that others fill without a gap: of months, of quarters or of halves."""
    known = [periods.parse(code) for code in codes]
    for months in (1, 3, 6):
        pairs = [
            (inner.code, outer.code)
            for outer in known
            for inner in known
            if inner.months == months < outer.months and outer.start <= inner.start and inner.end <= outer.end
        ]
        lengths = {outer.code: outer.months for outer in known}
        spans = pl.DataFrame(pairs, schema={"part": pl.String, "period": pl.String}, orient="row")
        whole = [code for code, count in spans.group_by("period").len().rows() if count * months == lengths[code]]
        if whole:
            yield months, spans.filter(pl.col("period").is_in(whole))


def flows(view: pl.DataFrame) -> pl.DataFrame:
    """What happened in one period and not in another, so that it adds up over time."""
    return view.filter((pl.col("unit") == "payments") | pl.col("indicator").str.starts_with("amount_paid"))


def completing_periods(covered: Set[str], held: Set[str]) -> set[str]:
    """Of those held the ones that make up longer periods together with those covered, or with each other."""
    joint = set(covered)
    wholes = [{outer, *parts} for _, spans in tilings(sorted(covered | held)) for outer, parts in whole_and_parts(spans)]
    while linked := [whole for whole in wholes if whole & joint and not whole <= joint]:
        joint |= set().union(*linked)
    return joint - covered


def whole_and_parts(spans: pl.DataFrame) -> list[tuple[str, list[str]]]:
    return spans.group_by("period").agg("part").rows()


def inequality(view: pl.DataFrame) -> pl.DataFrame:
    """Pairs of variables `small`, `large`."""
    found = [pl.DataFrame(schema={"small": pl.Int64, "large": pl.Int64})]
    place = [column for column in CELL if column != "indicator"]
    for small, large in NEVER_MORE:
        few = view.filter(indicator=small).select(*place, small="variable")
        found.append(few.join(view.filter(indicator=large).select(*place, large="variable"), on=place).select("small", "large"))
    return pl.concat(found)


def at_least_each_part(linked: pl.DataFrame) -> pl.DataFrame:
    households = linked.filter(~pl.col("adds")).select(small="children", large="parent")
    return households.explode("small", empty_as_null=False).select("small", "large")


def assembled(linked: pl.DataFrame, ordered: pl.DataFrame, variables: int) -> Sums:
    """Rows of wholes first (parts − whole = 0, or ≥ 0 for households), then the pairs (large − small ≥ 0)."""
    wholes = linked.filter(pl.col("adds") | (pl.col("missing") == 0)).with_row_index("row")
    rests = wholes.filter("adds", pl.col("missing") > 0).with_row_index("rest", offset=variables)
    pairs = ordered.with_row_index("row", offset=wholes.height)
    entries = pl.concat(
        [
            entry(wholes.explode("children", empty_as_null=False), "children", 1),
            entry(rests, "rest", 1),
            entry(wholes, "parent", -1),
            entry(pairs, "large", 1),
            entry(pairs, "small", -1),
        ]
    ).sort("row", "column")
    count = wholes.height + pairs.height
    high = np.full(count, UNBOUNDED, dtype=np.int64)
    high[: wholes.height][wholes["adds"].to_numpy()] = 0
    return Sums(
        row=entries["row"].to_numpy(),
        column=entries["column"].to_numpy(),
        coefficient=entries["coefficient"].to_numpy(),
        low=np.zeros(count, dtype=np.int64),
        high=high,
        rests=rests["parent"].cast(pl.Int64).to_numpy(),
        alone=(rests["missing"] == 1).to_numpy(),
    )


def entry(rows: pl.DataFrame, column: str, coefficient: int) -> pl.DataFrame:
    coefficients = pl.lit(coefficient, dtype=pl.Int64).alias("coefficient")
    return rows.select(pl.col("row").cast(pl.Int64), pl.col(column).cast(pl.Int64).alias("column"), coefficients)
