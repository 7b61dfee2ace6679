"""Checks every row and counts what the rows add up to: figures that are not protected yet.

Identifiers are reduced to 64-bit hashes and codes to one number, so that one streaming pass
over the file leaves about 25 bytes a row to count with.
"""

from collections.abc import Callable
from datetime import date
from typing import Protocol

import polars as pl

from programmes.registry.codes import AGE_BANDS, OBS_STATUSES, RUPEES, SEXES, STATUSES, TOTAL, Codes
from programmes.registry.findings import Finding, Rejected
from programmes.registry.grid import SLICE, Grid, coded, grid_of
from programmes.registry.manifest import Manifest
from programmes.registry.margins import long_form, margins
from programmes.registry.progress import CHECK, Meter, Progress, silent
from programmes.registry.rules import (
    LARGEST_AMOUNT,
    LARGEST_COUNT,
    LARGEST_SUM,
    is_future,
    is_pseudonym,
)  # fmt: skip
from programmes.registry.watched import Suspect, Told, collected
from programmes.registry.zeros import with_zeros

READING, TOLD_APART, SETTLED = 0.7, 0.8, 0.9
CELL = ("programme", "indicator", "period", "area", "sex", "age_band")


class Counter(Protocol):
    """A way of counting compact rows. The methods are called in this order, each once, `moving` once a margin."""

    def looked_over(self) -> tuple[int, int, int]: ...
    def has_duplicates(self) -> bool: ...
    def cells(self) -> list[int]: ...
    def settle(self) -> pl.DataFrame: ...
    def moving(self, kept: tuple[str, ...]) -> pl.DataFrame: ...


def number(column: str, largest: int) -> pl.Expr:
    """The cast takes a sign, which the contract does not."""
    value = pl.col(column).cast(pl.Int64, strict=False)
    signed = pl.col(column).str.starts_with("+") | pl.col(column).str.starts_with("-")
    return pl.when(value.is_between(0, largest) & ~signed).then(value)


def require(sound: bool) -> None:
    if not sound:
        raise Suspect


def check_count(rows: int, manifest: Manifest) -> None:
    if rows != manifest.rows:
        raise Rejected(Finding("row-count", manifest.path, count=abs(rows - manifest.rows)))


def check_total(total: int, manifest: Manifest, column: str) -> None:
    if total != manifest.totals[column]:
        raise Rejected(Finding("control-total", manifest.path, column=column))


# Records --------------------------------------------------------------------------------------


def from_records(
    rows: pl.LazyFrame,
    manifest: Manifest,
    codes: Codes,
    today: date,
    count: Callable[[pl.LazyFrame, Grid, Told], Counter],
    progress: Progress = silent,
) -> pl.DataFrame:
    """Columns: CELL, unit, value, conf_status, obs_status. Raises Suspect or Rejected. Reading takes most of the time."""
    require(not any(is_future(period, today) for programme, period in manifest.covers))
    grid = grid_of(manifest, codes)
    counter = count(compact(rows, grid), grid, Meter(progress, CHECK, round(manifest.rows / READING), READING).add)
    height, unsound, total = counter.looked_over()
    require(not unsound)
    check_count(height, manifest)
    check_total(total, manifest, "amount")
    require(not counter.has_duplicates())
    progress(CHECK, TOLD_APART)
    check_cells(counter.cells(), grid, manifest, codes)
    settled = counter.settle()
    progress(CHECK, SETTLED)
    counted = with_zeros(margins(settled, counter.moving, grid), manifest, codes)
    return long_form(counted).select(*CELL, "unit", "value", "conf_status", "obs_status")


def record_lists(manifest: Manifest, codes: Codes) -> dict[str, list[str]]:
    """By column, every code that an export of records may use."""
    lists = {"quarter" if name == "period" else name: known for name, known in grid_of(manifest, codes).lists.items()}
    return lists | {"status": list(STATUSES)}


def compact(rows: pl.LazyFrame, grid: Grid) -> pl.LazyFrame:
    """Null cells and amounts, and values of no form, leave a row unsound."""
    status = coded("status", STATUSES)
    kept = rows.select(
        pl.col("record_id").hash().alias("record"),
        pl.col("household_id").hash().alias("household"),
        grid.packed({"period": "quarter"}).alias("cell"),
        number("amount", LARGEST_AMOUNT).cast(pl.Int32),
        (status == "paid").alias("paid"),
        *(is_pseudonym(name).alias(f"{name} sound") for name in ("record_id", "household_id")),
    )
    known = [pl.col(name).is_not_null() for name in ("cell", "amount", "paid")]
    sound = pl.all_horizontal(*known, "record_id sound", "household_id sound").fill_null(False)
    return kept.select("record", "household", "cell", "amount", "paid", sound.alias("sound"))


def check_cells(cells: list[int], grid: Grid, manifest: Manifest, codes: Codes) -> None:
    """Districts lie in their provinces, and nothing lies outside what the manifest says it covers."""
    names = (*SLICE, "province", "district")
    digits = pl.DataFrame({"cell": cells}, schema={"cell": grid.dtype}).select(grid.digit(name).alias(name) for name in names)
    found = grid.named(digits.unique(), names)
    require(all(codes.districts[district] == province for district, province in found.select("district", "province").rows()))
    require(set(found.select(SLICE).rows()) <= set(manifest.covers))


# Aggregates -----------------------------------------------------------------------------------


def from_aggregates(
    rows: pl.LazyFrame, manifest: Manifest, codes: Codes, today: date, progress: Progress = silent
) -> pl.DataFrame:
    """Columns as in `from_records`. Nothing is added up, so there is nothing to save memory by."""
    open_figures = ("C", "F") if manifest.public and manifest.citation else ("C",)
    frame = collected(
        rows.select(
            coded("programme", sorted(codes.programmes)),
            coded("indicator", list(codes.units)),
            coded("period", sorted({period for programme, period in manifest.covers})),
            coded("ref_area", codes.areas).alias("area"),
            coded("sex", (*SEXES, TOTAL)),
            coded("age_band", (*AGE_BANDS, TOTAL)),
            coded("unit", sorted(set(codes.units.values()))),
            number("value", LARGEST_SUM),
            coded("conf_status", open_figures),
            coded("obs_status", OBS_STATUSES),
        ),
        Meter(progress, CHECK, manifest.rows).add,
    )
    check_count(frame.height, manifest)
    require(not any(frame.null_count().row(0)))
    check_total(int(frame["value"].sum()), manifest, "value")
    require(not frame.select(CELL).is_duplicated().any())
    require(set(frame.select(SLICE).unique().rows()) <= set(manifest.covers))
    require(all(codes.units[indicator] == unit for indicator, unit in frame.select("indicator", "unit").unique().rows()))
    require(frame.filter(pl.col("unit") != RUPEES, pl.col("value") > LARGEST_COUNT).is_empty())
    planned = frame.filter(pl.col("obs_status") != "F").select("period").unique().rows()
    require(not any(is_future(period, today) for (period,) in planned))
    return frame.with_columns(pl.col(*CELL, "unit", "conf_status", "obs_status").cast(pl.String))
