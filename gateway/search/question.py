"""What a person typed, as clauses: words, "phrases", -exclusions, alternatives joined by OR, title: and author:.

Nothing typed is an error; what cannot be understood is taken as plain words.
"""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass

from gateway.search.analysis import COMMON_TERMS, fold, terms

CHARACTERS_AT_MOST = 1_000
PARTS_AT_MOST = 24
TEXT, TITLE, AUTHOR = "text", "title", "author"
FIELDS = {"title": TITLE, fold("عنوان"): TITLE, "author": AUTHOR, fold("مصنف"): AUTHOR}
_FIELD_AND_SPACE = re.compile(rf"(?<!\S)([-−]?(?:{'|'.join(FIELDS)}):)\s+(?=\S)", re.IGNORECASE)
"""A space after `title:` is a slip of the hand, not a word to be searched for."""
ALTERNATIVE = frozenset({"OR", "یا"})

_QUOTES = '"“”„«»'
_PIECE = re.compile(
    rf"(?P<minus>(?<!\S)[-−](?=[^\s−-]))?(?:(?P<field>[^\W\d_]+):)?"
    rf"(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)[{_QUOTES}]|(?P<word>[^\s{_QUOTES}]+))"
)


@dataclass(frozen=True)
class Part:
    """Terms to be found in a field, side by side where there are several; `typed` is how they were written."""

    terms: tuple[str, ...]
    field: str = TEXT
    typed: str = dataclasses.field(default="", compare=False)
    is_added: bool = dataclasses.field(default=False, compare=False)
    """Whether it is a synonym that the person did not type."""


Clause = tuple[Part, ...]
"""Alternatives, one of which must be found."""


@dataclass(frozen=True)
class Question:
    """Every clause is to be found and nothing of `without`; `run` is all terms in the order of plain typing."""

    clauses: tuple[Clause, ...] = ()
    without: tuple[Part, ...] = ()
    run: tuple[str, ...] = ()

    @property
    def parts(self) -> list[tuple[str, ...]]:
        return list(dict.fromkeys(part.terms for clause in self.clauses for part in clause if part.field != AUTHOR))

    @property
    def phrases(self) -> list[tuple[str, ...]]:
        return [part for part in self.parts if len(part) > 1]

    @property
    def terms(self) -> frozenset[str]:
        return frozenset(term for part in self.parts for term in part)

    @property
    def as_typed(self) -> tuple[str, ...]:
        """The words in their order, small ones too, for the bonus of a text that has them side by side."""
        return self.run if 1 < len(self.run) <= PARTS_AT_MOST else ()

    @property
    def is_special(self) -> bool:
        """Whether more than words and phrases was understood, so that the reader is told."""
        every = [part for clause in self.clauses for part in clause]
        return bool(self.without) or len(every) > len(self.clauses) or any(part.field != TEXT for part in every)

    def __bool__(self) -> bool:
        return bool(self.clauses or self.without)


@dataclass(frozen=True)
class Piece:
    """A word or a quotation as it stands in what was typed."""

    part: Part
    is_excluded: bool
    is_plain: bool
    is_or: bool


def question(text: str) -> Question:
    read = list(pieces(text[:CHARACTERS_AT_MOST]))
    without = [piece.part for piece in read if piece.is_excluded and piece.part.terms]
    groups = list(alternatives(read))
    clauses = telling([clause for group in groups for clause in clauses_of(group)])
    plain = all(len(group) == 1 and group[0].is_plain for group in groups)
    run = tuple(term for group in groups for term in group[0].part.terms) if plain else ()
    return Question(tuple(dict.fromkeys(clauses))[:PARTS_AT_MOST], tuple(dict.fromkeys(without))[:PARTS_AT_MOST], run)


def pieces(text: str) -> Iterator[Piece]:
    for match in _PIECE.finditer(_FIELD_AND_SPACE.sub(r"\1", text)):
        name = FIELDS.get(fold(match["field"] or ""))
        typed = match["quoted"] if match["quoted"] is not None else match["word"]
        if match["field"] and not name:
            typed = f"{match['field']}:{typed}"
        part = Part(tuple(terms(typed)[:PARTS_AT_MOST]), name or TEXT, typed.strip())
        is_plain = match["quoted"] is None and not name
        yield Piece(part, bool(match["minus"]), is_plain, is_plain and match.group() in ALTERNATIVE)


def alternatives(read: list[Piece]) -> Iterator[list[Piece]]:
    """What is wanted, in groups that OR joins; an OR with nothing to join is a word like any other."""
    group: list[Piece] = []
    joins = False
    for number, piece in enumerate(read):
        joinable = bool(group) and number + 1 < len(read) and is_wanted(read[number - 1]) and is_wanted(read[number + 1])
        if piece.is_or and joinable and not joins:
            joins = True
            continue
        if not is_wanted(piece):
            joins = False
            continue
        if group and not joins:
            yield group
            group = []
        group, joins = [*group, piece], False
    if group:
        yield group


def is_wanted(piece: Piece) -> bool:
    return bool(piece.part.terms) and not piece.is_excluded


def clauses_of(group: list[Piece]) -> list[Clause]:
    """A plain word of several terms asks for each of them; one among alternatives asks for them side by side."""
    if len(group) == 1 and group[0].is_plain:
        return [(Part((term,), typed=group[0].part.typed),) for term in group[0].part.terms]
    parts = tuple(dict.fromkeys(piece.part for piece in group))
    return [tuple(part for part in parts if not is_common(part)) or parts]


def telling(clauses: list[Clause]) -> list[Clause]:
    """The clauses without small words, unless these are all there is."""
    return [clause for clause in clauses if not all(map(is_common, clause))] or clauses


def is_common(part: Part) -> bool:
    return part.field == TEXT and len(part.terms) == 1 and part.terms[0] in COMMON_TERMS
