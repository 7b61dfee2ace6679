"""A registry export of a million rows, from bytes to protected figures, in the CPU time of reading and aggregating unchecked."""

import csv
import resource
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl

from programmes.registry import aggregate, gate, manifest as manifests, protect, reader
from programmes.registry.codes import RECORD_COLUMNS, Codes
from programmes.registry.synthesis import PROGRAMME, SOURCE, Order, make_export

ROWS, ROUNDS = 1_000_000, 3
TAXONOMY = Path(__file__).resolve().parent.parent / "gateway" / "starter" / "data" / "taxonomy"
UNITS = {"families_enrolled": "families", "families_paid": "families", "payments_made": "payments", "amount_paid": "PKR"}


def known_codes() -> Codes:
    provinces = {row["code"]: row["iso_code"] for row in rows("provinces")}
    districts = {row["code"]: provinces[row["parent"]] for row in rows("districts")}
    isos = frozenset(districts.values())
    return Codes(
        sources=frozenset({SOURCE}), programmes=frozenset({PROGRAMME}), units=UNITS, districts=districts, provinces=isos
    )


def rows(name: str) -> list[dict[str, str]]:
    with (TAXONOMY / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def unchecked(folder: Path) -> pl.DataFrame:
    """The baseline: the same counts without a check and without margins."""
    scan = pl.scan_csv(folder / "data.csv", schema=dict.fromkeys(RECORD_COLUMNS, pl.String))
    paid, household = pl.col("status") == "paid", pl.col("household_id").hash()
    return (
        scan.group_by("programme", "quarter", "district", "sex")
        .agg(
            household.n_unique().alias("enrolled"),
            household.filter(paid).n_unique().alias("paid"),
            paid.sum().alias("payments"),
            pl.col("amount").cast(pl.Int64).filter(paid).sum(),
        )
        .collect(engine="streaming")
    )


def checked(folder: Path, codes: Codes) -> pl.DataFrame:
    today = date.today()
    manifest = manifests.check(manifests.load(gate.read_manifest(folder)), codes, today)
    gated = gate.pass_gate(folder, manifest, folder)
    return protect.protected(aggregate.figures(reader.rows(gated, manifest), manifest, codes, today))


def processor_seconds(run: Callable[[], object]) -> float:
    before = resource.getrusage(resource.RUSAGE_SELF)
    run()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    codes = known_codes()
    order = Order(ROWS, "records", 1, "csv", "bench", "bench", dict.fromkeys(sorted(codes.districts), 1))
    with tempfile.TemporaryDirectory(prefix="gateway-bench-") as place:
        folder = Path(place)
        print(f"Writing a synthetic export of {ROWS:,} rows …", flush=True)
        make_export(folder, order, codes)
        unchecked(folder)
        plain = min(processor_seconds(lambda: unchecked(folder)) for _ in range(ROUNDS))
        whole = min(processor_seconds(lambda: checked(folder, codes)) for _ in range(ROUNDS))
    print(f"\n{'a registry export':<38}{'ratio':>7}{'CPU s':>8}")
    print(f"{'read and aggregated, unchecked':<38}{1:>7.2f}{plain:>8.2f}")
    print(f"{'gate, every check, margins, protection':<38}{whole / plain:>7.2f}{whole:>8.2f}")


if __name__ == "__main__":
    main()
