"""One pass over the matching documents: how many, which come first, and their facets."""

import heapq
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from whoosh.query import Query
from whoosh.searching import Searcher

from gateway.search.engine.schema import SEPARATOR

FACTS_KEPT = 2_000


@dataclass
class Collected:
    total: int = 0
    hits: list[tuple[float, int]] = field(default_factory=list)
    facets: dict[str, Counter[str]] = field(default_factory=dict)


class SegmentMemory:
    """What was worked out for a segment of an index; segments never change, they are only replaced."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, ...], Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[str, ...], make: Callable[[], Any]) -> Any:
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        value = make()
        with self._lock:
            self._known[key] = value
            while len(self._known) > FACTS_KEPT:
                self._known.popitem(last=False)
        return value


memory = SegmentMemory()


def filled_leaves(searcher: Searcher) -> list[tuple[Searcher, int]]:
    """Each segment's searcher with the number of its first document; an index without a document has no segment."""
    return [(leaf, offset) for leaf, offset in searcher.leaf_searchers() if leaf.doc_count_all()]


def collect(
    searcher: Searcher, query: Query, filters: list[Query], facets: list[str], sort: tuple[str, bool] | None, limit: int
) -> Collected:
    """`sort` is a field and whether its highest value comes first; without one the best match does."""
    found = Collected(facets={name: Counter() for name in facets})
    ranked: list[tuple[Any, int]] = []
    for leaf, offset in filled_leaves(searcher):
        matches = list(matching(leaf, query, filters, scored=sort is None))
        found.total += len(matches)
        for name in facets:
            values = column(leaf, name)
            for document, _score in matches:
                found.facets[name].update(values[document])
        keys = column(leaf, sort[0]) if sort else None
        ranked.extend((keys[document] if keys else score, -offset - document) for document, score in matches)
    first = in_order(ranked, sort)(limit)
    found.hits = [(0.0 if sort else rank, -number) for rank, number in first]
    return found


def in_order(ranked: list[tuple[Any, int]], sort: tuple[str, bool] | None) -> Callable[[int], list[tuple[Any, int]]]:
    """The first of the matches; those without a value to sort by come last in either direction."""
    if sort is None or sort[1]:
        return lambda limit: heapq.nlargest(limit, ranked)
    return lambda limit: heapq.nsmallest(limit, ranked, key=lambda item: (not item[0], item[0], -item[1]))


def matching(leaf: Searcher, query: Query, filters: list[Query], scored: bool) -> Iterator[tuple[int, float]]:
    allowed = [documents(leaf, narrow) for narrow in filters]
    matcher = query.matcher(leaf, leaf.context() if scored else leaf.boolean_context())
    while matcher.is_active():
        document = matcher.id()
        if all(document in some for some in allowed):
            yield document, matcher.score() if scored else 0.0
        matcher.next()


def documents(leaf: Searcher, narrow: Query) -> frozenset[int]:
    def read() -> frozenset[int]:
        return frozenset(narrow.docs(leaf))

    found: frozenset[int] = memory.get((leaf.reader().segment().segment_id(), repr(narrow)), read)
    return found


def column(leaf: Searcher, name: str) -> list[tuple[str, ...]]:
    """A field's values for every document of a segment."""

    def read() -> list[tuple[str, ...]]:
        reader = leaf.reader()
        values = reader.column_reader(name)
        return [tuple(values[number].split(SEPARATOR)) if values[number] else () for number in range(reader.doc_count_all())]

    found: list[tuple[str, ...]] = memory.get((leaf.reader().segment().segment_id(), f"column {name}"), read)
    return found
