"""BibTeX, for LaTeX and most reference managers."""

import re
from collections.abc import Iterable

from research.citations.record import Citation, Name, one_line
from research.vocabulary import Kind

ENTRY_TYPES = {
    Kind.REPORT: "techreport",
    Kind.WORKING_PAPER: "techreport",
    Kind.POLICY_BRIEF: "techreport",
    Kind.EVALUATION: "techreport",
    Kind.GUIDE: "techreport",
}
SPECIAL = {
    "\\": r"\textbackslash{}",
    # A bare escaped brace still counts as a brace to BibTeX's own parser.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {character: f"\\{character}" for character in "&%$#_"}


def write_bibtex(citations: Iterable[Citation]) -> str:
    return "\n".join(_entry(citation) for citation in citations)


def escape(text: str) -> str:
    return re.sub(r"[\\{}~^&%$#_]", lambda match: SPECIAL[match[0]], one_line(text))


def _entry(citation: Citation) -> str:
    entry_type = ENTRY_TYPES.get(citation.kind, "misc")
    fields = {name: value for name, value in _fields(citation, entry_type).items() if value}
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@{entry_type}{{{citation.key},", *lines, "}", ""])


def _fields(citation: Citation, entry_type: str) -> dict[str, str]:
    return {
        "author": " and ".join(_name(name) for name in citation.names),
        # The inner braces keep capitals as they are written.
        "title": f"{{{escape(citation.title)}}}",
        "institution" if entry_type == "techreport" else "publisher": f"{{{escape(citation.publisher)}}}"
        if citation.publisher
        else "",
        "type": escape(citation.kind.english),
        "year": str(citation.date.year),
        "month": str(citation.date.month or ""),
        "date": str(citation.date),
        "edition": escape(citation.version),
        "note": escape(citation.notice),
        "language": citation.language,
        "doi": _verbatim(citation.doi),
        "isbn": citation.isbn,
        "url": _verbatim(citation.url),
        "keywords": ", ".join(map(escape, citation.keywords)),
        "abstract": escape(citation.abstract),
    }


def _name(name: Name) -> str:
    return f"{{{escape(name.family)}}}" if name.literal else escape(name.inverted)


def _verbatim(address: str) -> str:
    """Addresses are read as they stand; only what would end the field is encoded."""
    return one_line(address).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C").replace(" ", "%20")
