"""Haystack's interface over the embedded index, and the defects of the stock backend that it must not have.

1  removed, and still found          test_a_removed_document_is_gone_even_with_many_writers
2  closed words suggested            test_spelling.TestClosedPages, test_similar.TestClosedPages, test_leaks
3  no spelling without a hit         test_spelling: a misspelled word is exchanged also without any hit
4  slices cut at page borders        test_slices_are_cut_where_they_were_asked_for
5  facets stemmed and joined         test_facets_keep_commas_and_words_whole
6  nothing while it is rebuilt       test_consistency: search answers while a rebuild runs
7  the write lock kept               test_a_failure_while_preparing…, test_a_failure_while_writing_gives_the_lock_back
8  readers opened for each query     test_readers_are_kept_within_bounds_and_closed_beyond
9  marking in English only           test_snippet, test_query: the text of a PDF is found with its page
10 all text stored twice             test_the_body_is_not_stored
11 Urdu cut apart                    test_analysis, test_query: Urdu is found however it was typed
"""

import threading
import time

import pytest
from haystack import connections
from haystack.backends import SQ
from haystack.inputs import Raw
from haystack.query import SearchQuerySet
from whoosh.fields import Schema
from whoosh.index import EmptyIndexError, LockError
from whoosh.query import NullQuery, Phrase

from gateway.search.engine.filters import any_of, parsed
from gateway.search.engine.folder import READERS_KEPT, IndexFolder, ReaderPool
from gateway.search.engine.memory import OVERHEAD, SegmentMemory
from gateway.search.engine.schema import schema_of, stored_value
from gateway.search.engine.soundness import IndexDamaged
from gateway.search.models import IndexedPage
from gateway.search.search_indexes import PageIndex


@pytest.fixture
def backend():
    return connections["default"].get_backend()


def page(number, text="report", **fields):
    entry = IndexedPage(page_id=number, kind="page", language="en", title=f"Page {number}", audience=["public"], **fields)
    entry.prepared_terms, entry.fingerprint = text, f"f{number}"
    return entry


def write(backend, *pages):
    backend.update(PageIndex(), pages)


def found(**filters):
    return SearchQuerySet().filter(**filters)


def test_slices_are_cut_where_they_were_asked_for(backend):
    write(backend, *(page(number) for number in range(1, 31)))
    everything = [result.pk for result in found(text="report")[0:30]]
    assert [result.pk for result in found(text="report")[5:15]] == everything[5:15]
    assert len(found(text="report")) == 30


