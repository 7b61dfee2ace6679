"""Writes a release's figures: its own in bulk, and those that it carries over within the database."""

import json
from collections.abc import Iterator

import polars as pl
from django.db import connection

from gateway.taxonomy.models import Area
from programmes.models.statistics import Indicator, Observation, Release

Status = Observation.Status
TABLE = Observation._meta.db_table
CELL = ("programme", "indicator_id", "period", "area_id", "sex", "age_band")
COLUMNS = ("release_id", "origin_id", *CELL, "value", "status", "nature")
CARRIED = (*COLUMNS[1:], "revised")
SAME_CELL = " AND ".join(f"old.{column} = new.{column}" for column in CELL)
DIFFERS = "(old.value <> new.value OR (old.value IS NULL) <> (new.value IS NULL))"
LISTED = {"sqlite": "SELECT value FROM json_each(%s)", "postgresql": "SELECT json_array_elements_text(%s::json)"}


def store(release: Release, figures: pl.DataFrame) -> None:
    """Writes the release's own, protected figures; nothing points to it yet."""
    lines = (release.pk, release.pk)
    rows = (lines + row for row in figure_rows(figures, illustrative=release.illustrative))
    names = ", ".join(COLUMNS)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {TABLE} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(COLUMNS))
            cursor.executemany(f"INSERT INTO {TABLE} ({names}) VALUES ({places})", rows)  # noqa: S608


def figure_rows(figures: pl.DataFrame, *, illustrative: bool) -> Iterator[tuple]:
    """From `programme` to `nature`, as COLUMNS has them."""
    indicators = dict(Indicator.objects.values_list("code", "pk"))
    known = figures.with_columns(
        indicator_id=pl.col("indicator").replace_strict(indicators, return_dtype=pl.Int64),
        area_id=pl.col("area").replace_strict(area_keys(), return_dtype=pl.Int64),
        nature=pl.col("obs_status"),
        status=pl.when(pl.col("value").is_null())
        .then(pl.lit(Status.SUPPRESSED.value))
        .when(pl.lit(illustrative))
        .then(pl.lit(Status.ILLUSTRATIVE.value))
        .when(pl.col("conf_status") == "F")
        .then(pl.lit(Status.QUOTED.value))
        .when(pl.col("obs_status") == "P")
        .then(pl.lit(Status.PROVISIONAL.value))
        .otherwise(pl.lit(Status.NORMAL.value)),
    )
    return known.select(*CELL, "value", "status", "nature").iter_rows()


def area_keys() -> dict[str, int]:
    keys: dict[str, int] = {}
    for pk, code, iso_code in Area.objects.values_list("pk", "code", "iso_code"):
        keys |= {code: pk} | ({iso_code: pk} if iso_code.startswith("PK-") else {})
    return keys


def mark_revised(release: Release, before: Release) -> None:
    """The figures that differ from those before them, and those whose forerunner was revised already.

    The status says so only where it has nothing graver to say; `revised` says it of every figure.
    """
    plain = (Status.NORMAL.value, Status.PROVISIONAL.value)
    sql = f"""
        UPDATE {TABLE} AS new
        SET revised = %s, status = CASE WHEN new.status IN (%s, %s) THEN %s ELSE new.status END
        WHERE new.release_id = %s AND EXISTS (
            SELECT 1 FROM {TABLE} AS old WHERE old.release_id = %s AND {SAME_CELL} AND ({DIFFERS} OR old.revised)
        )"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [True, *plain, Status.REVISED.value, release.pk, before.pk])


def carry_over(old: Release, new: Release) -> None:
    """What the new release does not cover, in one statement and with no row leaving the database."""
    names = ", ".join(CARRIED)
    sql = f"""
        INSERT INTO {TABLE} (release_id, {names})
        SELECT %s, {names} FROM {TABLE}
        WHERE release_id = %s AND programme || ' ' || period NOT IN ({LISTED[connection.vendor]})"""  # noqa: S608
    covered = json.dumps([f"{programme} {period}" for programme, period in new.covers])
    with connection.cursor() as cursor:
        cursor.execute(sql, [new.pk, old.pk, covered])
