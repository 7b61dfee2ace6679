"""Exports after the contract, whole or broken in one place."""

import gzip
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import polars as pl

from programmes import runs
from programmes.models import Run
from programmes.refresh import Report
from programmes.registry.codes import COLUMNS

Row = dict[str, str]


def pseudonym(number: int) -> str:
    return hashlib.blake2b(str(number).encode(), digest_size=16, key=b"registry").hexdigest()


def record(number: int, **fields: str) -> Row:
    row = {
        "record_id": pseudonym(number),
        "household_id": pseudonym(10_000_000 + number),
        "programme": "kafaalat",
        "quarter": "2025-Q1",
        "province": "PK-PB",
        "district": "PK601",
        "sex": "F",
        "age_band": "25-34",
        "amount": "13500",
        "status": "paid",
    }
    return row | fields


def cell(**fields: str) -> Row:
    row = {
        "programme": "kafaalat",
        "indicator": "families_paid",
        "period": "2025-Q1",
        "ref_area": "PK-PB",
        "sex": "_T",
        "age_band": "_T",
        "unit": "families",
        "value": "1234",
        "obs_status": "A",
        "conf_status": "C",
    }
    return row | fields


class Export:
    """Whole unless a test changes `rows`, or `text` or `data` (the bytes), or a part of the manifest."""

    def __init__(self, folder: Path, rows: list[Row], kind: str = "records", file_format: str = "csv"):
        self.folder, self.rows, self.kind, self.file_format = folder, rows, kind, file_format
        self.text = self.plain_text()
        self.data: bytes | None = None
        self.gateway: dict[str, Any] = {}
        self.resource: dict[str, Any] = {}
        self.package: dict[str, Any] = {}

    def plain_text(self) -> bytes:
        lines = [",".join(COLUMNS[self.kind]), *(",".join(row.values()) for row in self.rows)]
        return ("\n".join(lines) + "\n").encode()

    def change(self, row: int, **fields: str) -> "Export":
        self.rows[row] |= fields
        self.text = self.plain_text()
        return self

    def change_line(self, line: int, old: bytes, new: bytes) -> "Export":
        lines = self.text.split(b"\n")
        lines[line - 1] = new.join(lines[line - 1].rsplit(old, 1))
        self.text = b"\n".join(lines)
        return self

    def packed(self) -> bytes:
        if self.file_format == "csv.gz":
            return gzip.compress(self.text)
        if self.file_format == "parquet":
            target = io.BytesIO()
            pl.DataFrame(self.rows).write_parquet(target)
            return target.getvalue()
        return self.text

    def write(self) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        data = self.packed() if self.data is None else self.data
        (self.folder / f"data.{self.file_format}").write_bytes(data)
        (self.folder / "datapackage.json").write_text(json.dumps(self.manifest(data)), encoding="utf-8")
        return self.folder

    def manifest(self, data: bytes = b"") -> dict[str, Any]:
        resource = {
            "path": f"data.{self.file_format}",
            "format": self.file_format,
            "encoding": "utf-8",
            "bytes": len(data),
            "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        }
        package = {"name": "export", "created": "2025-04-01T00:00:00Z", "resources": [resource | self.resource]}
        return package | {"gateway": self.declared() | self.gateway} | self.package

    def declared(self) -> dict[str, Any]:
        column, period = ("amount", "quarter") if self.kind == "records" else ("value", "period")
        slices = dict.fromkeys((row["programme"], row[period]) for row in self.rows)
        numbers = [int(row[column]) for row in self.rows if row[column].isascii() and row[column].isdecimal()]
        return {
            "contract": "1.0",
            "export_id": self.folder.name,
            "source": "bisp-payments",
            "kind": self.kind,
            "dataset": "kafaalat-payments",
            "sequence": 1,
            "supersedes": None,
            "as_of": "2025-03-31",
            "embargo_until": None,
            "covers": [{"programme": programme, "period": value} for programme, value in slices],
            "rows": len(self.rows),
            "totals": {column: str(sum(numbers))},
            "public": False,
            "citation": None,
        }


def take_in(folder: Path, **options: Any) -> Report | None:
    """What the command does with an export, without its words."""
    return runs.at_once(folder, door=Run.Door.COMMAND, **options)
