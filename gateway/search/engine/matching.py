"""Which documents of a segment match a query, and how well: each part of the query as arrays over all documents.

The scores are those of Whoosh's matchers: BM25F of its weighting, sums over words, products with boosts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray
from whoosh.query import And, Every, Not, NullQuery, Or, Phrase, Prefix, Query, Term
from whoosh.searching import Searcher

from gateway.search.engine.codec import postings_beginning, postings_of
from gateway.search.engine.columns import LENGTHS, Flags, Integers, lengths, stretches
from gateway.search.engine.postings import Postings

Scores = NDArray[np.float64]
PLACES = 1 << 32
MARGIN = 1 << 16
"""No phrase is so long that a place moved back to its start falls into the document before."""


@dataclass
class Match:
    """Scores are zero where nothing matches."""

    found: Flags
    scores: Scores


def match(leaf: Searcher, query: Query) -> Match | None:
    """None where nothing of the segment matches."""
    if query is NullQuery:
        return None
    return MATCHERS[type(query)](leaf, query)


def term(leaf: Searcher, query: Term) -> Match | None:
    return one_term(leaf, query.fieldname, query.text, query.boost)


def one_term(leaf: Searcher, field: str, text: str | bytes, boost: float) -> Match | None:
    postings = read(leaf, field, text)
    if postings is None:
        return None
    found = blank(leaf)
    found.found[postings.documents] = True
    found.scores[postings.documents] = weights(leaf, field, text, postings) * boost
    return found


def blank(leaf: Searcher) -> Match:
    size = leaf.doc_count_all()
    return Match(np.zeros(size, bool), np.zeros(size))


def read(leaf: Searcher, field: str, text: str | bytes) -> Postings | None:
    if field not in leaf.schema:
        return None
    return postings_of(leaf.reader(), field, leaf.schema[field].to_bytes(text))


def weights(leaf: Searcher, field: str, text: str | bytes, postings: Postings) -> Scores:
    kind, model = leaf.schema[field], leaf.weighting
    counts: Scores = postings.frequencies * np.float64(kind.format.field_boost)
    if not kind.scorable:
        return counts
    parent = leaf.get_parent()
    share = model._field_B.get(field, model.B)
    long = LENGTHS[lengths(leaf, field)[postings.documents]]
    average = parent.avg_field_length(field) or 1
    weakened = counts + model.K1 * ((1 - share) + share * long / average)
    scores: Scores = parent.idf(field, text) * (model.K1 + 1) * counts / weakened
    return scores


def both(leaf: Searcher, query: And) -> Match | None:
    """Of all parts; what is asked not to be there adds nothing to the score."""
    parts: list[Match] = []
    for part in query.subqueries:
        found = match(leaf, part)
        if found is None:
            return None
        parts.append(found)
    together = reduce(np.logical_and, (part.found for part in parts))
    scores = reduce(np.add, (part.scores for part in parts))
    scores = np.where(together, scores, 0.0)
    return Match(together, scores * query.boost if query.boost != 1 else scores)


def either(leaf: Searcher, query: Or) -> Match | None:
    parts = [found for part in query.subqueries if (found := match(leaf, part))]
    if not parts:
        return None
    first, *rest = parts
    for part in rest:
        first.found |= part.found
        first.scores += part.scores
    if query.boost != 1:
        first.scores *= query.boost
    return first


def neither(leaf: Searcher, query: Not) -> Match | None:
    found, without = blank(leaf), match(leaf, query.query)
    found.found[:] = True if without is None else ~without.found
    return found


def every(leaf: Searcher, query: Every) -> Match | None:
    size = leaf.doc_count_all()
    return Match(np.ones(size, bool), np.ones(size))


def beginning(leaf: Searcher, query: Prefix) -> Match | None:
    """Any word that begins so; all are as good."""
    reader, field = leaf.reader(), query.fieldname
    if field not in leaf.schema:
        return None
    parts = [postings.documents for postings in postings_beginning(reader, field, leaf.schema[field].to_bytes(query.text))]
    if not parts:
        return None
    found = blank(leaf)
    documents = np.concatenate(parts)
    found.found[documents], found.scores[documents] = True, query.boost
    return found


def phrase(leaf: Searcher, query: Phrase) -> Match | None:
    """Words side by side; the score is that of its words, as often as each stands in the phrase."""
    known = {word: read(leaf, query.fieldname, word) for word in dict.fromkeys(query.words)}
    words = [postings for word in query.words if (postings := known[word]) is not None]
    if len(words) < len(query.words):
        return None
    documents = side_by_side(leaf.doc_count_all(), words)
    if not len(documents):
        return None
    found = blank(leaf)
    found.found[documents] = True
    for word, postings in zip(query.words, words, strict=True):
        some = chosen(postings, found.found)
        found.scores[documents] += weights(leaf, query.fieldname, word, some)
    found.scores *= query.boost
    return found


def side_by_side(size: int, words: list[Postings]) -> Integers:
    """The documents in which the words follow one another: their places, each moved back to the first word's."""
    within = np.ones(size, bool)
    for word in words:
        held = np.zeros(size, bool)
        held[word.documents] = True
        within &= held
    ordered = sorted(range(len(words)), key=lambda number: len(words[number].documents))
    starts: Integers | None = None
    for number in ordered:
        here = placed(words[number], within) - number
        starts = here if starts is None else starts[contained(starts, here)]
        if not len(starts):
            break
    found: Integers = np.unique(starts // PLACES) if starts is not None else np.zeros(0, np.int64)
    return found


def chosen(postings: Postings, within: Flags) -> Postings:
    """The postings of some documents, without places."""
    rows = within[postings.documents]
    counts = postings.counts[rows] if postings.counts is not None else None
    return Postings(postings.documents[rows], counts, None)


def placed(postings: Postings, within: Flags) -> Integers:
    """Every place of a word in some documents as one number, in order."""
    if postings.places is None:
        return np.zeros(0, np.int64)
    rows = np.flatnonzero(within[postings.documents])
    ends = np.cumsum(postings.frequencies, dtype=np.int64)
    counts = postings.frequencies[rows].astype(np.int64)
    places = postings.places[stretches(ends[rows] - counts, ends[rows])].astype(np.int64)
    documents = postings.documents[rows].astype(np.int64)
    keys: Integers = np.repeat(documents, counts) * PLACES + places + MARGIN
    return keys


def contained(some: Integers, others: Integers) -> Flags:
    """Which of some numbers are among others; both are in order."""
    if not len(others):
        return np.zeros(len(some), bool)
    places = np.minimum(np.searchsorted(others, some), len(others) - 1)
    found: Flags = others[places] == some
    return found


MATCHERS: dict[type[Query], Callable[[Searcher, Query], Match | None]] = {
    Term: term,
    And: both,
    Or: either,
    Not: neither,
    Every: every,
    Prefix: beginning,
    Phrase: phrase,
}
