"""How far a province's totals moved between two releases, from published figures alone."""

import polars as pl

from programmes.registry import periods
from programmes.registry.codes import RUPEES

LIMIT = 0.30
HIDDEN, HIDDEN_RUPEES = 5, 500_000
SERIES = ("programme", "indicator", "area")


def large_changes(new: pl.DataFrame, old: pl.DataFrame) -> dict[str, int]:
    """Indicators with the number of province totals that moved by more than 30 %.

    Both frames hold province totals: SERIES, unit, period, value (null where hidden). A period is
    compared with itself, or else with the latest one before it of the same length.
    """
    found: dict[str, int] = {}
    for programme, indicator, period in new.select("programme", "indicator", "period").unique().sort(pl.all()).rows():
        before = old.filter(programme=programme, indicator=indicator)
        base = baseline(period, before["period"].unique().to_list())
        if base is None:
            continue
        now = new.filter(programme=programme, indicator=indicator, period=period)
        if moved := count_moved(now, before.filter(period=base)):
            found[indicator] = found.get(indicator, 0) + moved
    return found


def baseline(period: str, known: list[str]) -> str | None:
    if period in known:
        return period
    this = periods.parse(period)
    earlier = [other for other in map(periods.parse, known) if other.months == this.months and other.end < this.end]
    return max(earlier).code if earlier else None


def count_moved(new: pl.DataFrame, old: pl.DataFrame) -> int:
    pairs = new.join(old, on="area", how="full", suffix="_old", coalesce=True)
    units = pl.coalesce("unit", "unit_old")
    return sum(has_moved(now, before, unit) for now, before, unit in pairs.select("value", "value_old", units).rows())


def has_moved(now: int | None, before: int | None, unit: str) -> bool:
    """A hidden or absent total, or none at all, counts as the middle of what `<10` or `<1 million` may be."""
    now, before = now or hidden(unit), before or hidden(unit)
    return abs(now - before) > LIMIT * before


def hidden(unit: str) -> int:
    return HIDDEN_RUPEES if unit == RUPEES else HIDDEN
