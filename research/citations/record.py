"""What every citation format is written from: plain values, no page and no database."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from anyascii import anyascii
from django.utils.encoding import uri_to_iri

from research.partial_dates import PartialDate
from research.vocabulary import Kind


@dataclass(frozen=True)
class Name:
    """A person has a family name and perhaps given names; an institution or a printed name is literal."""

    family: str
    given: str = ""
    literal: bool = False

    @property
    def inverted(self) -> str:
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def natural(self) -> str:
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True)
class Citation:
    kind: Kind
    title: str
    date: PartialDate
    names: tuple[Name, ...] = ()
    publisher: str = ""
    language: str = "en"
    doi: str = ""
    isbn: str = ""
    url: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    version: str = ""
    state: str = ""
    """correction, concern or retraction, where one concerns the version that is cited."""
    standing: str = ""
    """The same for people, with its date: `Retracted, March 2025`."""
    notice: str = ""
    """What the notice says, after its standing."""
    key: str = ""

    def __post_init__(self) -> None:
        if not self.key:
            object.__setattr__(self, "key", plain_key(self))

    @property
    def address(self) -> str:
        return f"https://doi.org/{self.doi}" if self.doi else self.url

    @property
    def shown_address(self) -> str:
        """An address in Urdu letters, not with six signs for each of them."""
        return self.address if self.doi else uri_to_iri(self.address)


def plain_key(citation: Citation) -> str:
    """First author, year and first word of the title, in ASCII letters: `khan2025counting`."""
    author = citation.names[0].family if citation.names else ""
    words = [_first_word(author), str(citation.date.year), _first_word(citation.title)]
    return "".join(words)


def _first_word(text: str) -> str:
    words = re.findall(r"[a-z0-9]+", anyascii(text).lower())
    return next((word for word in words if word not in {"a", "an", "the"}), "")


def with_unique_keys(citations: Iterable[Citation]) -> list[Citation]:
    """In one bibliography each key stands once: the second of its kind gets `-2`, and so on."""
    taken: set[str] = set()
    unique = []
    for citation in citations:
        key, number = citation.key, 2
        while key in taken:
            key, number = f"{citation.key}-{number}", number + 1
        taken.add(key)
        unique.append(replace(citation, key=key))
    return unique


def one_line(text: str) -> str:
    """White space and control characters, line breaks among them, become single spaces."""
    return re.sub(r"[\s\x00-\x1f\x7f\u2028\u2029]+", " ", text).strip()
