"""Synthetic exports after the contract: made-up families, the same for the same seed."""

import gzip
import hashlib
import json
import random
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, product
from pathlib import Path
from typing import IO, Any, cast

import polars as pl

from programmes.registry.codes import AGE_BANDS, COLUMNS, CONTRACT, SEXES, TOTAL, Codes
from programmes.registry.findings import MANIFEST

QUARTERS = ("2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2")
AS_OF = date(2025, 6, 30)
RATES = {"2024-Q3": 10_500, "2024-Q4": 10_500, "2025-Q1": 13_500, "2025-Q2": 13_500}
PAID = (0.80, 0.84, 0.88, 0.91)
WORKING_AGES = ("15-24", "25-34", "25-34", "35-44", "35-44", "45-54", "55-64", "65+")
SOURCE, PROGRAMME = "synthetic", "kafaalat"
PIECE = 100_000


@dataclass(frozen=True)
class Order:
    """What export to make. `weights` gives each district's share of the families."""

    rows: int
    kind: str
    seed: int
    file_format: str
    export_id: str
    dataset: str
    weights: dict[str, int]


def make_export(folder: Path, order: Order, codes: Codes) -> None:
    """The manifest is written last: its presence says that the export is complete."""
    frames = records(order, codes) if order.kind == "records" else iter([aggregates(order, codes)])
    folder.mkdir(parents=True, exist_ok=True)
    name = f"data.{order.file_format}"
    tally = Tally(*(("amount", "quarter") if order.kind == "records" else ("value", "period")))
    write(tally.through(frames), folder / f"{name}.part", order.file_format)
    (folder / f"{name}.part").rename(folder / name)
    package = json.dumps(manifest(tally, folder / name, order), indent=2)
    (folder / f"{MANIFEST}.part").write_text(package, encoding="utf-8")
    (folder / f"{MANIFEST}.part").rename(folder / MANIFEST)


