"""Asks the indexes that a reader may see, through Haystack, and brings their answers into one order."""

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import combinations
from operator import and_, or_

from haystack.backends import SQ
from haystack.models import SearchResult
from haystack.query import SearchQuerySet

from gateway.search.asked import Asked
from gateway.search.audience import Scope
from gateway.search.engine.query import Bonus, Source, Weighted
from gateway.search.question import AUTHOR, TEXT, Clause, Part, Question
from gateway.search.recency import DEPTH, recent_first
from gateway.search.search_indexes import FACETS

ENOUGH = 10
SENTENCE = 5
"""So many words side by side are taken for a quotation."""
COMBINED_AT_MOST = 6
"""Of more words than these not all combinations are tried: pages with any of them follow, most words first."""
FACET_VALUES_AT_MOST = 500
TITLE_WEIGHT = 2.0
SUBJECT = "subject"
SUBJECT_WEIGHT = 0.3
"""Of a theme's name beside the page's own words: who searches for it finds all its pages, those that speak of it first."""
ADDED_WEIGHT = 0.5
"""Of a synonym: the words that were typed come first."""
FIELD_WEIGHTS = {"title": TITLE_WEIGHT, SUBJECT: SUBJECT_WEIGHT}
ORDERS = {"newest": "-date", "oldest": "date"}


@dataclass
class Ranking:
    total: int = 0
    results: list[SearchResult] = field(default_factory=list)
    facets: dict[str, Counter[str]] = field(default_factory=lambda: {facet: Counter() for facet in FACETS})
    widened: bool = False
    with_all_words: int = 0
    with_most: bool = False
    """Whether what was added holds most of the words, and not only some."""
    condition: SQ | None = None
    """What was asked of the engines in the end; none where there was nothing to ask for."""
    leaving_out: dict[str, int] = field(default_factory=dict)
    """How many pages would be found without what is chosen of a facet."""


def ranked(scopes: list[Scope], asked: Asked, words: Question, limit: int) -> Ranking:
    """The results, and the facets' counts: each facet's without its own choice, so that they say what one more would add."""
    ranking = looked_for(scopes, asked, words, limit)
    if ranking.condition is not None:
        for facet in asked.filters:
            ranking.leaving_out[facet], ranking.facets[facet] = counted_without(scopes, asked, ranking.condition, facet)
    return ranking


def counted_without(scopes: list[Scope], asked: Asked, condition: SQ, facet: str) -> tuple[int, Counter[str]]:
    total, counts = 0, Counter[str]()
    for scope in scopes:
        answer = looked_up(scope, replace(asked.choosing(facet), sort="relevance"), condition, [facet])
        answer[:1]
        total += len(answer)
        counts.update(counts_of(answer).get(facet, {}))
    return total, counts


def looked_for(scopes: list[Scope], asked: Asked, words: Question, limit: int) -> Ranking:
    """Pages with all the words; where these are few, pages with most of them after those, and where even these are, with any."""
    if not words:
        return Ranking() if asked.text else merged(scopes, asked, SQ(), limit)
    strict = merged(scopes, asked, having_all(words), max(limit, ENOUGH))
    if strict.total >= ENOUGH or len(words.clauses) < 2:
        return strict
    found = strict
    if 2 < len(words.clauses) <= COMBINED_AT_MOST:
        found = filled_up(strict, merged(scopes, asked, having_most(words), limit + ENOUGH))
        found.with_most = found.widened
    if found.total >= ENOUGH:
        return found
    return filled_up(found, merged(scopes, asked, having_any(words), limit + ENOUGH))


def filled_up(found: Ranking, wide: Ranking) -> Ranking:
    """What was found with more of the words, and then what fewer of them add; the same where they add nothing."""
    if wide.total <= found.total:
        return found
    first = {result.pk for result in found.results}
    wide.results = found.results + [result for result in wide.results if result.pk not in first]
    wide.widened, wide.with_all_words = True, found.with_all_words if found.widened else found.total
    return wide


def merged(scopes: list[Scope], asked: Asked, condition: SQ, limit: int) -> Ranking:
    ranking = Ranking(condition=condition)
    for scope in scopes:
        answer = looked_up(scope, asked, condition, [facet for facet in FACETS if facet not in asked.filters])
        ranking.results += answer[: -(-limit // DEPTH) * DEPTH]
        ranking.total += len(answer)
        for facet, counts in counts_of(answer).items():
            ranking.facets[facet].update(counts)
    found = list({result.pk: result for result in ranking.results}.values())
    ranking.total -= len(ranking.results) - len(found)  # a page may change its index between the two questions
    ranking.results = in_order(found, asked.order)[:limit]
    return ranking


def counts_of(answer: SearchQuerySet) -> dict[str, dict[str, int]]:
    return {facet: dict(counts) for facet, counts in (answer.facet_counts().get("fields") or {}).items()}


def looked_up(scope: Scope, asked: Asked, condition: SQ, facets: list[str]) -> SearchQuerySet:
    found = SearchQuerySet(using=scope.index)
    found = found.filter(condition) if condition else found.all()
    for written in (*scope.filters, *asked.written_filters()):
        found = found.narrow(written)
    for facet in facets:
        found = found.facet(facet, size=FACET_VALUES_AT_MOST)
    return found.order_by(ORDERS[asked.order]) if asked.order in ORDERS else found


def in_order(results: list[SearchResult], order: str) -> list[SearchResult]:
    if order == "relevance":
        return recent_first(sorted(results, key=lambda result: -result.score))
    if order == "newest":
        return sorted(results, key=lambda result: str(result.date or ""), reverse=True)
    return sorted(results, key=lambda result: (not result.date, str(result.date or "")))


def having_all(words: Question) -> SQ:
    found = [reduce(and_, map(having, words.clauses))] if words.clauses else []
    if words.as_typed:
        run = Bonus(" ".join(words.as_typed))
        found = [found[0] | SQ(text__exact=run) | SQ(title__exact=run)]
    if len(words.as_typed) >= SENTENCE:
        found = [found[0] | (SQ(text__exact=Source(" ".join(words.as_typed))) & SQ(kind="publication"))]
    return without(words, *found)


def having_most(words: Question) -> SQ:
    """At least two thirds of the clauses; who has more of them matches in more ways and comes first."""
    least = min(-(-2 * len(words.clauses) // 3), len(words.clauses) - 1)
    return without(words, reduce(or_, [reduce(and_, map(having, some)) for some in combinations(words.clauses, least)]))


def having_any(words: Question) -> SQ:
    return without(words, reduce(or_, map(having, words.clauses)))


def without(words: Question, *found: SQ) -> SQ:
    return reduce(and_, [*found, *(~holding(part) for part in words.without)])


def having(clause: Clause) -> SQ:
    return reduce(or_, map(holding, clause))


def holding(part: Part) -> SQ:
    """A term or a phrase in its field; where any field will do, it counts for more in the title, and less in a theme's name."""
    fields = (TEXT, "title", AUTHOR, SUBJECT) if part.field == TEXT else (part.field,)
    kind = "__exact" if len(part.terms) > 1 else ""
    value, weight = " ".join(part.terms), ADDED_WEIGHT if part.is_added else 1.0
    weighted = {name: Weighted(value, weight * FIELD_WEIGHTS.get(name, 1.0)) for name in fields}
    return reduce(or_, [SQ(**{f"{name}{kind}": value}) for name, value in weighted.items()])
