"""From an uploaded file to records: the one door of all four formats, with its limits."""

from collections.abc import Callable
from pathlib import PurePath
from typing import NamedTuple

from research.importing.bibtex_files import read_bibtex
from research.importing.bounds import MOST_BYTES, MOST_WORKS, UnreadableFile
from research.importing.comma_separated import read_csv
from research.importing.record import Note, Record
from research.importing.ris_files import read_ris
from research.importing.workbooks import read_xlsx


class Reading(NamedTuple):
    """`remarks` concern the file as a whole."""

    form: str
    records: list[Record]
    remarks: list[Note]


READERS: dict[str, Callable[[bytes], tuple[list[Record], list[Note]]]] = {
    "csv": read_csv,
    "xlsx": read_xlsx,
    "ris": read_ris,
    "bib": read_bibtex,
}


def read(name: str, content: bytes) -> Reading:
    """Raises UnreadableFile, whose note says what to do."""
    form = PurePath(name).suffix.lower().lstrip(".")
    form = {"bibtex": "bib", "tsv": "csv"}.get(form, form)
    if form not in READERS:
        raise UnreadableFile("unknown-format")
    if len(content) > MOST_BYTES:
        raise UnreadableFile("too-large", most=str(MOST_BYTES // 1024**2))
    records, remarks = READERS[form](content)
    if not records:
        raise UnreadableFile("no-works")
    if len(records) > MOST_WORKS:
        raise UnreadableFile("too-many", most=str(MOST_WORKS), count=str(len(records)))
    return Reading(form, records, remarks)
