"""The rule of every column, as expressions that are true where a row breaks it.

The first pass only asks whether any row is at fault, in the cheapest way; these say which and why.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from programmes.registry import periods
from programmes.registry.codes import AGE_BANDS, OBS_STATUSES, RUPEES, SEXES, STATUSES, TOTAL, Codes
from programmes.registry.manifest import Manifest

PSEUDONYM = r"^[0-9a-f]{32}$"
SPELT_OUT = r"^(?:0{12}|(?:3[0-9]){13})"
NOT_ALL_SPELT_OUT = r"^(?:3[0-9]){0,12}(?:3[a-f]|[0-24-9a-f][0-9a-f])[0-9a-f]*$"
DIGITS = r"^[0-9]+$"
LARGEST_AMOUNT, LARGEST_COUNT, LARGEST_SUM = 999_999_999, 10**9, 10**14


KEYS = {
    "records": ("record_id",),
    "aggregate": ("programme", "indicator", "period", "ref_area", "sex", "age_band"),
}


@dataclass(frozen=True)
class Rule:
    name: str
    column: str
    broken: pl.Expr


def row_rules(manifest: Manifest, codes: Codes, today: date) -> list[Rule]:
    empty = [Rule("empty", column, pl.col(column).is_null()) for column in manifest.columns]
    return empty + list((record_rules if manifest.kind == "records" else aggregate_rules)(manifest, codes, today))


def record_rules(manifest: Manifest, codes: Codes, today: date) -> Iterator[Rule]:
    for column in ("record_id", "household_id"):
        yield Rule("pattern", column, ~pl.col(column).str.contains(PSEUDONYM))
        yield Rule("not-a-pseudonym", column, is_no_pseudonym(column))
    yield from number_rules("amount", LARGEST_AMOUNT)
    yield from listed({"programme": codes.programmes, "province": codes.provinces, "district": codes.districts})
    yield from listed({"sex": SEXES, "age_band": AGE_BANDS, "status": STATUSES})
    yield from period_rules("quarter", manifest, today)
    home = pl.col("district").replace_strict(codes.districts, default=None, return_dtype=pl.String)
    known = pl.col("province").is_in(sorted(codes.provinces))
    yield Rule("district-province", "district", known & home.is_not_null() & (home != pl.col("province")))


def aggregate_rules(manifest: Manifest, codes: Codes, today: date) -> Iterator[Rule]:
    yield from number_rules("value", pl.when(pl.col("unit") == RUPEES).then(LARGEST_SUM).otherwise(LARGEST_COUNT))
    yield from listed({"programme": codes.programmes, "indicator": codes.units, "ref_area": codes.areas})
    yield from listed({"sex": (*SEXES, TOTAL), "age_band": (*AGE_BANDS, TOTAL)})
    yield from listed({"obs_status": OBS_STATUSES, "conf_status": ("C", "F")})
    yield from period_rules("period", manifest, today)
    unit = pl.col("indicator").replace_strict(codes.units, default=None, return_dtype=pl.String)
    yield Rule("unit", "unit", unit.is_not_null() & (unit != pl.col("unit")))
    if not (manifest.public and manifest.citation):
        yield Rule("not-public", "conf_status", pl.col("conf_status") == "F")


def is_no_pseudonym(column: str) -> pl.Expr:
    """A number padded to 32 digits, or its digits' ASCII codes written in hexadecimal."""
    return pl.col(column).str.contains(SPELT_OUT) | pl.col(column).str.ends_with("0" * 12)


def is_pseudonym(column: str) -> pl.Expr:
    """What PSEUDONYM and `is_no_pseudonym` come to together, with one look at each character."""
    text, padding = pl.col(column).str, "0" * 12
    digits = (text.len_bytes() == 32) & text.contains(NOT_ALL_SPELT_OUT)
    return digits & ~text.starts_with(padding) & ~text.ends_with(padding)


def number_rules(column: str, largest: int | pl.Expr) -> Iterator[Rule]:
    digits = pl.col(column).str.contains(DIGITS)
    number = pl.col(column).cast(pl.Int64, strict=False)
    yield Rule("pattern", column, ~digits)
    yield Rule("range", column, digits & (number.is_null() | (number > largest)))


def listed(lists: dict[str, Iterable[str]]) -> Iterator[Rule]:
    for column, known in lists.items():
        yield Rule("unknown-code", column, ~pl.col(column).is_in(sorted(known)))


def period_rules(column: str, manifest: Manifest, today: date) -> Iterator[Rule]:
    slices = [f"{programme} {period}" for programme, period in manifest.covers]
    written = holds(column, is_period)
    yield Rule("pattern", column, ~written)
    yield Rule("future-period", column, holds(column, lambda code: is_future(code, today)) & ~planned(manifest))
    yield Rule("outside-covers", column, written & ~pl.format("{} {}", "programme", column).is_in(slices))


def holds(column: str, test: Callable[[str], bool]) -> pl.Expr:
    """Asks once for each value that occurs, not once for each row."""

    def tested(values: pl.Series) -> pl.Series:
        return values.is_in([value for value in values.unique().drop_nulls() if test(value)])

    return pl.col(column).map_batches(tested, return_dtype=pl.Boolean)


def planned(manifest: Manifest) -> pl.Expr:
    """Only a plan may lie in the future."""
    return pl.lit(False) if manifest.kind == "records" else pl.col("obs_status") == "F"


def is_future(code: str, today: date) -> bool:
    return is_period(code) and periods.parse(code).start > today


def is_period(code: str) -> bool:
    try:
        return bool(periods.parse(code))
    except ValueError:
        return False
