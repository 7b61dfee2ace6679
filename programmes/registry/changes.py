"""How far a province's totals moved between two releases, from published figures alone."""

import polars as pl

from programmes.registry import periods

LIMIT = 0.30
HIDDEN = 5
SERIES = ("programme", "indicator", "area")


def large_changes(new: pl.DataFrame, old: pl.DataFrame) -> dict[str, int]:
    """Indicators with the number of province totals that moved by more than 30 %.

    Both frames hold province totals: SERIES, period, value (null where hidden). A period is
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
    return sum(has_moved(now, before) for now, before in pairs.select("value", "value_old").rows())


def has_moved(now: int | None, before: int | None) -> bool:
    """A hidden or absent total counts as 5, the middle of what `<10` may be."""
    now, before = now or HIDDEN, before or HIDDEN
    return abs(now - before) > LIMIT * before
