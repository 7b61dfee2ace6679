"""Which figures of an earlier release still stand for the same people once some of its figures were revised.

A revised figure says that people changed somewhere within it. So whatever has nobody in common with the smallest revised
figures is taken to stand, and what has is a count of its own in each release, even where it reads the same: a corrected
district moves its province and the country by a few that no rounding shows. The two counts of a whole and of its
corrected part then differ by the same number, which is what a reader would subtract.
"""

from collections.abc import Iterable, Mapping
from itertools import product

import polars as pl

from programmes.registry import periods
from programmes.registry.codes import CELL, TOTAL

COUNTRY = "PK"
PLACE = [column for column in CELL if column != "indicator"]


def unsettled(old: pl.DataFrame, new: pl.DataFrame, homes: Mapping[str, str]) -> pl.DataFrame:
    """The places (PLACE) that have somebody in common with what was revised; of any indicator, since they count the same people."""
    pairs = old.join(new.select(*CELL, now="value"), on=CELL)
    revised = pairs.filter(~pl.col("value").eq_missing(pl.col("now"))).select(PLACE).unique()
    if revised.is_empty():
        return revised
    known = pl.concat([old.select(PLACE), new.select(PLACE)]).unique()
    return meeting(smallest(revised, homes), known, homes)


def smallest(places: pl.DataFrame, homes: Mapping[str, str]) -> pl.DataFrame:
    """Those that have no other of them within."""
    wider = places
    for column in PLACE[1:]:
        steps = widening(column, places[column].unique().to_list(), homes)
        wider = wider.rename({column: "inner"}).join(steps, on="inner").drop("inner")
    counted = wider.group_by(PLACE).agg(pl.len().alias("within"))
    return places.join(counted.filter(pl.col("within") == 1), on=PLACE, how="semi")


def meeting(places: pl.DataFrame, others: pl.DataFrame, homes: Mapping[str, str]) -> pl.DataFrame:
    """Those of the others that have somebody in common with one of these places."""
    met = places
    for column in PLACE[1:]:
        known = others[column].unique().to_list()
        pairs = widening(column, known, homes)
        both = pl.concat([pairs, pairs.select(inner=column, **{column: "inner"})]).unique()
        met = met.rename({column: "inner"}).join(both, on="inner").drop("inner").select(PLACE).unique()
    return met


def widening(column: str, known: Iterable[str], homes: Mapping[str, str]) -> pl.DataFrame:
    """Pairs of codes: `inner` lies within the other, or is it."""
    known = list(known)
    pairs = [(inner, outer) for inner, outer in product(known, known) if lies_within(column, inner, outer, homes)]
    return pl.DataFrame(pairs, schema={"inner": pl.String, column: pl.String}, orient="row")


def lies_within(column: str, inner: str, outer: str, homes: Mapping[str, str]) -> bool:
    if inner == outer:
        return True
    if column == "area":
        return outer == COUNTRY or homes.get(inner) == outer
    if column == "period":
        part, whole = periods.parse(inner), periods.parse(outer)
        return whole.start <= part.start and part.end <= whole.end
    return outer == TOTAL
