"""Lists in Excel workbooks: the first sheet that names the columns, read as text, never calculated."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import openpyxl

from gateway.files.sniffing import is_protected_office, is_what_it_says
from research.importing.bounds import MOST_COLUMNS, MOST_UNPACKED, MOST_WORKS, UnreadableFile
from research.importing.columns import heading, records
from research.importing.record import LONGEST, Note, Record, error

MOST_ROWS = 20 * MOST_WORKS
MOST_SHEETS = 10
Rows = Iterator[tuple[int, list[str]]]


def read_xlsx(content: bytes) -> tuple[list[Record], list[Note]]:
    _refuse_hostile(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        rows, (places, remarks) = _list_in(book)
        formulas: dict[int, list[str]] = {}
        found = list(records(places, _without_formulas(rows, places, formulas)))
    except UnreadableFile:
        raise
    except Exception:
        # The library raises whatever a broken part of a workbook leads it to.
        raise UnreadableFile("broken-workbook") from None
    for record in found:
        record.notes += [error("formula", name=name) for name in formulas.get(record.line, ())]
    return found, remarks


def _list_in(book: openpyxl.Workbook) -> tuple[Rows, tuple[dict[int, str], list[Note]]]:
    """The rows of the first sheet that names the columns, and these."""
    refusals = []
    for sheet in book.worksheets[:MOST_SHEETS]:
        rows = _rows(sheet)
        try:
            return rows, heading(rows)
        except UnreadableFile as refused:
            refusals.append(refused)
    raise refusals[0]


def _refuse_hostile(content: bytes) -> None:
    """No bomb, no macros, and no document type: its entities may grow without limit, or name other files."""
    if is_protected_office(io.BytesIO(content)):
        raise UnreadableFile("protected")
    if not is_what_it_says("xlsx", io.BytesIO(content)):
        raise UnreadableFile("broken-workbook")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
            raise UnreadableFile("too-large-unpacked", most=str(MOST_UNPACKED // 1024**2))
        try:
            if any(_declares_a_type(archive.read(name)) for name in archive.namelist() if name.endswith((".xml", ".rels"))):
                raise UnreadableFile("broken-workbook")
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
            raise UnreadableFile("broken-workbook") from None


def _declares_a_type(part: bytes) -> bool:
    return b"<!DOCTYPE" in part.replace(b"\0", b"").upper()


def _rows(sheet: Any) -> Rows:
    """Every row that holds something. The declared size of a sheet is forgotten: it may be a lie of a million rows."""
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
        if number > MOST_ROWS:
            raise UnreadableFile("too-many", most=str(MOST_WORKS), count=str(number))
        cells = [cell_text(value) for value in row]
        if any(cells):
            yield number, cells


def _without_formulas(rows: Rows, places: dict[int, str], formulas: dict[int, list[str]]) -> Rows:
    """Notes each formula in a column that counts: its result is not known here, and nothing is calculated."""
    for line, cells in rows:
        for place, name in places.items():
            if place < len(cells) and cells[place].startswith("="):
                formulas.setdefault(line, []).append(name)
        yield line, cells


def cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[: LONGEST + 1].strip()
