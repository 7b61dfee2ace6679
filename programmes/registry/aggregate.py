"""Checks every row and counts what the rows add up to: figures that are not protected yet.

Identifiers are reduced to 64-bit hashes and codes to their place in their list, so that
one streaming pass over the file leaves about 30 bytes a row to count with.
"""

from collections.abc import Sequence
from datetime import date

import polars as pl

from programmes.registry.codes import AGE_BANDS, OBS_STATUSES, RUPEES, SEXES, STATUSES, TOTAL, Codes
from programmes.registry.findings import Finding, Rejected
from programmes.registry.manifest import Manifest
from programmes.registry.rules import (
    LARGEST_AMOUNT,
    LARGEST_COUNT,
    LARGEST_SUM,
    PSEUDONYM,
    is_future,
    is_no_pseudonym,
)  # fmt: skip

CELL = ("programme", "indicator", "period", "area", "sex", "age_band")
SLICE = ("programme", "period")


class Suspect(Exception):
    """Some row breaks a rule; the second pass tells which."""


def figures(rows: pl.LazyFrame, manifest: Manifest, codes: Codes, today: date) -> pl.DataFrame:
    """Columns: CELL, unit, value, conf_status, obs_status. Raises Suspect or Rejected."""
    if any(is_future(period, today) for programme, period in manifest.covers) and manifest.kind == "records":
        raise Suspect
    return (from_records if manifest.kind == "records" else from_aggregates)(rows, manifest, codes, today)


def coded(column: str, known: Sequence[str]) -> pl.Expr:
    """The code's place in its list; null for anything that is not on it, to the letter."""
    return pl.col(column).cast(pl.Enum(list(known)), strict=False)


def number(column: str, largest: int) -> pl.Expr:
    """The cast takes a plus sign, which the contract does not."""
    value = pl.col(column).cast(pl.Int64, strict=False)
    signed = pl.col(column).str.starts_with("+") | pl.col(column).str.starts_with("-")
    return pl.when(value.is_between(0, largest) & ~signed).then(value)


def collected(frame: pl.LazyFrame) -> pl.DataFrame:
    """Polars' messages quote the text that they stumble over: they go no further."""
    try:
        return frame.collect(engine="streaming")
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
        raise Suspect from None


def require(sound: bool) -> None:
    if not sound:
        raise Suspect


def check_rows(frame: pl.DataFrame, manifest: Manifest, column: str) -> None:
    if frame.height != manifest.rows:
        raise Rejected(Finding("row-count", manifest.path, count=abs(frame.height - manifest.rows)))
    require(not any(frame.null_count().row(0)))
    if (frame[column].sum() or 0) != manifest.totals[column]:
        raise Rejected(Finding("control-total", manifest.path, column=column))


# Records --------------------------------------------------------------------------------------


def from_records(rows: pl.LazyFrame, manifest: Manifest, codes: Codes, today: date) -> pl.DataFrame:
    frame = collected(compact(rows, manifest, codes))
    require(frame["sound"].all())
    check_rows(frame, manifest, "amount")
    require(frame["record"].n_unique() == frame.height)
    check_keys(frame, manifest, codes)
    return margins(households(frame), codes)


def compact(rows: pl.LazyFrame, manifest: Manifest, codes: Codes) -> pl.LazyFrame:
    identifiers = ("record_id", "household_id")
    sound = [pl.col(name).str.contains(PSEUDONYM) & ~is_no_pseudonym(name) for name in identifiers]
    return rows.select(
        pl.col("record_id").hash().alias("record"),
        pl.col("household_id").hash().alias("household"),
        coded("programme", sorted(codes.programmes)),
        coded("quarter", sorted({period for programme, period in manifest.covers})).alias("period"),
        coded("province", sorted(codes.provinces)),
        coded("district", sorted(codes.districts)),
        coded("sex", SEXES),
        coded("age_band", AGE_BANDS),
        coded("status", STATUSES),
        number("amount", LARGEST_AMOUNT),
        pl.all_horizontal(sound).fill_null(False).alias("sound"),
    )


