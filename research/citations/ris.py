"""RIS, for EndNote, Zotero, Mendeley and library systems."""

from collections.abc import Iterable, Iterator

from research.citations.record import Citation, one_line
from research.partial_dates import PartialDate
from research.vocabulary import Kind

TYPES = {Kind.LAW: "STAT", Kind.DATASET: "DATA", Kind.WORKING_PAPER: "UNPB", Kind.STATEMENT: "GEN", Kind.NOTE: "GEN"}


def write_ris(citations: Iterable[Citation]) -> str:
    return "".join(_record(citation) for citation in citations)


def _record(citation: Citation) -> str:
    lines = [f"{tag}  - {one_line(value)}" for tag, value in _lines(citation) if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def _lines(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", TYPES.get(citation.kind, "RPRT")
    yield "ID", citation.key
    for name in citation.names:
        yield "AU", name.inverted
    yield "TI", citation.title
    yield "ET", citation.version
    yield "PB", citation.publisher
    yield "M3", citation.kind.english
    yield "PY", str(citation.date.year)
    yield "DA", _date(citation.date)
    yield "LA", citation.language
    yield "DO", citation.doi
    yield "SN", citation.isbn
    yield "UR", citation.url
    for keyword in citation.keywords:
        yield "KW", keyword
    yield "AB", citation.abstract
    yield "N1", citation.notice


def _date(date: PartialDate) -> str:
    """The format wants all its slashes, however little is known: `2025/02//`."""
    return date.joined("/") + "/" * (4 - len(date.parts))
