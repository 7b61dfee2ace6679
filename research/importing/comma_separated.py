"""Lists in CSV, with commas, semicolons or tabs between the cells."""

import csv
import io
from collections.abc import Iterator

from research.importing.bounds import MOST_COLUMNS, MOST_WORKS, UnreadableFile
from research.importing.columns import header, records
from research.importing.record import LONGEST, Note, Record
from research.importing.text_files import text_of

DELIMITERS = (",", ";", "\t")


def read_csv(content: bytes) -> tuple[list[Record], list[Note]]:
    text, remarks = text_of(content)
    rows = _rows(text)
    first = next(rows, None)
    if first is None:
        raise UnreadableFile("no-works")
    places, unknown = header(first[1])
    return list(records(places, rows)), remarks + unknown


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins; a quotation that never ends is refused."""
    text = text.lstrip("\n")
    delimiter = max(DELIMITERS, key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, _bounded(row, line)
            line = reader.line_num + 1
            if line > 200 * MOST_WORKS:
                raise UnreadableFile("too-many", most=str(MOST_WORKS), count=str(line))
    except csv.Error:
        raise UnreadableFile("broken-csv", line=str(line)) from None


def _bounded(row: list[str], line: int) -> list[str]:
    if len(row) > MOST_COLUMNS:
        raise UnreadableFile("too-wide", line=str(line))
    if any(len(cell) > LONGEST for cell in row):
        raise UnreadableFile("too-long", line=str(line))
    return row
