"""Which words of a search each hit does not hold, asked of the indexes that its reader may see."""

from haystack.query import SearchQuerySet

from gateway.search.audience import Scope
from gateway.search.question import TEXT, Clause, Question
from gateway.search.ranking import having
from gateway.search.understood import told

CLAUSES_AT_MOST = 8


def left_out(scopes: list[Scope], words: Question, found: list[int]) -> dict[int, tuple[str, ...]]:
    """By page; of a very long search nothing is told."""
    if not found or len(words.clauses) > CLAUSES_AT_MOST:
        return {}
    held = {clause: holders(scopes, clause, found) for clause in words.clauses}
    return {pk: tuple(dict.fromkeys(named(clause) for clause, pages in held.items() if pk not in pages)) for pk in found}


def named(clause: Clause) -> str:
    """What a page lacks in its title it may hold in its text, so the field is told too."""
    fields = {part.field for part in clause if not part.is_added}
    return f"{fields.pop()}:{told(clause)}" if len(fields) == 1 and TEXT not in fields else told(clause)


def holders(scopes: list[Scope], clause: Clause, found: list[int]) -> set[int]:
    return {int(result.pk) for scope in scopes for result in asked(scope, clause, found)[: len(found)]}


def asked(scope: Scope, clause: Clause, found: list[int]) -> SearchQuerySet:
    answer = SearchQuerySet(using=scope.index).filter(having(clause)).filter(django_id__in=found)
    for written in scope.filters:
        answer = answer.narrow(written)
    return answer
