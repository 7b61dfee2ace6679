"""Lists in CSV, with commas, semicolons or tabs between the cells."""

import csv
import io
from collections.abc import Iterator

from research.importing.bounds import MOST_COLUMNS, MOST_WORKS, UnreadableFile
from research.importing.columns import HEADING_WITHIN, heading, records
from research.importing.record import LONGEST, Note, Record
from research.importing.text_files import text_of

DELIMITERS = (",", ";", "\t")


def read_csv(content: bytes) -> tuple[list[Record], list[Note]]:
    text, remarks = text_of(content)
    rows = _rows(text)
    places, unknown = heading(rows)
    return list(records(places, rows)), remarks + unknown


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins; a quotation that never ends is refused."""
    text = text.lstrip("\n")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
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


def _delimiter(text: str) -> str:
    """What parts the names of the columns; else the commonest in the first line."""
    lines = [line[:LONGEST] for line in text.split("\n", HEADING_WITHIN)[:HEADING_WITHIN]]

    def parts_names(delimiter: str) -> bool:
        try:
            heading(enumerate(csv.reader(lines, delimiter=delimiter)))
        except UnreadableFile:
            return False
        return True

    return max(DELIMITERS, key=lambda each: (parts_names(each), lines[0].count(each)))


def _bounded(row: list[str], line: int) -> list[str]:
    if len(row) > MOST_COLUMNS:
        raise UnreadableFile("too-wide", line=str(line))
    if any(len(cell) > LONGEST for cell in row):
        raise UnreadableFile("too-long", line=str(line))
    return row
