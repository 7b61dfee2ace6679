"""Between a change and its index there is a moment; nothing closed is told in it."""

from unittest.mock import patch

import pytest
from django.db import connection
from django.db.models.deletion import Collector
from django.test.utils import CaptureQueriesContext
from haystack import connections
from wagtail.actions import move_page
from wagtail.models import Collection, CollectionViewRestriction, Page, ReferenceIndex

from gateway.accounts.audience import PUBLIC
from gateway.accounts.models import CollectionAudience, PageAudience
from gateway.files.extraction import ReadText, store
from gateway.files.models import Document, DocumentText
from gateway.pages.models import StandardPage
from gateway.search import queue, writing
from gateway.search.asked import Asked
from gateway.search.audience import scopes
from gateway.search.consistency import rebuild, sweep
from gateway.search.documents import keep_terms
from gateway.search.engine import collect
from gateway.search.entries import entries_for
from gateway.search.models import IndexedPage, IndexJob, PageTerms, PassageTerms
from gateway.search.plain import Pages
from gateway.search.programmes import programme_names
from gateway.search.search_indexes import PageIndex
from gateway.search.spelling import as_written, did_you_mean
from gateway.starter.site import add_page
from tests.factories.documents import document, pdf
from tests.search.test_query import ANYONE, find, titles


@pytest.fixture
def paper(home, commit):
    """A public page with a document."""
    with commit():
        attached = document(pdf("Grievance redress takes thirty days."))
        add_page(home, StandardPage(title="Files", slug="files", body=[("download", {"document": attached, "note": ""})]))
    return attached


def test_a_page_unpublished_while_it_is_read_is_read_again(publish, commit):
    page = publish("Minutes")
    IndexedPage.objects.all().delete()
    queue.request([page.pk])
    before = IndexJob.objects.get().version
    page.live = False
    page.save()
    assert IndexJob.objects.get().version != before


def test_what_was_kept_of_a_closed_page_is_not_shown_when_it_opens(publish):
    """The index is written, what is kept for snippets not yet: it is from the days when the page was closed."""
    page = publish("Kafaalat", text="<p>zanzibar</p>")
    IndexedPage.objects.filter(pk=page.pk).update(audience=["group:1", "superuser"], kind="programme")
    found = find("zanzibar")
    assert (found.total, found.hits) == (0, [])
    assert programme_names(ANYONE) == {}
    assert as_written(ANYONE, scopes(ANYONE), "zanzibar") is None


def test_kept_titles_of_closed_days_are_not_suggested(publish, client):
    page = publish("Zanzibar")
    assert client.get("/search/suggest", {"q": "zanz"}).json()["suggestions"]
    IndexedPage.objects.filter(pk=page.pk).update(audience=["group:1", "superuser"])
    assert client.get("/search/suggest", {"q": "zanz"}).json()["suggestions"] == []


def test_a_page_that_waits_quotes_no_document(paper):
    assert find("grievance").hits[0].passage
    queue.request(IndexedPage.objects.values_list("pk", flat=True))
    (hit,) = find("grievance").hits
    assert hit.passage is None


class TestClosedCollections:
    @pytest.fixture
    def collection(self, paper, commit):
        collection = Collection.get_first_root_node().add_child(name="Papers of a body")
        paper.collection = collection
        with commit():
            paper.save()
        assert find("grievance").total == 1
        return collection

    def test_a_document_moved_into_a_closed_collection_is_found_no_more_at_once(self, paper, commit):
        closed = Collection.get_first_root_node().add_child(name="Papers of a body")
        CollectionAudience.objects.create(collection=closed, token="body:1")
        paper.collection = closed
        with commit():
            paper.save()
            assert find("grievance").total == 0
        assert find("grievance").total == 0
        assert titles(find("files")) == ["Files"]

    def test_a_collection_that_closes_takes_its_documents_words_with_it_and_brings_them_back(self, collection, commit):
        with commit():
            restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
            assert find("grievance").total == 0
        assert find("grievance").total == 0
        with commit():
            restriction.delete()
        assert find("grievance").total == 1

    def test_so_does_one_that_is_kept_for_a_body(self, collection, commit):
        with commit():
            CollectionAudience.objects.create(collection=collection, token="body:1")
        assert find("grievance").total == 0