def test_a_removed_document_is_gone_even_with_many_writers(backend):
    write(backend, *(page(number) for number in range(1, 21)))

    def remove(numbers):
        for number in numbers:
            while True:
                try:
                    connections["default"].get_backend().remove(f"gateway_search.indexedpage.{number}")
                    break
                except LockError:
                    time.sleep(0.001)

    threads = [threading.Thread(target=remove, args=(range(start, 21, 4),)) for start in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert backend.contents() == {}


def test_removing_what_is_not_there_writes_nothing(backend):
    before = backend.folder.generation()
    backend.remove("gateway_search.indexedpage.99")
    assert backend.folder.generation() == before


def test_a_failure_while_preparing_takes_no_lock_and_changes_nothing(backend):
    write(backend, page(1))
    broken = page(2, facets={"theme": ["two\nlines"]})
    with pytest.raises(ValueError, match="printable"):
        write(backend, broken)
    write(backend, page(3))
    assert set(backend.contents().values()) == {"f1", "f3"}


def test_a_failure_while_writing_gives_the_lock_back(backend):
    with pytest.raises(RuntimeError), backend.folder.writer():
        raise RuntimeError
    write(backend, page(1))
    assert len(backend.contents()) == 1


def test_writing_nothing_writes_nothing(backend):
    before = backend.folder.generation()
    write(backend)
    assert backend.folder.generation() == before


def test_facets_keep_commas_and_words_whole(backend):
    write(backend, page(1, facets={"theme": ["Health, nutrition", "Sindh Province"]}))
    counts = found(text="report").facet("theme").facet_counts()["fields"]["theme"]
    assert sorted(counts) == [("Health, nutrition", 1), ("Sindh Province", 1)]


def test_the_body_is_not_stored(backend):
    write(backend, page(1, text="unmistakable"))
    assert "unmistakable" not in str(vars(found(text="unmistakable")[0:1][0]))


def test_readers_see_every_write_at_once(backend):
    for number in range(1, 4):
        write(backend, page(number))
        assert found(text="report").count() == number


def test_conditions_join_and_negate(backend):
    write(backend, page(1, text="cash transfer"), page(2, text="cash work"), page(3, text="training"))

    def ids(condition):
        return sorted(int(result.pk) for result in SearchQuerySet().filter(condition)[0:10])

    assert ids(SQ(text="cash") & ~SQ(text="work")) == [1]
    assert ids(SQ(text="transfer") | SQ(text="training")) == [1, 3]
    assert ids(SQ(content="cash transfer")) == [1]
    assert ids(SQ(text__exact="transfer cash")) == []
    assert ids(SQ(kind__in=["page", "event"])) == [1, 2, 3]
    assert ids(SQ(text="")) == []


def test_a_query_can_be_read(backend):
    query = found(text__exact="cash transfer").query
    assert isinstance(query.build_query(), Phrase)
    assert "cash" in str(query)
    assert query.build_query_fragment("text", "content", " ") == NullQuery


def test_a_raw_query_of_another_engine_matches_everything(backend):
    write(backend, page(1))
    assert backend.search("*:*")["hits"] == 1
    assert backend.search(str(Raw("x")))["results"][0].pk == "1"


def test_filters_are_written_for_any_engine_and_read_back():
    assert any_of("kind", ["page", "event"]) == 'kind:("page" OR "event")'
    assert parsed('NOT kind:("page")').__class__.__name__ == "Not"
    for unsafe in ([], ['a"b'], ["a\\b"], ["a\x00b"]):
        with pytest.raises(ValueError, match="No filter"):
            any_of("kind", unsafe)
    with pytest.raises(ValueError, match="Not a filter"):
        parsed("kind:page")


def test_values_are_stored_whole_or_not_at_all():
    assert stored_value([]) is None
    assert stored_value(None) is None
    assert stored_value(["a", "b"]) == "a\x1fb"


def test_memory_of_segments_is_bounded(monkeypatch):
    monkeypatch.setattr("gateway.search.engine.memory.BYTES_KEPT", 2 * OVERHEAD)
    memory, made = SegmentMemory(), []
    for key in ("a", "b", "a", "c", "a", "b"):
        memory.get((key,), lambda key=key: made.append(key))
    assert made == ["a", "b", "c", "b"]


def test_what_two_threads_work_out_at_once_is_kept_once():
    memory = SegmentMemory()
    memory.get(("a",), lambda: memory.get(("a",), lambda: "first"))
    assert memory.get(("a",), lambda: "third") == "first"


def test_readers_are_kept_within_bounds_and_closed_beyond(backend):
    pool = ReaderPool()
    generation, index = backend.folder.generation(), backend.folder.open()
    readers = [index.searcher() for _ in range(READERS_KEPT + 1)]
    for reader in readers:
        pool.give_back(backend.folder.path, generation, reader)
    assert readers[-1].is_closed
    assert pool.take(backend.folder.path, generation) is readers[-2]
    assert pool.take(backend.folder.path, ("other", 0)) is None
    assert readers[0].is_closed
    pool.forget()
    assert pool.take(backend.folder.path, generation) is None


def test_an_index_is_made_where_there_is_none_by_its_writer_alone(tmp_path):
    folder = IndexFolder(tmp_path / "search" / "public", Schema(**{}))
    with pytest.raises(IndexDamaged), folder.searcher():
        pytest.fail("opened")
    folder.prepare()
    with folder.searcher() as searcher:
        assert searcher.doc_count() == 0
    assert (tmp_path / "search").stat().st_mode & 0o077 == 0


def test_the_schema_holds_every_field_of_the_page():
    names = schema_of(connections["default"].get_unified_index().all_searchfields()).names()
    assert {"id", "text", "title", "kind", "theme", "audience", "date", "fingerprint"} <= set(names)


def test_an_index_whose_table_of_contents_is_just_replaced_is_looked_at_again(backend, monkeypatch):
    from gateway.search.engine import folder

    real, looks = folder.open_dir, []

    def not_yet(path, **options):
        looks.append(path)
        if len(looks) < 3:
            raise FileNotFoundError
        return real(path, **options)

    monkeypatch.setattr(folder, "open_dir", not_yet)
    assert backend.folder.open().doc_count() == 0


def test_an_index_that_is_gone_is_said_to_be(backend, monkeypatch):
    from gateway.search.engine import folder

    def gone(path, **options):
        raise EmptyIndexError

    monkeypatch.setattr(folder, "PAUSES", (0,))
    monkeypatch.setattr(folder, "open_dir", gone)
    with pytest.raises(EmptyIndexError):
        backend.folder.open()
