"""Lists in BibTeX, as LaTeX and most reference managers write them."""

import logging
import re

import bibtexparser
from bibtexparser import middlewares
from bibtexparser.model import DuplicateBlockKeyBlock, Entry, ParsingFailedBlock

from research.importing.bounds import UnreadableFile
from research.importing.latex import decoded
from research.importing.record import Note, Record, doubt, error
from research.importing.text_files import text_of
from research.vocabulary import Kind

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)

KINDS = {"techreport": Kind.REPORT, "report": Kind.REPORT, "unpublished": Kind.WORKING_PAPER, "dataset": Kind.DATASET}
FIELDS = {
    "title": ("title",),
    "date": ("date",),
    "publisher": ("publisher", "institution", "organization", "school"),
    "language": ("language", "langid"),
    "isbn": ("isbn",),
    "abstract": ("abstract",),
}
VERBATIM = {"doi": ("doi",), "url": ("url",)}


def read_bibtex(content: bytes) -> tuple[list[Record], list[Note]]:
    text, remarks = text_of(content)
    if "@" not in text:
        raise UnreadableFile("no-bibtex")
    library = bibtexparser.parse_string(text)
    found = [record for block in library.blocks if (record := _record(block))]
    return sorted(found, key=lambda record: record.line), remarks


def _record(block: object) -> Record | None:
    if isinstance(block, DuplicateBlockKeyBlock):
        # Two works under one key are two works; the library stops reading the second before it takes its quotes off.
        bare = middlewares.RemoveEnclosingMiddleware(allow_inplace_modification=True)
        return _entry(bare.transform_entry(block.ignore_error_block, None))
    if isinstance(block, ParsingFailedBlock):
        return Record((block.start_line or 0) + 1, notes=[error("broken-bibtex")])
    return _entry(block) if isinstance(block, Entry) else None


def _entry(entry: Entry) -> Record:
    record = Record((entry.start_line or 0) + 1)
    fields = {name.lower(): str(field.value) for name, field in entry.fields_dict.items()}
    for name, keys in FIELDS.items():
        record.put(name, decoded(_first(fields, keys)))
    for name, keys in VERBATIM.items():
        record.put(name, _first(fields, keys).replace("\\_", "_").replace("\\%", "%").replace("\\&", "&"))
    if not record["date"]:
        record.put("date", f"{fields.get('month', '')} {fields.get('year', '')}")
    record.put("kind", decoded(fields.get("type", "")) or KINDS.get(entry.entry_type, entry.entry_type))
    names = _names(fields.get("author", ""))
    if "others" in names:
        record.notes.append(doubt("more-authors"))
    record.put("authors", "\n".join(_author(name) for name in names if name != "others"))
    record.put("themes", re.sub(r"[,;]", "\n", decoded(fields.get("keywords", ""))))
    return record


def _first(fields: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((fields[key] for key in keys if fields.get(key)), "")


def _names(text: str) -> list[str]:
    """Parted by `and` outside braces: `{Ministry of Finance and Revenue} and Khan, Amna` are two."""
    return middlewares.names.split_multiple_persons_names(text)


def _author(name: str) -> str:
    whole = name.strip()
    literal = whole.startswith("{") and whole.endswith("}")
    plain = re.sub(r"[{};؛|\n]", " ", decoded(whole))
    return f"{{{plain}}}" if literal else plain
