"""One measurement in a process of its own, so that its peak of memory is its own; prints it as JSON.

python -m bench.one_refresh unchecked|as-text|refreshed|made EXPORT [ROWS]
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def main() -> None:
    what, export, *rows = sys.argv[1:]
    if what == "made":
        make(Path(export), int(rows[0]))
    else:
        print(json.dumps(measured(MEASURED[what](Path(export)))))


def measured(run: Callable[[], object]) -> dict[str, float]:
    began, before = time.monotonic(), processor_seconds()
    run()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"processor": processor_seconds() - before, "wall": time.monotonic() - began, "peak": peak}


def processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


CELL = ("programme", "quarter", "district", "sex")


def unchecked(folder: Path) -> Callable[[], object]:
    """The baseline: codes as categories and amounts as numbers straight from the reader, the quickest that we know."""
    import polars as pl

    return aggregated(folder, dict.fromkeys((*CELL, "status"), pl.Categorical) | {"amount": pl.Int64})


def as_text(folder: Path) -> Callable[[], object]:
    """The same, written down plainly: every column as text."""
    return aggregated(folder, {})


def aggregated(folder: Path, types: dict[str, Any]) -> Callable[[], object]:
    """Families, payments and sums by programme, quarter, district and sex; no check, no margin, no database."""
    import polars as pl

    columns = (folder / "data.csv").open(encoding="ascii").readline().strip().split(",")
    scan = pl.scan_csv(folder / "data.csv", schema=dict.fromkeys(columns, pl.String) | types, quote_char=None)
    paid, household = pl.col("status") == "paid", pl.col("household_id").hash()
    grouped = scan.group_by(CELL).agg(
        household.n_unique().alias("enrolled"),
        household.filter(paid).n_unique().alias("paid"),
        paid.sum().alias("payments"),
        pl.col("amount").cast(pl.Int64).filter(paid).sum(),
    )
    return lambda: grouped.collect(engine="streaming")


def refreshed(folder: Path) -> Callable[[], object]:
    """The whole: gate, check, aggregate, protect, audit, and the release in a database."""
    import django

    django.setup()
    from programmes.refresh import refresh

    def run() -> None:
        report = refresh(folder)
        if report.state != "published":
            raise SystemExit(f"The export is {report.state}: {report.as_json()['checks'][:5]}")

    return run


MEASURED = {"unchecked": unchecked, "as-text": as_text, "refreshed": refreshed}


def make(folder: Path, rows: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("make_export", folder, rows=rows, verbosity=0)


if __name__ == "__main__":
    main()
