"""Nothing that a row says about a person is found anywhere after its export was refused."""

import io
import logging
import tempfile
from pathlib import Path

import polars as pl
import pytest
from django.conf import settings
from django.db import connection

from programmes.models import Registry
from programmes.registry.codes import COLUMNS
from tests.factories.exports import Export, cell, record, take_in

PLANTED = (
    "35202-7654321-9",
    "3520276543219",
    "۳۵۲۰۲-۷۶۵۴۳۲۱-۹",
    "03217654321",
    "+92 321 7654321",
    "zulekha.planted@example.org",
    "Zulekha",
    "Zulekha Parveen",
    "زلیخا",
    "زلیخا پروین",
)
TRACES = (*PLANTED, "7654321", "zulekha", "parveen", "زلیخا", "پروین")
MAKERS = {"records": record, "aggregate": lambda number: cell(value=str(number))}


@pytest.fixture
def contact(areas):
    Registry.objects.filter(code="bisp-payments").update(contact="data@registry.example.org")


@pytest.mark.parametrize("damage", ["", "checksum", "cut", "header"])
@pytest.mark.parametrize("file_format", ["csv", "csv.gz", "parquet"])
@pytest.mark.parametrize("kind", ["records", "aggregate"])
@pytest.mark.usefixtures("contact")
def test_no_trace_of_a_person_is_left(kind, file_format, damage, tmp_path, caplog, capfd, mailoutbox, monkeypatch):
    caplog.set_level(logging.DEBUG, logger="")
    monkeypatch.setattr(settings, "REFRESH_MEMORY_MB", 1)
    before = set(Path(tempfile.gettempdir()).iterdir())
    export = planted(tmp_path / "export", kind, file_format, damage)
    report = take_in(export.write())
    assert report.state == "rejected"
    if damage in ("", "header"):
        assert report.holds_personal_data
        assert not (export.folder / f"data.{file_format}").exists()
        named = {finding.column for finding in report.findings if finding.rule == "personal-data"}
        assert named >= {*COLUMNS[kind]} - {"age_band"}
    (export.folder / f"data.{file_format}").unlink(missing_ok=True)
    assert no_trace(report, tmp_path, before, caplog, capfd, mailoutbox)


@pytest.mark.parametrize("file_format", ["csv.gz", "parquet"])
@pytest.mark.usefixtures("contact")
def test_what_cannot_be_searched_is_not_repeated_either(file_format, tmp_path, caplog, capfd, mailoutbox):
    """Damaged within: no engine reads it to its end, and its manifest is right in every point."""
    caplog.set_level(logging.DEBUG, logger="")
    before = set(Path(tempfile.gettempdir()).iterdir())
    export = planted(tmp_path / "export", "records", file_format, "torn")
    report = take_in(export.write())
    assert report.state == "rejected"
    assert {finding.rule for finding in report.findings} <= {"truncated", "unreadable", "columns", "personal-data"}
    (export.folder / f"data.{file_format}").unlink(missing_ok=True)
    assert no_trace(report, tmp_path, before, caplog, capfd, mailoutbox)


def no_trace(report, tmp_path, before, caplog, capfd, mailoutbox) -> bool:
    """In the report, the log, the output, letters, the database and everything that was written."""
    told = [repr(report), caplog.text, *capfd.readouterr(), *(letter.body + letter.subject for letter in mailoutbox)]
    told += connection.connection.iterdump()
    told += [text_of(path) for root in (tmp_path, settings.VAR) for path in Path(root).rglob("*") if is_told(path)]
    told += map(str, set(Path(tempfile.gettempdir()).iterdir()) - before)
    everything = "\n".join(told).casefold()
    assert [trace for trace in TRACES if trace.casefold() in everything] == []
    assert not list(Path(settings.VAR).glob("refresh-*"))
    return True


def planted(folder: Path, kind: str, file_format: str, damage: str) -> Export:
    """Each value in each column, one a row, among rows that nothing is wrong with."""
    rows = [MAKERS[kind](number) for number in range(len(PLANTED) * len(COLUMNS[kind]) + 5)]
    export = Export(folder, rows, kind=kind, file_format=file_format)
    declared = export.declared()
    places = [(column, value) for column in COLUMNS[kind] for value in PLANTED]
    for number, (column, value) in enumerate(places):
        rows[number] |= {column: value}
    export.text = export.plain_text()
    export.gateway = {"covers": declared["covers"], "totals": declared["totals"], "rows": len(rows)}
    if damage == "checksum":
        export.resource = {"hash": "sha256:" + "0" * 64}
    elif damage == "cut":
        export.text = export.text[:-3]
        export.data = export.packed()[:-3]
    elif damage == "torn":
        whole = export.packed()
        export.data = whole[: len(whole) // 2] + bytes(64) + whole[len(whole) // 2 + 64 :]
    elif damage == "header":
        export.text = export.text.replace(b"age_band", b"age", 1)
        if file_format == "parquet":
            export.data = renamed(export)
    return export


def renamed(export: Export) -> bytes:
    rows = [{"age" if name == "age_band" else name: value for name, value in row.items()} for row in export.rows]
    target = io.BytesIO()
    pl.DataFrame(rows).write_parquet(target)
    return target.getvalue()


def is_told(path: Path) -> bool:
    return path.is_file() and ".sqlite3" not in path.name


def text_of(path: Path) -> str:
    return path.name + path.read_bytes().decode("utf-8", "replace")
