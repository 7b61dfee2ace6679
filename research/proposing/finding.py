"""Title, authors, date, language and identifiers of a work, guessed from its PDF; each with where it was found."""

import re
import unicodedata
from contextlib import suppress
from datetime import date
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError

from gateway.taxonomy.models import Institution
from research.identifiers import validate_isbn
from research.importing.dates import ENGLISH, partial_date, urdu_months
from research.importing.vocabulary import people, terms
from research.proposing.languages import language
from research.proposing.title_lines import BETWEEN, title_in

PROPERTIES, FIRST_PAGE, TEXT, FILE_NAME, FILE_DATE = "properties", "first-page", "text", "file-name", "file-date"
JUNK_TITLE = re.compile(
    r"microsoft|untitled|\.(docx?|indd|pdf|qxd|pptx?|xlsx?)\b|^(document|slide|doc|layout)\s*\d*$|^\W*$", re.I
)
JUNK_AUTHOR = re.compile(
    r"^(admin\w*|user\w*|owner|author|unknown|microsoft.*|hp|dell|lenovo|pc|windows.*|\w{1,2}|.*\d{3}.*)$", re.I
)
DOI = re.compile(r"\b10\.[0-9]{4,9}/[^\s<>\"{}\\]*[^\s<>\"{}\\.,;:)\]]")
ISBN = re.compile(r"ISBN(?:-1[03])?:?\s*((?:97[89][- ]?)?[0-9][0-9 -]{7,14}[0-9X])\b", re.I)
YEAR = re.compile(r"(?<![0-9/.-])(?:19|20)[0-9]{2}(?![0-9/-])")
BY = re.compile(r"^(?:by|authors?:?|written by|prepared by|(?:مصنف|مصنفین):?)\s+(.{3,200})$", re.I)


def find(facts: dict[str, Any], file_name: str) -> dict[str, tuple[str, str]]:
    """Value and source by field; what was not found is missing."""
    lines = [(plain(text), size) for text, size in facts.get("lines", ())]
    text = plain(facts.get("text", ""))
    metadata = {name: plain(value) for name, value in facts.get("metadata", {}).items()}
    found = {
        "title": _title(metadata, lines, file_name),
        "authors": _authors(metadata, lines),
        "date": _date(metadata, lines, text),
        "language": (language(text), TEXT) if text.strip() else None,
        "doi": (match[0], TEXT) if (match := DOI.search(text)) else None,
        "isbn": _isbn(text),
    }
    return {name: value for name, value in found.items() if value}


def plain(text: str) -> str:
    """PDF files write Arabic letters in their printed shapes, and some letters together."""
    return unicodedata.normalize("NFKC", text).replace("\r\n", "\n").replace("\r", "\n")


def _title(metadata: dict[str, str], lines: list[tuple[str, float]], file_name: str) -> tuple[str, str]:
    title = " ".join(metadata.get("Title", "").split())
    if len(title.split()) > 1 and not JUNK_TITLE.search(title):
        return title[:255], PROPERTIES
    largest = title_in(lines)
    if len(largest.split()) > 1:
        return largest[:255], FIRST_PAGE
    name = " ".join(re.sub(r"[_+-]+", " ", PurePath(file_name).stem).split())
    return name[:1].upper() + name[1:255], FILE_NAME


def _authors(metadata: dict[str, str], lines: list[tuple[str, float]]) -> tuple[str, str] | None:
    named = [name for name in re.split(r"[;\n]| and ", metadata.get("Author", "")) if not JUNK_AUTHOR.match(name.strip())]
    if names := [" ".join(name.split()) for name in named if len(name.split()) > 1]:
        return "\n".join(names), PROPERTIES
    for text, _size in lines:
        if match := BY.match(text):
            return "\n".join(filter(None, BETWEEN.split(match[1]))), FIRST_PAGE
    known_people, institutions = people(), terms(Institution)
    written = [name for text, _size in lines for name in (text, *BETWEEN.split(text))]
    names = [name for name in written if len(name) > 2 and (known_people[name] or institutions[name])]
    return ("\n".join(dict.fromkeys(names)), FIRST_PAGE) if names else None


def _date(metadata: dict[str, str], lines: list[tuple[str, float]], text: str) -> tuple[str, str] | None:
    first_page = "\n".join(text for text, _size in lines)
    for place, source in ((first_page, FIRST_PAGE), (text, TEXT)):
        if found := _exact_date(place):
            return found, source
        years = [year for year in YEAR.findall(place) if int(year) <= date.today().year]
        if years:
            return years[0] if source == FIRST_PAGE else max(years), source
    made = re.match(r"D:((?:19|20)[0-9]{2})", metadata.get("CreationDate", ""))
    return (made[1], FILE_DATE) if made else None


def _exact_date(text: str) -> str:
    months = "|".join([*ENGLISH, *(name[:3] for name in ENGLISH), *urdu_months()])
    for match in re.finditer(rf"(?:\b[0-9]{{1,2}}\s+)?\b(?:{months})\.?,?\s+(?:19|20)[0-9]{{2}}\b", text, re.I):
        if found := partial_date(match[0]):
            return str(found)
    return ""


def _isbn(text: str) -> tuple[str, str] | None:
    for match in ISBN.finditer(text):
        with suppress(ValidationError):
            validate_isbn(match[1])
            return match[1], TEXT
    return None
