"""The engine against a reference that looks at each document in plain Python: hits, order, scores and counts."""

from collections import Counter

import pytest
from hypothesis import Phase, given, settings, strategies as st
from whoosh.fields import ID, Schema
from whoosh.index import create_in, open_dir
from whoosh.query import And, Every, Not, NullQuery, Or, Phrase, Prefix, Term
from whoosh.util.numeric import byte_to_length, length_to_byte

from gateway.search.engine.collect import collect
from gateway.search.engine.columns import stretches
from gateway.search.engine.memory import memory
from gateway.search.engine.postings import packed, unpacked
from gateway.search.engine.schema import SEPARATOR, Words, exact_field, terms_between_spaces
from gateway.search.engine.writer import HouseWriter

WORDS = ("cash", "casht", "aid", "food", "زکوٰۃ", "بینظیر")
THEMES = ("health", "food, aid", "Sindh Province")
K1, B = 1.2, 0.75
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
BOOSTS = {"text": 1.0, "title": 3.0}

words = st.lists(st.sampled_from(WORDS), max_size=12)
documents = st.lists(
    st.fixed_dictionaries(
        {
            "text": words,
            "title": words,
            "theme": st.lists(st.sampled_from(THEMES), unique=True),
            "date": st.sampled_from(("", "2019-01-01", "2024-06-30")),
        }
    ),
    min_size=1,
    max_size=12,
)
fields = st.sampled_from(("text", "title"))
leaves = st.one_of(
    st.builds(Term, fields, st.sampled_from((*WORDS, "nowhere")), st.sampled_from((1.0, 2.5))),
    st.builds(Phrase, fields, st.lists(st.sampled_from(WORDS), min_size=2, max_size=3), boost=st.sampled_from((1.0, 4.0))),
    st.builds(Prefix, fields, st.sampled_from(("c", "cash", "ب", "x"))),
    st.builds(Term, st.just("theme"), st.sampled_from(THEMES), st.just(2.0)),
)
questions = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.builds(And, st.lists(parts, min_size=2, max_size=3)),
        st.builds(Or, st.lists(parts, min_size=2, max_size=3)),
        st.builds(lambda one, other: And([one, Not(other)]), parts, parts),
        st.builds(Not, parts),
    ),
    max_leaves=5,
)


def schema():
    return Schema(
        number=ID(stored=True, unique=True),
        text=Words(analyzer=terms_between_spaces(), phrase=True),
        title=Words(analyzer=terms_between_spaces(), phrase=True, field_boost=BOOSTS["title"]),
        theme=exact_field(),
        date=ID(stored=True, sortable=True),
    )


def written(document, number):
    values = {"number": str(number), "text": " ".join(document["text"]), "title": " ".join(document["title"])}
    values |= {"theme": SEPARATOR.join(document["theme"]), "date": document["date"]}
    return {name: value for name, value in values.items() if value}


def write(folder, numbered, **options):
    writer = HouseWriter(open_dir(folder))
    for number, document in numbered:
        writer.add_document(**written(document, number))
    writer.commit(**options)


def delete(folder, numbers):
    writer = HouseWriter(open_dir(folder))
    for number in numbers:
        writer.delete_by_term("number", str(number))
    writer.commit(merge=False)


class Reference:
    """Each document in turn; only the statistics of the whole index are the searcher's, which count deleted documents."""

    def __init__(self, searcher, documents):
        self.searcher, self.documents = searcher, documents

    def hits(self, query):
        scores = {number: self.score(query, document) for number, document in self.documents.items()}
        return {number: score for number, score in scores.items() if score is not None}

    def score(self, query, document):
        if query is NullQuery:
            return None
        return getattr(self, type(query).__name__.lower())(query, document)

    def every(self, query, document):
        return 1.0

    def term(self, query, document):
        held = document[query.fieldname]
        if query.text not in held:
            return None
        return query.boost * (self.weight(query.fieldname, query.text, held) if query.fieldname in BOOSTS else 1.0)

    def weight(self, field, word, held):
        count = held.count(word) * BOOSTS[field]
        long = byte_to_length(length_to_byte(len(held)))
        average = self.searcher.avg_field_length(field)
        return self.searcher.idf(field, word) * count * (K1 + 1) / (count + K1 * (1 - B + B * long / average))

    def phrase(self, query, document):
        held, run = document[query.fieldname], list(query.words)
        if not any(held[start : start + len(run)] == run for start in range(len(held))):
            return None
        return query.boost * sum(self.weight(query.fieldname, word, held) for word in run)

    def prefix(self, query, document):
        return 1.0 if any(word.startswith(query.text) for word in document[query.fieldname]) else None

    def _and(self, query, document):
        scores = [self.score(part, document) for part in query.subqueries]
        return None if None in scores else sum(scores)

    def _or(self, query, document):
        scores = [score for part in query.subqueries if (score := self.score(part, document)) is not None]
        return sum(scores) if scores else None

    def _not(self, query, document):
        return 0.0 if self.score(query.query, document) is None else None

    def __getattr__(self, name):
        return getattr(self, f"_{name}")


def number_of(searcher, hit):
    return int(searcher.stored_fields(hit)["number"])


