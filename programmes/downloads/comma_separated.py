"""Rows as CSV after RFC 4180, in pieces: UTF-8, one header line, no comments, nothing where a value is hidden."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from gateway.files.cells import spelled
from programmes.downloads.rows import COLUMNS, Row

CONTENT_TYPE = "text/csv; charset=utf-8; header=present"
PIECE = 500


def csv_lines(rows: Iterable[Row]) -> Iterator[bytes]:
    return pieces(COLUMNS, map(spelled, rows))


def pieces(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """A few hundred lines at a time: memory does not grow with the number of rows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    for number, row in enumerate(rows, 1):
        writer.writerow(row)
        if number % PIECE == 0:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    if rest := text.getvalue():
        yield rest.encode()
