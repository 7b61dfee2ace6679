"""Lists in RIS, as reference managers and library systems write them."""

import re
from collections.abc import Iterator

import rispy

from research.importing.bounds import UnreadableFile
from research.importing.record import Note, Record, doubt
from research.importing.text_files import text_of
from research.vocabulary import Kind

BEGINNING = re.compile(r"^TY  ?- ?", re.M)
END = re.compile(r"^ER  ?-.*", re.M | re.S)
KINDS = {
    "RPRT": Kind.REPORT,
    "GOVDOC": Kind.REPORT,
    "UNPB": Kind.WORKING_PAPER,
    "STAT": Kind.LAW,
    "BILL": Kind.LAW,
    "DATA": Kind.DATASET,
    "AGGR": Kind.DATASET,
}
OTHER_KINDS = {
    "JOUR": "journal article",
    "BOOK": "book",
    "CHAP": "chapter of a book",
    "CONF": "conference paper",
    "CPAPER": "conference paper",
    "THES": "thesis",
}
FIELDS = {
    "title": ("title", "primary_title"),
    "date": ("date", "year", "publication_year"),
    "publisher": ("publisher",),
    "language": ("language",),
    "doi": ("doi",),
    "isbn": ("issn",),
    "abstract": ("abstract", "notes_abstract"),
}


def read_ris(content: bytes) -> tuple[list[Record], list[Note]]:
    text, remarks = text_of(content)
    if not BEGINNING.search(text):
        raise UnreadableFile("no-ris")
    return [_record(line, part) for line, part in _parts(text)], remarks


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The text of each work and its first line; one that has no end of its own ends where the next begins."""
    starts = [match.start() for match in BEGINNING.finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield text.count("\n", 0, start) + 1, text[start:end]


def _record(line: int, part: str) -> Record:
    record = Record(line)
    if not END.search(part):
        record.notes.append(doubt("no-end"))
    whole = re.sub(r"^([A-Z][A-Z0-9]) {1,2}- ?", r"\1  - ", END.sub("", part), flags=re.M)
    [entry] = rispy.loads(f"{whole.rstrip()}\nER  - \n")
    for name, keys in FIELDS.items():
        record.put(name, next((entry[key] for key in keys if entry.get(key)), ""))
    record.put("url", next(iter(entry.get("urls", [])), ""))
    record.put("kind", entry.get("type_of_work") or KINDS.get(entry["type_of_reference"].upper(), ""))
    if not record["kind"]:
        kind = entry["type_of_reference"]
        record.put("kind", OTHER_KINDS.get(kind.upper(), kind))
    authors = entry.get("authors") or entry.get("first_authors") or []
    record.put("authors", "\n".join(" ".join(name.split()).rstrip(",") for name in authors))
    record.put("themes", "\n".join(entry.get("keywords", [])))
    return record