@settings(max_examples=60, deadline=None, phases=PHASES)
@given(batches=st.lists(documents, min_size=1, max_size=3), query=questions, data=st.data())
def test_hits_order_and_counts_are_those_of_a_look_at_each_document(tmp_path_factory, batches, query, data):
    folder = tmp_path_factory.mktemp("index")
    memory.forget()  # a test's chance gives the segments of each example the same names
    create_in(folder, schema())
    numbered = list(enumerate(document for batch in batches for document in batch))
    rest = iter(numbered)
    for batch in batches:
        write(folder, [next(rest) for _ in batch], merge=False)
    gone = data.draw(st.sets(st.sampled_from([number for number, _document in numbered]), max_size=3))
    delete(folder, gone)
    kept = {number: document for number, document in numbered if number not in gone}
    for optimized in (False, True):
        if optimized:
            write(folder, [(99, kept[min(kept)])] if kept else [], optimize=True)
        with open_dir(folder).searcher() as searcher:
            there = kept | ({99: kept[min(kept)]} if optimized and kept else {})
            compare(searcher, there, query.normalize())


def compare(searcher, there, query):
    expected = Reference(searcher, there).hits(query)
    found = collect(searcher, query, [], ["theme"], None, 100)
    scores = {number_of(searcher, hit): score for score, hit in found.hits}
    assert scores == pytest.approx(expected)
    assert found.total == len(expected)
    ranks = [(-round(score, 9), hit) for score, hit in found.hits]
    assert ranks == sorted(ranks)
    themes = Counter(theme for number in expected for theme in there[number]["theme"])
    assert found.facets["theme"] == themes
    first = collect(searcher, query, [], [], None, 2)
    assert first.hits == found.hits[:2]
    assert first.total == found.total
    compare_dates(searcher, there, query, expected)
    narrowed = collect(searcher, query, [Term("theme", THEMES[0]), Not(Term("date", "2019-01-01"))], [], None, 100)
    fitting = {n for n in expected if THEMES[0] in there[n]["theme"] and there[n]["date"] != "2019-01-01"}
    assert {number_of(searcher, hit) for _score, hit in narrowed.hits} == fitting


def compare_dates(searcher, there, query, expected):
    """Documents without a date come last in either order."""
    for latest_first in (True, False):
        for limit in (3, 100):
            hits = collect(searcher, query, [], [], ("date", latest_first), limit).hits
            dates = [there[number_of(searcher, hit)]["date"] for _score, hit in hits]
            dated = sorted((there[n]["date"] for n in expected if there[n]["date"]), reverse=latest_first)
            assert dates == (dated + [""] * (len(expected) - len(dated)))[:limit]


@given(rows=st.lists(st.lists(st.integers(0, 70_000), min_size=1, max_size=5, unique=True), min_size=1, max_size=5))
def test_postings_are_read_as_they_were_written(rows):
    from array import array

    places = array("I", [place for row in rows for place in sorted(row)])
    counts = array("I", map(len, rows))
    read = unpacked(packed(array("I", range(len(rows))), counts, places))
    assert read.documents.tolist() == list(range(len(rows)))
    assert read.frequencies.tolist() == counts.tolist()
    assert read.places.tolist() == places.tolist()


def test_bytes_that_are_no_postings_are_said_to_be_damaged():
    with pytest.raises(ValueError, match="damaged"):
        unpacked(b"\x00" * 20)


def test_stretches_run_from_start_to_end():
    import numpy as np

    assert stretches(np.array([5, 0, 7]), np.array([7, 0, 8])).tolist() == [5, 6, 7]


def test_a_segment_in_whooshs_own_writing_is_read_and_written_anew(tmp_path):
    """As an index of an earlier version holds it."""
    from whoosh.fields import TEXT

    plain = Schema(
        number=ID(stored=True, unique=True),
        text=TEXT(analyzer=terms_between_spaces(), phrase=True),
        title=TEXT(analyzer=terms_between_spaces(), phrase=True, field_boost=BOOSTS["title"]),
        theme=exact_field(),
        date=ID(stored=True, sortable=True),
    )
    there = {
        0: {"text": ["cash", "aid", "cash"], "title": ["food"], "theme": ["health"], "date": ""},
        1: {"text": ["aid", "cash"], "title": ["casht"], "theme": [], "date": "2019-01-01"},
    }
    index = create_in(tmp_path, plain)
    writer = index.writer()
    for number, document in there.items():
        writer.add_document(**written(document, number))
    writer.commit()
    new = {2: {"text": ["cash", "aid"], "title": ["aid"], "theme": ["health"], "date": ""}}
    asked = [Phrase("text", ["cash", "aid"]), Term("title", "food"), Prefix("title", "cash"), Term("text", "nowhere"), Every()]
    for options in ({"merge": False}, {"optimize": True}):
        writer = HouseWriter(open_dir(tmp_path, schema=schema()))
        for number, document in new.items():
            writer.add_document(**written(document, number))
        writer.commit(**options)
        there |= new
        new = {3: {"text": ["food"], "title": [], "theme": [], "date": ""}}
        with open_dir(tmp_path, schema=schema()).searcher() as searcher:
            for query in asked:
                compare(searcher, there, query)


def test_fields_that_the_index_does_not_have_hold_nothing(tmp_path):
    create_in(tmp_path, schema())
    write(tmp_path, [(1, {"text": ["cash"], "title": [], "theme": [], "date": ""})])
    with open_dir(tmp_path).searcher() as searcher:
        for query in (Term("no", "cash"), Prefix("no", "c"), Phrase("no", ["a", "b"])):
            assert collect(searcher, query, [], [], None, 10).total == 0
        assert collect(searcher, Every(), [], [], None, 0).hits == []
