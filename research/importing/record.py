"""A work as a file describes it, before anything is matched, and what is to be said about its line."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any, NamedTuple

LISTS = ("authors", "themes", "stages", "areas", "programmes", "courses")
TEXTS = (
    "title",
    "title_ur",
    "date",
    "kind",
    "publisher",
    "language",
    "doi",
    "isbn",
    "licence",
    "url",
    "summary",
    "summary_ur",
    "abstract",
    "abstract_ur",
    "plain_language",
)
LONGEST = 20_000
SEPARATORS = re.compile(r"[;؛|\n]")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
"""Neither the database nor XML takes these; a lone surrogate cannot even be written as UTF-8."""


class Note(NamedTuple):
    """Something to be said about a line: `words.WORDS[code]` says it, in the reader's language."""

    level: str
    code: str
    values: dict[str, str]


def error(code: str, **values: str) -> Note:
    return Note("error", code, values)


def doubt(code: str, **values: str) -> Note:
    return Note("warning", code, values)


@dataclass
class Record:
    """`line` is the line of the file, or the row of the sheet, where the work begins.

    An author is `Family, Given`, a natural name, or a name in braces that is not to be taken apart.
    """

    line: int
    texts: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.texts.get(name, "")

    def put(self, name: str, text: str) -> None:
        if name in LISTS:
            self.lists[name] = listed(text)
        elif text := clean(text):
            self.texts[name] = text

    def as_json(self) -> dict[str, Any]:
        return {"line": self.line, "texts": self.texts, "lists": self.lists, "notes": self.notes}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Record":
        return cls(**stored | {"notes": [Note(*note) for note in stored["notes"]]})


def clean(text: str) -> str:
    """Composed letters, plain line breaks, no control characters; what a spreadsheet was kept from running is text again."""
    plain = CONTROL.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()
    return plain[1:] if re.match(r"'[=+\-@]", plain) else plain


def listed(text: str) -> list[str]:
    return [name for part in SEPARATORS.split(text) if (name := " ".join(clean(part).split()))]
