"""Synonyms at the moment of a search: every word or phrase of a group finds what the others find."""

from dataclasses import replace
from functools import lru_cache

from django.db.models import Count, Max
from django.utils.translation import get_language

from gateway.search.analysis import COMMON_TERMS, terms
from gateway.search.models import SynonymGroup
from gateway.search.question import AUTHOR, Clause, Part, Question

ADDED_AT_MOST = 6
LONGEST_RUN = 8
Table = dict[tuple[str, ...], tuple[Part, ...]]


def with_synonyms(asked: Question) -> Question:
    """The question with the words of the reader's groups as alternatives; one query, for the groups' generation."""
    if not asked.clauses:
        return asked
    generation = SynonymGroup.objects.aggregate(count=Count("pk"), changed=Max("changed_at"))
    if not generation["count"]:
        return asked
    return expanded(asked, table(get_language() or "en", *generation.values()))


@lru_cache(maxsize=4)
def table(language: str, count: int, changed: object) -> Table:
    """What else to look for, by the terms of an expression; read anew whenever a group was changed anywhere."""
    found: Table = {}
    for group in SynonymGroup.objects.filter(is_on=True, language__in=["", language]):
        parts = [Part(tuple(terms(line)), typed=line, is_added=True) for line in group.lines]
        for part in parts:
            others = [other for other in parts if other.terms != part.terms]
            for key in {part.terms, telling(part.terms)}:
                found[key] = tuple(dict.fromkeys([*found.get(key, ()), *others]))[:ADDED_AT_MOST]
    return found


def telling(run: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(term for term in run if term not in COMMON_TERMS) or run


def expanded(asked: Question, known: Table) -> Question:
    """Words that are an expression only together get its synonyms each: (a or S) and (b or S) is (a and b) or S."""
    clauses: list[Clause] = [clause + added(clause, known) for clause in asked.clauses]
    for start in range(len(clauses)):
        for end in range(start + 2, min(start + LONGEST_RUN, len(clauses)) + 1):
            more = known.get(one_run(asked.clauses[start:end]), ())
            for number in range(start, end) if more else ():
                clauses[number] = tuple(dict.fromkeys([*clauses[number], *more]))
    return replace(asked, clauses=tuple(clauses))


def added(clause: Clause, known: Table) -> Clause:
    more = (replace(other, field=part.field) for part in clause if part.field != AUTHOR for other in known.get(part.terms, ()))
    return tuple(part for part in dict.fromkeys(more) if part not in clause)


def one_run(clauses: tuple[Clause, ...]) -> tuple[str, ...]:
    """The terms of single words that follow one another; none where something else stands between."""
    if all(len(clause) == 1 and clause[0].field == "text" and len(clause[0].terms) == 1 for clause in clauses):
        return tuple(clause[0].terms[0] for clause in clauses)
    return ()
