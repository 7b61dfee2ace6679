"""Rows as an Excel workbook: a cover sheet, the data, and the notes without which nobody should quote them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from gateway.files.cells import neutral, spelled
from programmes.downloads.rows import Row

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# More rows take longer than a reader waits for one answer; CSV has no such limit.
MOST_ROWS = 50_000
WIDE, NARROW, LONG = 70, 24, 40
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Wording:
    """All that is not a figure, in the reader's language. `notes` are tables: a title, a header and rows."""

    title: str
    cover_name: str
    data_name: str
    notes_name: str
    cover: Pairs
    header: Sequence[str]
    notes: Sequence[tuple[str, Sequence[str], Sequence[Sequence[object]]]] = field(default=())
    right_to_left: bool = False


def write_workbook(file: IO[bytes], wording: Wording, rows: Iterable[Row]) -> None:
    """Row by row: openpyxl keeps none of them in memory."""
    book = Workbook(write_only=True)
    write_cover(book, wording)
    write_data(book, wording, rows)
    write_notes(book, wording)
    book.save(file)


def new_sheet(book: Workbook, name: str, wording: Wording, widths: Sequence[int]):
    sheet = book.create_sheet(name)
    sheet.sheet_view.rightToLeft = wording.right_to_left
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    return sheet


def write_cover(book: Workbook, wording: Wording) -> None:
    sheet = new_sheet(book, wording.cover_name, wording, [NARROW, WIDE])
    sheet.append([styled(sheet, wording.title, Font(bold=True, size=16))])
    sheet.append([])
    for label, text in wording.cover:
        sheet.append([styled(sheet, label, Font(bold=True)), wrapped(sheet, text)])


def write_data(book: Workbook, wording: Wording, rows: Iterable[Row]) -> None:
    sheet = new_sheet(book, wording.data_name, wording, [NARROW] * len(wording.header))
    sheet.freeze_panes = "A2"
    sheet.append([styled(sheet, name, Font(bold=True)) for name in wording.header])
    for row in rows:
        sheet.append(spelled(row))


def write_notes(book: Workbook, wording: Wording) -> None:
    sheet = new_sheet(book, wording.notes_name, wording, [NARROW, NARROW, WIDE, LONG, LONG])
    for title, header, rows in wording.notes:
        sheet.append([styled(sheet, title, Font(bold=True, size=14))])
        sheet.append([styled(sheet, name, Font(bold=True)) for name in header])
        for row in rows:
            sheet.append([wrapped(sheet, value) for value in row])
        sheet.append([])


def styled(sheet, text: str, font: Font) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=neutral(text))
    cell.font = font
    return cell


def wrapped(sheet, value: object) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=neutral(value))
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