def check_keys(frame: pl.DataFrame, manifest: Manifest, codes: Codes) -> None:
    homes = frame.select("district", "province").unique().rows()
    require(all(codes.districts[district] == province for district, province in homes))
    require(set(frame.select(SLICE).unique().rows()) <= set(manifest.covers))


def households(frame: pl.DataFrame) -> pl.DataFrame:
    """One row a household and smallest cell. Only a completed payment moves money."""
    paid = pl.col("status") == "paid"
    return frame.group_by(*SLICE, "province", "district", "sex", "household").agg(
        paid.sum().cast(pl.Int64).alias("payments"), pl.col("amount").filter(paid).sum().alias("amount")
    )


def margins(cells: pl.DataFrame, codes: Codes) -> pl.DataFrame:
    """District, province and country, each by sex and in all; every one counted on its own."""
    cells = cells.with_columns(repeated=pl.struct(*SLICE, "household").hash().is_duplicated())
    district, province = pl.col("district").cast(pl.String), pl.col("province").cast(pl.String)
    by_sex, all_sexes = pl.col("sex").cast(pl.String), pl.lit(TOTAL)
    counted = [counted_margin(cells, area, sex) for area in (district, province, pl.lit("PK")) for sex in (by_sex, all_sexes)]
    return long_form(pl.concat(counted))


def counted_margin(cells: pl.DataFrame, area: pl.Expr, sex: pl.Expr) -> pl.DataFrame:
    """A household that occurs in one cell only is counted by adding; only the others need telling apart."""
    key = [*SLICE, "area", "sex"]
    placed = cells.lazy().with_columns(area=area, sex=sex)
    repeated = placed.filter("repeated").group_by(*key, "household").agg(pl.col("payments").sum(), pl.col("amount").sum())
    once = placed.filter(~pl.col("repeated")).select(*key, "household", "payments", "amount")
    both = pl.concat([once, repeated.select(*key, "household", "payments", "amount")])
    return both.group_by(key).agg(
        pl.len().cast(pl.Int64).alias("families_enrolled"),
        (pl.col("payments") > 0).sum().cast(pl.Int64).alias("families_paid"),
        pl.col("payments").sum().alias("payments_made"),
        pl.col("amount").sum().alias("amount_paid"),
    ).collect()  # fmt: skip


def long_form(counted: pl.DataFrame) -> pl.DataFrame:
    units = {"families_enrolled": "families", "families_paid": "families", "payments_made": "payments", "amount_paid": RUPEES}
    return (
        counted.unpivot(list(units), index=[*SLICE, "area", "sex"], variable_name="indicator", value_name="value")
        .with_columns(pl.col("programme", "period").cast(pl.String), age_band=pl.lit(TOTAL))
        .with_columns(unit=pl.col("indicator").replace_strict(units), conf_status=pl.lit("C"), obs_status=pl.lit("A"))
        .select(*CELL, "unit", "value", "conf_status", "obs_status")
    )


# Aggregates -----------------------------------------------------------------------------------


def from_aggregates(rows: pl.LazyFrame, manifest: Manifest, codes: Codes, today: date) -> pl.DataFrame:
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
        )
    )
    check_rows(frame, manifest, "value")
    require(not frame.select(CELL).is_duplicated().any())
    require(set(frame.select(SLICE).unique().rows()) <= set(manifest.covers))
    require(all(codes.units[indicator] == unit for indicator, unit in frame.select("indicator", "unit").unique().rows()))
    require(frame.filter(pl.col("unit") != RUPEES, pl.col("value") > LARGEST_COUNT).is_empty())
    planned = frame.filter(pl.col("obs_status") != "F").select("period").unique().rows()
    require(not any(is_future(period, today) for (period,) in planned))
    return frame.with_columns(pl.col(*CELL, "unit", "conf_status", "obs_status").cast(pl.String))
