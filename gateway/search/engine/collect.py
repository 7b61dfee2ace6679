"""One pass over the matching documents: how many, which come first, and their facets."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np
from whoosh.query import Query
from whoosh.searching import Searcher

from gateway.search.engine.columns import Flags, Integers, column, living, segment_of
from gateway.search.engine.matching import Match, Scores, match
from gateway.search.engine.memory import memory


@dataclass
class Collected:
    total: int = 0
    hits: list[tuple[float, int]] = field(default_factory=list)
    facets: dict[str, Counter[str]] = field(default_factory=dict)


Ranked = list[tuple[Any, int]]


def filled_leaves(searcher: Searcher) -> list[tuple[Searcher, int]]:
    """Each segment's searcher with the number of its first document; an index without a document has no segment."""
    return [(leaf, offset) for leaf, offset in searcher.leaf_searchers() if leaf.doc_count_all()]


def collect(
    searcher: Searcher, query: Query, filters: list[Query], facets: list[str], sort: tuple[str, bool] | None, limit: int
) -> Collected:
    """`sort` is a field and whether its highest value comes first; without one the best match does."""
    found = Collected(facets={name: Counter() for name in facets})
    ranked: Ranked = []
    for leaf, offset in filled_leaves(searcher):
        documents, scores = matching(leaf, query, filters)
        found.total += len(documents)
        for name in facets if len(documents) else ():
            found.facets[name].update(column(leaf, name).counts(documents))
        first = sorted_by(leaf, sort, documents, limit) if sort else best(documents, scores, limit)
        ranked += [(rank, offset + document) for rank, document in first]
    found.hits = [(0.0 if sort else rank, number) for rank, number in in_order(ranked, sort, limit)]
    return found


def matching(leaf: Searcher, query: Query, filters: list[Query]) -> tuple[Integers, Scores]:
    found = match(leaf, query)
    if found is None:
        return np.zeros(0, np.int64), np.zeros(0)
    for open_to in (living(leaf), *(documents(leaf, narrow) for narrow in filters)):
        if open_to is not None:
            found.found &= open_to
    numbers = np.flatnonzero(found.found)
    return numbers, found.scores[numbers]


def best(documents: Integers, scores: Scores, limit: int) -> Ranked:
    """The highest scores, earlier documents first among equals."""
    if limit < len(documents):
        documents, scores = cut(documents, scores, limit)
    order = np.lexsort((documents, -scores))
    return list(zip(scores[order].tolist(), documents[order].tolist(), strict=True))


def cut(documents: Integers, scores: Scores, limit: int) -> tuple[Integers, Scores]:
    if not limit:
        return documents[:0], scores[:0]
    least = np.partition(scores, -limit)[-limit]
    above = np.flatnonzero(scores > least)
    kept = np.concatenate([above, np.flatnonzero(scores == least)[: limit - len(above)]])
    return documents[kept], scores[kept]


def sorted_by(leaf: Searcher, sort: tuple[str, bool], documents: Integers, limit: int) -> Ranked:
    """By the first value of a field; those without one come last in either direction."""
    held, highest_first = column(leaf, sort[0]), sort[1]
    numbers = held.firsts[documents]
    ranks = numbers if highest_first else np.where(numbers < 0, -len(held.values) - 1, -numbers)
    return [(held.values[held.firsts[document]] if held.firsts[document] >= 0 else "", document)
            for _rank, document in best(documents, ranks.astype(np.float64), limit)]  # fmt: skip


def in_order(ranked: Ranked, sort: tuple[str, bool] | None, limit: int) -> Iterable[tuple[Any, int]]:
    """Of all segments, earlier documents first among equals."""
    if sort and not sort[1]:
        ranked.sort(key=lambda item: (not item[0], item[0], item[1]))
    else:
        ranked.sort(key=lambda item: item[1])
        ranked.sort(key=lambda item: item[0], reverse=True)
    return islice(ranked, limit)


def documents(leaf: Searcher, narrow: Query) -> Flags:
    """What a filter lets through, deleted documents too; kept for each segment."""

    def read() -> Flags:
        found: Match | None = match(leaf, narrow)
        return np.zeros(leaf.doc_count_all(), bool) if found is None else found.found

    let_through: Flags = memory.get((segment_of(leaf), "filter", repr(narrow)), read)
    return let_through
