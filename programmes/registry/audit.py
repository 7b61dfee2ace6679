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
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from programmes.registry.bounds import Bounds, tightened
from programmes.registry.codes import CELL
from programmes.registry.feasible import narrowed
from programmes.registry.findings import Finding
from programmes.registry.promise import MARGINS, PROMISE, REVISIONS, Promise, Recovery, own_intervals
from programmes.registry.standing import PLACE, unsettled
from programmes.registry.sums import Numbers, Sums, sums
from programmes.registry.tariff import by_tariff
from programmes.registry.twins import twins, with_twins

TABLE = ["programme", "indicator", "period"]
COLUMNS = [*CELL, "unit", "value", "conf_status"]
KNOWN_BY = [*CELL, "value", "edition"]


@dataclass(frozen=True)
class Side:
    """A release in an attack. `edition` 0 of its figures is a count that the newest gives too, any other number one of its
    own; `moved` are the places where people changed between it and the newest."""

    figures: pl.DataFrame
    moved: pl.DataFrame | None = None


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
    elsewhere: Sequence[pl.DataFrame] = (),
    promise: Promise = PROMISE,
    progress: Callable[[float], None] = lambda share: None,
) -> list[Recovery]:
    """`earlier` holds other releases of the same figures, the latest first, `elsewhere` other data sets; `homes` each
    district's province; `rates` the published payment by programme and period."""
    found = by_margins(new, homes, promise)
    progress(0.6)
    found += by_revisions(new, earlier, homes, promise, elsewhere)
    progress(0.9)
    if rates is not None:
        found += by_tariff(new, rates, promise)
    progress(1.0)
    return sorted(set(found))


def by_margins(new: pl.DataFrame, homes: Mapping[str, str], promise: Promise = PROMISE) -> list[Recovery]:
    """Adds and subtracts within one release."""
    return solved([Side(newest(new))], homes, promise, MARGINS)


def by_revisions(
    new: pl.DataFrame,
    earlier: Sequence[pl.DataFrame],
    homes: Mapping[str, str],
    promise: Promise = PROMISE,
    elsewhere: Sequence[pl.DataFrame] = (),
) -> list[Recovery]:
    """Puts together tables of the same figures that two releases publish in part, each leaving out something else, and
    subtracts those that were revised."""
    sides = [revised(old.select(COLUMNS), new, homes, number) for number, old in enumerate(earlier, 1)]
    sides += [Side(completing(old.select(COLUMNS), new)) for old in elsewhere]
    sides = [side for side in sides if side.figures.height]
    if not sides:
        return []
    tables = pl.concat([side.figures for side in sides]).select(TABLE).unique()
    return solved([Side(newest(new.join(tables, on=TABLE, how="semi"))), *sides], homes, promise, REVISIONS)


def differing(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """Tables of which the two publish different cells."""
    one_sided = old.join(new, on=CELL, how="anti"), new.join(old, on=CELL, how="anti")
    return pl.concat([cells.select(TABLE) for cells in one_sided]).unique()


def contradicted(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    pairs = old.join(new.select(*CELL, now="value"), on=CELL)
    return pairs.filter(~pl.col("value").eq_missing(pl.col("now"))).select(TABLE).unique()


def completing(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """Tables of another data set that hold other cells than `new` and contradict none of it: else they count others."""
    both = old.join(differing(old, new), on=TABLE, how="semi").join(new, on=TABLE, how="semi")
    return newest(both.join(contradicted(old, new), on=TABLE, how="anti"))


def revised(old: pl.DataFrame, new: pl.DataFrame, homes: Mapping[str, str], number: int) -> Side:
    """Tables of an earlier release that hold other cells than `new` or other values."""
    telling = pl.concat([differing(old, new), contradicted(old, new)]).unique()
    both = old.join(telling, on=TABLE, how="semi").join(new, on=TABLE, how="semi")
    moved = unsettled(old, new, homes)
    marked = both.join(moved.with_columns(edition=pl.lit(number, dtype=pl.Int64)), on=PLACE, how="left")
    figures = marked.with_columns(pl.col("edition").fill_null(0)).select(*COLUMNS, "edition")
    common = figures.filter(edition=0).join(new, on=CELL, how="semi")
    return Side(figures.join(common.select(TABLE).unique(), on=TABLE, how="semi"), moved)


def newest(figures: pl.DataFrame) -> pl.DataFrame:
    return figures.select(*COLUMNS, edition=pl.lit(0, dtype=pl.Int64))


def solved(sides: list[Side], homes: Mapping[str, str], promise: Promise, attack: str) -> list[Recovery]:
    releases = [side.figures for side in sides]
    cells = variables(releases, promise)
    views = [view(side, [other.figures for other in sides if other is not side], cells) for side in sides]
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
    """One for each cell, edition and published value; those of the newest release first."""
    cells = pl.concat(releases).unique(KNOWN_BY, keep="first", maintain_order=True)
    return own_intervals(cells.with_row_index("variable").with_columns(pl.col("variable").cast(pl.Int64)), promise)


def view(side: Side, others: list[pl.DataFrame], cells: pl.DataFrame) -> pl.DataFrame:
    """A release as its reader sees it, with what it leaves out filled in from the others, where nothing was revised."""
    standing = [other.filter(edition=0).join(side.figures, on=TABLE, how="semi") for other in others]
    if side.moved is not None:
        standing = [other.join(side.moved, on=PLACE, how="anti") for other in standing]
    filled = pl.concat([side.figures, *standing]).unique(CELL, keep="first", maintain_order=True)
    return filled.join(cells.select(*KNOWN_BY, "variable"), on=KNOWN_BY, nulls_equal=True)


def named(cells: pl.DataFrame, system: Sums, told: Numbers, attack: str) -> Iterator[Recovery]:
    """A rest that is one cell is named by the whole that gives it away."""
    for column in told:
        rest = column >= cells.height
        place = system.rests[column - cells.height] if rest else column
        yield Recovery.of(cells.select(CELL).row(int(place)), attack, left_out=bool(rest))