def test_a_page_moved_below_a_closed_one_is_closed_in_the_same_transaction(publish, close):
    """Even if all ends between the move and the signal after it."""
    closed, page = publish("Committee"), publish("Minutes")
    close(closed)
    with patch.object(move_page.post_page_move, "send"):
        page.move(Page.objects.get(pk=closed.pk), pos="last-child")
    tokens = set(PageAudience.objects.filter(page=page.pk).values_list("token", flat=True))
    assert tokens.isdisjoint(PUBLIC.tokens)
    writing.write_due()
    assert find("minutes").total == 0


def test_the_plain_search_finds_nothing_by_words_of_closed_days(publish, monkeypatch):
    monkeypatch.setattr("gateway.search.engine.damage.damage.stands", lambda folder: True)
    page = publish("Kafaalat", text="<p>zanzibar</p>")
    assert find("zanzibar").total == 1
    IndexedPage.objects.filter(pk=page.pk).update(audience=["group:1", "superuser"])
    assert find("zanzibar").total == 0


def test_the_plain_search_finds_a_page_that_waits_by_none_of_its_documents(paper, monkeypatch):
    monkeypatch.setattr("gateway.search.engine.damage.damage.stands", lambda folder: True)
    assert find("grievance").total == 1
    queue.request(IndexedPage.objects.values_list("pk", flat=True))
    assert find("grievance").total == 0


def test_a_page_deleted_while_it_is_written_does_not_hold_up_the_others(publish):
    gone, stays = publish("Gone"), publish("Stays")
    entries = {page.pk: writing.entry_for(page.pk) for page in (gone, stays)}
    Page.objects.get(pk=gone.pk).delete()
    writing.remember(entries)
    assert list(IndexedPage.objects.values_list("title", flat=True)) == ["Stays"]


def test_a_document_read_anew_while_its_terms_are_worked_out_keeps_none_of_the_old(paper):
    passage = paper.texts.get()
    paper.texts.all().delete()
    keep_terms({passage.pk: " grievance "})
    assert not PassageTerms.objects.filter(pk=passage.pk).exists()


@pytest.mark.parametrize("ask", [find, lambda word: did_you_mean(ANYONE, Asked(word))], ids=["search", "spelling"])
def test_a_closed_word_costs_an_outsider_the_same_work_as_one_that_stands_nowhere(publish, close, ask):
    """Counted, not timed: the questions to the database, and the documents that the engine goes through."""
    publish("Open", text="<p>Other words altogether.</p>")
    for title in ("Minutes", "More minutes"):
        close(publish(title, text="<p>zanzibar</p>"))
    ask("warm")
    assert work_of(ask, "zanzibar") == work_of(ask, "zonkobar")


def work_of(ask, word) -> tuple[int, list[int]]:
    gone_through, real = [], collect.matching

    def counting(*asked, **scored):
        found = list(real(*asked, **scored))
        gone_through.append(len(found))
        return iter(found)

    with CaptureQueriesContext(connection) as queries, patch.object(collect, "matching", counting):
        ask(word)
    return len(queries), gone_through


def test_a_page_is_deleted_though_the_index_was_written_between_its_collection_and_its_end(publish, commit):
    page = publish("Minutes", text="<p>zanzibar</p>")
    entry = writing.entry_for(page.pk)
    collector = Collector(using="default")
    IndexedPage.objects.all().delete()
    collector.collect([Page.objects.get(pk=page.pk), StandardPage.objects.get(pk=page.pk)])
    writing.remember({page.pk: entry})
    with commit():
        collector.delete()
    assert not IndexedPage.objects.exists()


def test_terms_of_a_passage_that_is_gone_are_swept_away(paper):
    kept = PassageTerms.objects.get()
    DocumentText.objects.filter(pk=kept.pk)._raw_delete("default")
    sweep()
    assert not PassageTerms.objects.exists()


def test_a_page_that_changes_its_index_between_two_questions_is_shown_and_counted_once(publish, close, member):
    page = publish("Minutes", text="<p>zanzibar</p>")
    entry = IndexedPage.objects.get(pk=page.pk)
    entry.prepared_terms, entry.audience = "zanzibar", ["group:1", "signed-in"]
    connections["members"].get_backend().update(PageIndex(), [entry])
    found = find("zanzibar", member)
    assert (found.total, titles(found)) == (1, ["Minutes"])


