"""Words of an index that are spelled nearly like another, counted only in documents that filters let through."""

from collections import Counter
from functools import reduce

import numpy as np
from whoosh.query import Query
from whoosh.searching import Searcher

from gateway.search.engine.codec import postings_of
from gateway.search.engine.collect import documents, filled_leaves
from gateway.search.engine.columns import living


def nearby(searcher: Searcher, word: str, filters: list[Query]) -> list[tuple[int, int, str]]:
    """Distance, number of documents and word, the word itself included; words of no document that is let through are not."""
    found: Counter[str] = Counter()
    distances: dict[str, int] = {}
    for leaf, _offset in filled_leaves(searcher):
        reader = leaf.reader()
        flags = [living(leaf), *(documents(leaf, narrow) for narrow in filters)]
        allowed = reduce(np.logical_and, (flag for flag in flags if flag is not None))
        for written in reader.expand_prefix("text", word[0]):
            other = written.decode()
            if other not in distances:
                distances[other] = distance(word, other, at_most(word))
            if distances[other] <= at_most(word):
                postings = postings_of(reader, "text", written)
                found[other] += int(allowed[postings.documents].sum()) if postings else 0
    return [(distances[other], count, other) for other, count in found.items() if count]


def at_most(word: str) -> int:
    return 1 if len(word) < 6 else 2


def distance(one: str, other: str, limit: int) -> int:
    """Letters to add, drop, change or swap (optimal string alignment), or limit + 1 for any more."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        earlier, before, row = before, row, [number]
        for place, against in enumerate(other, 1):
            least = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != against))
            if number > 1 and place > 1 and letter == other[place - 2] and one[number - 2] == against:
                least = min(least, earlier[place - 2] + 1)
            row.append(least)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
