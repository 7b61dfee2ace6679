"""Attacks what is about to be published, as a reader with all of it, time and a solver would.

**What is promised.** A published 150 says "145 to 154", `<10` says "0 to 9": ten counts each; 10 says
"10 to 14". All that is published together, release upon release, must leave at least *four* possible
values to every count: one more than conventional rounding to 3 leaves, the finer of the two bases that
statistical offices commonly use, and just what the closest innocent sum leaves (20 from two parts below
ten: 6 to 9 each). So no hidden count is ever pinned to a number, or to fewer than four. An amount keeps
at least 100,000 rupees, seven payments at the rate of 2025. Figures that were public before (`F`) are no
secret of ours; they are used against the others.

**How it is attacked.** For each cell the smallest and the largest true value that agree with everything:
the audit that the *Handbook on Statistical Disclosure Control* asks for (sdctools.github.io/HandbookSDC,
chapter 5, "Rounding": conventional rounding "can be easily unpicked when differencing and linking tables"),
in the way in which τ-ARGUS and sdcTable's `attack` bound suppressed cells. Bounds are tightened sum by sum;
a linear programme takes what forms cycles.

Sums that the published figures themselves contradict are dropped: they do not hold in that registry.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from programmes.registry.bounds import Bounds, tightened
from programmes.registry.codes import CELL
from programmes.registry.feasible import narrowed
from programmes.registry.findings import Finding
from programmes.registry.promise import MARGINS, PROMISE, REVISIONS, Promise, Recovery, own_intervals
from programmes.registry.sums import Numbers, Sums, sums
from programmes.registry.tariff import by_tariff
from programmes.registry.twins import twins, with_twins

TABLE = ["programme", "indicator", "period"]
COLUMNS = [*CELL, "unit", "value", "conf_status"]


def audit(
    new: pl.DataFrame,
    earlier: Sequence[pl.DataFrame] = (),
    *,
    homes: Mapping[str, str],
    rates: pl.DataFrame | None = None,
    file: str = "",
    progress: Callable[[float], None] = lambda share: None,
) -> list[Finding]:
    """What keeps `new` from being published. Takes protected figures only."""
    return findings(recoveries(new, earlier, homes=homes, rates=rates, progress=progress), file)


def findings(found: Sequence[Recovery], file: str) -> list[Finding]:
    """One for each indicator, with the number of its cells."""
    counts = Counter(cell.indicator for cell in found)
    return [Finding("disclosure", file, column=indicator, count=count) for indicator, count in sorted(counts.items())]


def recoveries(
    new: pl.DataFrame,
    earlier: Sequence[pl.DataFrame] = (),
    *,
    homes: Mapping[str, str],
    rates: pl.DataFrame | None = None,
    promise: Promise = PROMISE,
    progress: Callable[[float], None] = lambda share: None,
) -> list[Recovery]:
    """`earlier` holds other releases of the same figures, the latest first; `homes` each district's province;
    `rates` the published payment by programme and period."""
    found = by_margins(new, homes, promise)
    progress(0.6)
    found += by_revisions(new, earlier, homes, promise)
    progress(0.9)
    if rates is not None:
        found += by_tariff(new, rates, promise)
    progress(1.0)
    return sorted(set(found))


def by_margins(new: pl.DataFrame, homes: Mapping[str, str], promise: Promise = PROMISE) -> list[Recovery]:
    """Adds and subtracts within one release."""
    return solved([new.select(COLUMNS)], homes, promise, MARGINS)


def by_revisions(
    new: pl.DataFrame, earlier: Sequence[pl.DataFrame], homes: Mapping[str, str], promise: Promise = PROMISE
) -> list[Recovery]:
    """Puts together tables of the same figures that two releases publish in part, each leaving out something else."""
    linked = [release for release in (completing(old.select(COLUMNS), new) for old in earlier) if release.height]
    if not linked:
        return []
    tables = pl.concat(linked).select(TABLE).unique()
    return solved([new.select(COLUMNS).join(tables, on=TABLE, how="semi"), *linked], homes, promise, REVISIONS)


def completing(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """Tables of `old` that hold other cells than `new` and contradict none of it.

    Where a figure was revised, a rounded one that stands is no evidence that its count stands too.
    """
    pairs = old.join(new.select(*CELL, now="value"), on=CELL)
    revised = pairs.filter(~pl.col("value").eq_missing(pl.col("now"))).select(TABLE).unique()
    differing = pl.concat([old.join(new, on=CELL, how="anti").select(TABLE), new.join(old, on=CELL, how="anti").select(TABLE)])
    both = old.join(differing.unique(), on=TABLE, how="semi").join(new, on=TABLE, how="semi")
    return both.join(revised, on=TABLE, how="anti")


def solved(releases: list[pl.DataFrame], homes: Mapping[str, str], promise: Promise, attack: str) -> list[Recovery]:
    cells = variables(releases, promise)
    views = [view(place, releases, cells) for place in range(len(releases))]
    system = sums(views, homes, cells.height)
    alike = twins(releases, homes)
    low, high, least, secret = (cells[name].to_numpy() for name in ("low", "high", "least", "secret"))
    low, high = np.r_[low, np.zeros_like(system.rests)], np.r_[high, high[system.rests]]
    secret = secret & ~cells["area"].is_in(sorted(set(alike) - set(alike.values()))).to_numpy()
    least, wanted = np.r_[least, least[system.rests]], np.r_[secret, system.alone & secret[system.rests]]
    bounds = solve(system, low, high, least, wanted)
    told = np.flatnonzero(wanted & (bounds.high - bounds.low + 1 < np.minimum(least, high - low + 1)))
    return list(with_twins(named(cells, system, told, attack), alike))


def solve(system: Sums, low: Numbers, high: Numbers, least: Numbers, wanted: "np.ndarray[Any, np.dtype[np.bool_]]") -> Bounds:
    bounds = tightened(system, low, high)
    unsettled = wanted & (bounds.high - bounds.low + 1 >= least)
    narrowed(system, bounds, unsettled, least)
    return bounds


def variables(releases: list[pl.DataFrame], promise: Promise) -> pl.DataFrame:
    """One for each cell and published value; those of the newest release first."""
    cells = pl.concat(releases).unique([*CELL, "value"], keep="first", maintain_order=True)
    return own_intervals(cells.with_row_index("variable").with_columns(pl.col("variable").cast(pl.Int64)), promise)


def view(place: int, releases: list[pl.DataFrame], cells: pl.DataFrame) -> pl.DataFrame:
    """A release as its reader sees it, with what it leaves out filled in from the others."""
    own = releases[place]
    others = [release.join(own, on=TABLE, how="semi") for release in releases if release is not own]
    filled = pl.concat([own, *others]).unique(CELL, keep="first", maintain_order=True)
    return filled.join(cells.select(*CELL, "value", "variable"), on=[*CELL, "value"], nulls_equal=True)


def named(cells: pl.DataFrame, system: Sums, told: Numbers, attack: str) -> Iterator[Recovery]:
    """A rest that is one cell is named by the whole that gives it away."""
    for column in told:
        rest = column >= cells.height
        place = system.rests[column - cells.height] if rest else column
        yield Recovery.of(cells.select(CELL).row(int(place)), attack, left_out=bool(rest))