def test_a_job_asked_for_again_at_the_last_moment_is_not_finished_with_the_one_before(publish, django_assert_num_queries):
    page = publish("Minutes")
    queue.request([page.pk])
    done, again = IndexJob.objects.get(), IndexJob.objects.get()
    with django_assert_num_queries(1):  # the database then sees to it that nothing comes in between
        writing.finish([done])
    assert not IndexJob.objects.exists()
    queue.request([page.pk])
    writing.finish([again])
    assert IndexJob.objects.exists()


@pytest.fixture
def new_to_search(paper):
    """The page with a document, of which search has written nothing: no change of the document tells of it."""
    IndexedPage.objects.all().delete()
    connections["default"].get_backend().clear()
    return Page.objects.get(slug="files")


@pytest.fixture
def after_reading(monkeypatch):
    """Something happens between the reading of a page and its writing, as often as is said."""

    def happening(change, times=1):
        reads = []

        def then_changed(real):
            def read(*asked):
                entry = real(*asked)
                reads.append(asked)
                if len(reads) <= times:
                    change()
                return entry

            return read

        monkeypatch.setattr(writing, "entry_for", then_changed(writing.entry_for))
        monkeypatch.setattr("gateway.search.consistency.entries_for", then_changed(entries_for))
        return reads

    return happening


def replace_text(document):
    store(document, "another", ReadText(Document.TextState.READ, 1, {1: "Complaints are heard."}))


class TestDocumentsThatChangeWhileAPageIsRead:
    def test_a_replaced_one_is_read_again(self, paper, new_to_search, after_reading):
        reads = after_reading(lambda: replace_text(paper))
        queue.request([new_to_search.pk])
        writing.write_due()
        assert (find("grievance").total, find("complaints").total, len(reads)) == (0, 1, 2)
        assert not IndexJob.objects.exists()

    def test_so_is_one_that_its_page_keeps_in_memory(self, paper, new_to_search, after_reading, monkeypatch):
        kept = [Document.objects.get(pk=paper.pk)]
        monkeypatch.setattr(StandardPage, "search_documents", lambda page: kept)
        self.test_a_replaced_one_is_read_again(paper, new_to_search, after_reading)

    def test_one_that_changes_each_time_is_put_off(self, paper, new_to_search, after_reading):
        reads = after_reading(lambda: replace_text(paper), times=99)
        IndexedPage.documents.through.objects.all().delete()
        queue.request([new_to_search.pk])
        with patch("gateway.search.signals.request"):  # as if it never told of its pages
            writing.write_due()
        job = IndexJob.objects.get()
        assert (len(reads), job.attempts, job.due_at > job.requested_at) == (2, 2, True)

    def test_a_deleted_one_is_forgotten(self, paper, new_to_search, after_reading):
        after_reading(paper.delete)
        queue.request([new_to_search.pk])
        writing.write_due()
        assert (find("grievance").total, titles(find("files"))) == (0, ["Files"])

    def test_one_whose_collection_closes_is_found_no_more(self, paper, new_to_search, after_reading):
        """Before anything notes that the page refers to it."""
        ReferenceIndex.objects.all().delete()
        after_reading(lambda: CollectionAudience.objects.create(collection=paper.collection, token="body:1"))
        queue.request([new_to_search.pk])
        writing.write_due()
        assert (find("grievance").total, titles(find("files"))) == (0, ["Files"])

    def test_one_replaced_while_the_index_is_built_anew_is_read_again(self, paper, new_to_search, after_reading):
        after_reading(lambda: replace_text(paper))
        rebuild()
        assert (find("grievance").total, find("complaints").total) == (0, 1)


def test_the_plain_search_counts_no_page_that_closed_between_its_questions_and_holds_other_words_since(publish, monkeypatch):
    monkeypatch.setattr("gateway.search.engine.damage.damage.stands", lambda folder: True)
    page, real = publish("Minutes", text="<p>open words</p>"), Pages.with_text

    def closed_meanwhile(pages, words):
        assert page.pk in pages.rows
        PageAudience.objects.filter(page=page.pk, token="public").delete()
        IndexedPage.objects.filter(pk=page.pk).update(audience=["group:1"])
        PageTerms.objects.filter(pk=page.pk).update(terms=" zanzibar ")
        return real(pages, words)

    monkeypatch.setattr(Pages, "with_text", closed_meanwhile)
    found = find("zanzibar")
    assert (found.total, found.facets["kind"]) == (0, {})
