"""CSL-JSON, the data that citation processors such as Zotero's and Pandoc's read."""

import json
from collections.abc import Iterable

from research.citations.record import Citation, Name
from research.vocabulary import Kind, NoticeKind

TYPES = {Kind.LAW: "legislation", Kind.DATASET: "dataset", Kind.STATEMENT: "document", Kind.NOTE: "document"}


def write_csl(citations: Iterable[Citation]) -> str:
    return json.dumps([as_csl(citation) for citation in citations], ensure_ascii=False, indent=2)


def as_csl(citation: Citation) -> dict:
    item = {
        "id": citation.key,
        "type": TYPES.get(citation.kind, "report"),
        "genre": citation.kind.english,
        "title": citation.title,
        "author": [_name(name) for name in citation.names],
        "issued": {"date-parts": [citation.date.parts]},
        "edition": citation.version,
        "publisher": citation.publisher,
        "language": citation.language,
        "DOI": citation.doi,
        "ISBN": citation.isbn,
        "URL": citation.url,
        "abstract": citation.abstract,
        "keyword": ", ".join(citation.keywords),
        "note": citation.notice,
        "status": "retracted" if citation.state == NoticeKind.RETRACTION else "",
    }
    return {name: value for name, value in item.items() if value}


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.family}
    return {"family": name.family, "given": name.given} if name.given else {"family": name.family}
