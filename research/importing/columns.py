"""The columns of a list of publications: their names, what else they may be called, and a table's rows as records."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from itertools import islice

from gateway.search.analysis import fold
from research.importing.bounds import UnreadableFile
from research.importing.record import LISTS, TEXTS, Note, Record, doubt

COLUMNS = ("title", "title_ur", "authors", *TEXTS[2:], *LISTS[1:])
ALSO_CALLED = {
    "title in urdu": "title_ur",
    "urdu title": "title_ur",
    "عنوان": "title",
    "author": "authors",
    "مصنف": "authors",
    "مصنفین": "authors",
    "published": "date",
    "year": "date",
    "date of publication": "date",
    "تاریخ": "date",
    "سال": "date",
    "type": "kind",
    "institution": "publisher",
    "ناشر": "publisher",
    "زبان": "language",
    "license": "licence",
    "link": "url",
    "خلاصہ": "summary",
    "description": "summary",
    "keywords": "themes",
    "theme": "themes",
    "lifecycle stages": "stages",
    "stage": "stages",
    "area": "areas",
    "province": "areas",
    "programme": "programmes",
    "related programmes": "programmes",
    "course": "courses",
    "related courses": "courses",
}
NAMES = {name.replace("_", " "): name for name in COLUMNS} | {fold(name): column for name, column in ALSO_CALLED.items()}
EXAMPLE = {
    "title": "EXAMPLE: Cash transfers and schooling in Sindh",
    "title_ur": "مثال: سندھ میں نقد امداد اور تعلیم",
    "authors": "Khan, Amna; World Bank",
    "date": "2025-02",
    "kind": "report",
    "publisher": "World Bank",
    "language": "English",
    "doi": "10.1234/example",
    "url": "https://example.org/report",
    "summary": "This line is an example and is never imported. Delete it or leave it.",
    "themes": "Health and education links; Digital payments",
    "areas": "Sindh",
}
HEADING_WITHIN = 10
"""How many rows may stand above the list and with it."""


def heading(rows: Iterator[tuple[int, Sequence[str]]]) -> tuple[dict[int, str], list[Note]]:
    """The columns as the first row has them that names title and date: a list may begin with a title of its own."""
    refusals = []
    for _line, cells in islice(rows, HEADING_WITHIN):
        try:
            return header(cells)
        except UnreadableFile as refused:
            refusals.append(refused)
    if not refusals:
        raise UnreadableFile("no-works")
    raise min(refusals, key=lambda refused: len(refused.note.values["missing"]))


def header(cells: Sequence[str]) -> tuple[dict[int, str], list[Note]]:
    """The column that each place of a row belongs to. Raises UnreadableFile where title or date is missing."""
    found: dict[int, str] = {}
    unknown = []
    for place, cell in enumerate(cells):
        name = NAMES.get(" ".join(fold(cell).replace("_", " ").split()))
        if name and name not in found.values():
            found[place] = name
        elif cell.strip():
            unknown.append(cell.strip()[:60])
    missing = [name for name in ("title", "date") if name not in found.values()]
    if missing:
        raise UnreadableFile("no-column", missing=", ".join(missing))
    return found, [_unknown_column(cell) for cell in unknown[:10]]


def _unknown_column(cell: str) -> Note:
    near = get_close_matches(fold(cell), NAMES, n=1, cutoff=0.75)
    return doubt("unknown-column-near", name=cell, near=NAMES[near[0]]) if near else doubt("unknown-column", name=cell)


def records(places: dict[int, str], rows: Iterable[tuple[int, Sequence[str]]]) -> Iterable[Record]:
    """Empty rows and the template's example are passed over."""
    for line, cells in rows:
        record = Record(line)
        for place, name in places.items():
            if place < len(cells):
                record.put(name, cells[place])
        if (record.texts or any(record.lists.values())) and record["title"] != EXAMPLE["title"]:
            yield record
