"""The authors of a line: people and institutions that are known, and names to be printed as they stand."""

import re
from collections.abc import Iterable

from research.importing.record import Note, doubt
from research.importing.vocabulary import Vocabulary
from research.models.parts import Author

ORCID = re.compile(r"[(\[]?(?:https?://orcid\.org/)?((?:[0-9]{4}-){3}[0-9]{3}[0-9X])[)\]]?")
TOGETHER = re.compile(r"(?<=\.)\s+(?:and|&)\s+(?=[^,]+,\s*[A-Z]\.)")
LONGEST_NAME = 200


def one_by_one(names: Iterable[str]) -> list[str]:
    """`Ali, B. and Khan, C.` are two; `Ministry of Finance, Revenue and Planning` is one."""
    return [one for name in names for one in ([name] if "{" in name else TOGETHER.split(name))]


def author(name: str, known: Vocabulary) -> tuple[dict, Note | None]:
    """The fields of an `Author`, and a doubt when the name is not known."""
    orcid = ORCID.search(name)
    plain = ORCID.sub("", name).strip(" {},")
    if orcid and (person := known.people[orcid[1]]):
        return {"person": person}, None
    if person := known.people[plain]:
        return {"person": person}, None
    if institution := known.institutions[plain]:
        return {"institution": institution}, None
    printed = natural(plain) if "{" not in name else plain
    return {"printed_name": printed[:LONGEST_NAME]}, unknown_author(plain, known)


def natural(name: str) -> str:
    """`Khan, Amna` as a page prints it."""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma and "," not in given else name


def unknown_author(name: str, known: Vocabulary) -> Note:
    if known.people.is_shared(name):
        return doubt("author-shared", name=name)
    near = known.people.near(name) + known.institutions.near(name)
    return doubt("author-near", name=name, near="; ".join(near[:3])) if near else doubt("author-unknown", name=name)


def label(fields: dict) -> str:
    return str(Author(**fields))