class Tally:
    """What a manifest says of its rows, added up while they pass."""

    def __init__(self, column: str, period: str):
        self.column, self.period = column, period
        self.rows = self.total = 0
        self.slices: set[tuple[str, str]] = set()

    def through(self, frames: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        for frame in frames:
            self.rows += frame.height
            self.total += int(frame[self.column].sum())
            self.slices.update(frame.select("programme", self.period).unique().rows())
            yield frame


def records(order: Order, codes: Codes) -> Iterator[pl.DataFrame]:
    """One row a family and quarter, in pieces of a few hundred thousand rows."""
    chance = random.Random(order.seed)  # noqa: S311 (made-up data, reproducible on purpose)
    districts = placed(order.weights, -(-order.rows // len(QUARTERS)))
    left = order.rows
    for piece in districts.to_frame("district").iter_slices(PIECE):
        rows = payments(piece, chance, codes).head(left)
        left -= rows.height
        yield rows


def payments(families: pl.DataFrame, chance: random.Random, codes: Codes) -> pl.DataFrame:
    family = families.with_columns(
        household_id=identifiers(chance, families.height),
        sex=drawn(chance, families.height, ["F"] * 199 + ["X"]),
        age_band=drawn(chance, families.height, WORKING_AGES),
    )
    quarters = pl.DataFrame({"quarter": QUARTERS, "rate": [RATES[quarter] for quarter in QUARTERS], "share": PAID})
    rows = quarters.join(family, how="cross")
    luck = pl.Series(array("Q", chance.randbytes(8 * rows.height))) / 2.0**64
    paid = luck < rows["share"]
    missed = pl.when(luck < 0.985).then(pl.lit("unpaid")).otherwise(pl.lit("returned"))
    return rows.with_columns(
        record_id=identifiers(chance, rows.height),
        programme=pl.lit(PROGRAMME),
        province=pl.col("district").replace_strict(codes.districts),
        amount=pl.when(paid).then(pl.col("rate")).otherwise(0),
        status=pl.when(paid).then(pl.lit("paid")).otherwise(missed),
    ).select(COLUMNS["records"])


def identifiers(chance: random.Random, count: int) -> pl.Series:
    """The CSV reader cuts the digits apart far quicker than a loop does."""
    digits = chance.randbytes(16 * count).hex("\n", 16).encode()
    return pl.read_csv(digits, has_header=False, schema={"identifier": pl.String})["identifier"]


def drawn(chance: random.Random, count: int, choices: Sequence[str]) -> pl.Series:
    picks = pl.Series(array("H", chance.randbytes(2 * count))) % len(choices)
    return pl.Series(choices).gather(picks)


def placed(weights: dict[str, int], count: int) -> pl.Series:
    """Districts in blocks as long as their share; rounding leaves none over."""
    total, given, shares = sum(weights.values()), 0, []
    reached = 0
    for weight in weights.values():
        reached += weight
        shares.append(reached * count // total - given)
        given += shares[-1]
    return pl.Series(list(weights)).repeat_by(pl.Series(shares)).explode(empty_as_null=False)


def aggregates(order: Order, codes: Codes) -> pl.DataFrame:
    chance = random.Random(order.seed)  # noqa: S311
    counted = [code for code in ("families_paid", "families_enrolled", "payments_made") if code in codes.units]
    years = [f"{year}-Q{quarter}" for year in range(2024, 2014, -1) for quarter in range(4, 0, -1)]
    sexes, ages = (TOTAL, *SEXES), (TOTAL, *AGE_BANDS)
    cells = product(sorted(codes.programmes), ages, sexes, years, counted, codes.areas)
    rows = [
        (programme, indicator, period, area, sex, age, codes.units[indicator], chance.randrange(100_000), "A", "C")
        for programme, age, sex, period, indicator, area in islice(cells, order.rows)
    ]
    return pl.DataFrame(rows, schema=COLUMNS["aggregate"], orient="row")


def write(frames: Iterator[pl.DataFrame], path: Path, file_format: str) -> None:
    if file_format == "csv":
        with path.open("wb") as target:
            write_lines(frames, target)
    elif file_format == "csv.gz":
        with gzip.open(path, "wb", compresslevel=1) as packed:
            write_lines(frames, cast(IO[bytes], packed))
    else:
        plain = path.with_name("data.csv.unpacked")
        write(frames, plain, "csv")
        scan = pl.scan_csv(plain, infer_schema=False)
        numbers = [name for name in ("amount", "value") if name in scan.collect_schema()]
        scan.with_columns(pl.col(numbers).cast(pl.Int64)).sink_parquet(path, maintain_order=True)
        plain.unlink()


def write_lines(frames: Iterator[pl.DataFrame], target: IO[bytes]) -> None:
    for number, frame in enumerate(frames):
        frame.write_csv(target, include_header=number == 0, quote_style="never")


def manifest(tally: Tally, data: Path, order: Order) -> dict[str, Any]:
    with data.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": order.export_id.lower(),
        "description": "Made-up families for demonstration and tests. They describe nobody.",
        "created": f"{AS_OF}T00:00:00Z",
        "resources": [
            {
                "name": "data",
                "path": data.name,
                "format": order.file_format,
                "encoding": "utf-8",
                "bytes": data.stat().st_size,
                "hash": f"sha256:{digest}",
            }
        ],
        "gateway": {
            "contract": CONTRACT,
            "export_id": order.export_id,
            "source": SOURCE,
            "kind": order.kind,
            "dataset": order.dataset,
            "sequence": 1,
            "supersedes": None,
            "as_of": AS_OF.isoformat(),
            "embargo_until": None,
            "covers": [{"programme": programme, "period": value} for programme, value in sorted(tally.slices)],
            "rows": tally.rows,
            "totals": {tally.column: str(tally.total)},
            "public": False,
            "citation": None,
        },
    }
