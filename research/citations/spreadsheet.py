"""CSV for spreadsheets: one line a publication, safe to open in a program that runs formulas."""

import csv
import io
from collections.abc import Iterable

from research.citations.record import Citation

COLUMNS = (
    "title",
    "authors",
    "date",
    "kind",
    "publisher",
    "language",
    "doi",
    "isbn",
    "url",
    "keywords",
    "abstract",
    "version",
    "notice",
)


def write_csv(citations: Iterable[Citation]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([harmless(value) for value in _row(citation)] for citation in citations)
    # Excel takes a file without this mark for Latin-1, and Urdu for noise.
    return "\ufeff" + text.getvalue()


def harmless(value: str) -> str:
    """A spreadsheet would run a cell that begins like a formula; an apostrophe makes it text (OWASP, CSV injection)."""
    value = value.replace("\x00", "")
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else value


def _row(citation: Citation) -> tuple[str, ...]:
    return (
        citation.title,
        "; ".join(name.natural for name in citation.names),
        str(citation.date),
        citation.kind.english,
        citation.publisher,
        citation.language,
        citation.doi,
        citation.isbn,
        citation.url,
        "; ".join(citation.keywords),
        citation.abstract,
        citation.version,
        citation.notice,
    )
