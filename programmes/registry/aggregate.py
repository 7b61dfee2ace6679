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

COUNTS = ("families_enrolled", "families_paid", "payments_made", "amount_paid")
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
    return long_form(pl.concat(margins(frame)).group_by(*SLICE, "area", "sex").sum())


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


def margins(frame: pl.DataFrame) -> list[pl.DataFrame]:
    """District, province and country, each by sex and in all; every one counted on its own.

    A household with a single row in its programme and period counts once wherever it is added
    up, so those rows are reduced to sums. Only the others need telling apart at each margin.
    """
    rows = frame.with_columns(payments=(pl.col("status") == "paid").cast(pl.Int64)).with_columns(
        amount=pl.col("amount") * pl.col("payments"), repeated=slice_key().is_duplicated()
    )
    single = counted(rows.lazy().filter(~pl.col("repeated")), [*SLICE, "province", "district", "sex"]).collect()
    repeated = rows.filter("repeated")
    return [
        margin
        for area in (pl.col("district").cast(pl.String), pl.col("province").cast(pl.String), pl.lit("PK"))
        for sex in (pl.col("sex").cast(pl.String), pl.lit(TOTAL))
        for margin in (added_up(single, area, sex), told_apart(repeated, area, sex))
    ]


def slice_key() -> pl.Expr:
    """One number for a household in a programme and period. Should two ever share one, they are merely told apart."""
    place = pl.col("programme").to_physical().cast(pl.UInt64) * 1009 + pl.col("period").to_physical().cast(pl.UInt64)
    return pl.col("household") ^ (place * 0x9E3779B97F4A7)


def counted(rows: pl.LazyFrame, key: list[str]) -> pl.LazyFrame:
    """Of rows that are one household each."""
    return rows.group_by(key).agg(
        pl.len().cast(pl.Int64).alias("families_enrolled"),
        (pl.col("payments") > 0).sum().cast(pl.Int64).alias("families_paid"),
        pl.col("payments").sum().alias("payments_made"),
        pl.col("amount").sum().alias("amount_paid"),
    )


def added_up(single: pl.DataFrame, area: pl.Expr, sex: pl.Expr) -> pl.DataFrame:
    placed = single.lazy().with_columns(area=area, sex=sex)
    return placed.group_by(*SLICE, "area", "sex").agg(pl.col(COUNTS).sum()).collect()


def told_apart(repeated: pl.DataFrame, area: pl.Expr, sex: pl.Expr) -> pl.DataFrame:
    key = [*SLICE, "area", "sex"]
    households = repeated.lazy().with_columns(area=area, sex=sex).group_by(*key, "household")
    return counted(households.agg(pl.col("payments", "amount").sum()), key).collect()


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
