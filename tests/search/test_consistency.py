"""`check_search` and `rebuild_search`: the index against the database."""

from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db.models import F
from haystack import connections

from gateway.accounts.models import PageAudience
from gateway.files.models import Document
from gateway.pages.models import StandardPage
from gateway.search import consistency
from gateway.search.consistency import differences, rebuild
from gateway.search.entries import entry_for
from gateway.search.lock import write_lock
from gateway.search.models import IndexedPage, IndexJob, PageTerms
from gateway.search.queue import request
from gateway.search.search_indexes import PageIndex
from gateway.search.tasks import repair_index, write_queue
from gateway.search.writing import MEMBERS, PUBLIC, identifier, write_due
from tests.factories.documents import document, pdf


def contents(alias=PUBLIC):
    return connections[alias].get_backend().contents()


def check(*options):
    out = StringIO()
    call_command("check_search", *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def page(publish):
    return publish("Kafaalat")


def test_an_index_that_agrees_is_said_to(page):
    assert "agrees" in check()


def test_a_missing_page_is_named_and_written_again(page):
    connections[PUBLIC].get_backend().remove(identifier(page.pk))
    with pytest.raises(CommandError, match="1 difference"):
        check()
    assert f"Page {page.pk} is missing." in check("--repair")
    assert "agrees" in check()


def test_a_page_changed_behind_the_queue_is_out_of_date_until_the_nightly_repair(page):
    StandardPage.objects.filter(pk=page.pk).update(summary="Told to nobody")
    assert [difference.what for difference in differences()] == ["is out of date"]
    repair_index()
    assert list(differences()) == []


def test_a_page_that_should_not_be_found_is_taken_out(page):
    StandardPage.objects.filter(pk=page.pk).update(live=False)
    assert [difference.what for difference in differences()] == ["should not be found"]
    check("--repair")
    assert contents() == {}


def test_a_document_of_no_page_is_taken_out(page):
    IndexedPage.objects.all().delete()
    StandardPage.objects.get(pk=page.pk).delete()
    IndexJob.objects.all().delete()
    assert [difference.what for difference in differences()] == ["should not be found"]
    check("--repair")
    assert contents() == {}


def test_rebuilding_writes_everything_anew_and_keeps_closed_pages_apart(page, publish, close):
    closed = publish("Minutes")
    close(closed)
    for alias in (PUBLIC, MEMBERS):
        connections[alias].get_backend().clear()
    out = StringIO()
    call_command("rebuild_search", stdout=out)
    assert "2 pages" in out.getvalue()
    assert (set(contents()), set(contents(MEMBERS))) == ({identifier(page.pk)}, {identifier(closed.pk)})


def test_search_answers_while_a_rebuild_runs_and_pages_written_meanwhile_are_kept(page, publish, monkeypatch):
    real = consistency.fill

    def fill_then_change(builds):
        written = real(builds)
        assert set(contents()) == {identifier(page.pk)}
        StandardPage.objects.filter(pk=page.pk).update(title="Kafaalat 2026")
        request([page.pk])
        write_due()
        return written

    monkeypatch.setattr(consistency, "fill", fill_then_change)
    rebuild()
    assert contents()[identifier(page.pk)] == IndexedPage.objects.get(title="Kafaalat 2026").fingerprint
    assert list(differences()) == []


def test_a_failed_rebuild_leaves_the_index_as_it_was(page, monkeypatch):
    before, folder = contents(), connections[PUBLIC].get_backend().folder
    monkeypatch.setattr(consistency, "entries_for", lambda pages: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        rebuild()
    assert contents() == before
    assert folder.current.readlink().name in {build.name for build in folder.path.glob("build-*")}


def test_old_builds_are_cleared_away(page):
    for _ in range(4):
        rebuild()
    assert len([build for build in connections[PUBLIC].get_backend().folder.path.glob("build-*") if build.is_dir()]) == 2


def write_twice(page):
    with connections[PUBLIC].get_backend().folder.writer() as writer:
        writer.add_document(id=identifier(page.pk), django_id=str(page.pk), text="twice", fingerprint="x")


def write_to_the_wrong_index(page):
    entry = entry_for(page.pk)
    connections[MEMBERS].get_backend().update(PageIndex(), [entry])


def replace_the_file_unseen(page):
    annex = Document.objects.get()
    annex.file.save("second.pdf", ContentFile(pdf("Another printing.")), save=False)
    Document.objects.filter(pk=annex.pk).update(file=annex.file.name, file_hash="0" * 40)


DIFFERENCES = {
    "missing": lambda page: connections[PUBLIC].get_backend().remove(identifier(page.pk)),
    "extra": lambda page: StandardPage.objects.filter(pk=page.pk).update(live=False),
    "stale content": lambda page: StandardPage.objects.filter(pk=page.pk).update(summary="Told to nobody"),
    "stale audience": lambda page: PageAudience.objects.filter(page=page.pk, token="public").delete(),
    "in both indexes": write_to_the_wrong_index,
    "twice in one index": write_twice,
    "no row in the database": lambda page: IndexedPage.objects.filter(pk=page.pk).delete(),
    "another title in the database": lambda page: IndexedPage.objects.filter(pk=page.pk).update(title="Other"),
    "another audience in the database": lambda page: IndexedPage.objects.filter(pk=page.pk).update(audience=["x"]),
    "no documents in the database": lambda page: IndexedPage.objects.get(pk=page.pk).documents.clear(),
    "no terms in the database": lambda page: PageTerms.objects.all().delete(),
    "a row of a page that is closed to all": lambda page: PageAudience.objects.filter(page=page.pk).delete(),
    "file replaced": replace_the_file_unseen,
}


@pytest.fixture
def page_with_file(publish, commit, monkeypatch):
    with commit():
        annex = document(pdf("The first edition."), title="Annex")
    Document.objects.filter(pk=annex.pk).update(file_hash=F("text_hash"))
    monkeypatch.setattr(StandardPage, "search_documents", lambda page: list(Document.objects.all()))
    return publish("Kafaalat")


@pytest.mark.parametrize("what", DIFFERENCES)
def test_every_difference_is_found_named_and_mended(page_with_file, what):
    DIFFERENCES[what](page_with_file)
    assert [difference.page_id for difference in differences()] == [page_with_file.pk]
    repair_index()
    assert list(differences()) == []


def test_a_kept_row_of_no_index_is_a_difference(page_with_file):
    """Search no longer knows the page, and the database still does."""
    StandardPage.objects.filter(pk=page_with_file.pk).update(live=False)
    connections[PUBLIC].get_backend().remove(identifier(page_with_file.pk))
    assert [difference.what for difference in differences()] == ["should not be found"]
    repair_index()
    assert not IndexedPage.objects.exists()


def test_the_comparison_waits_for_no_other_writer(page, monkeypatch):
    monkeypatch.setattr("gateway.search.lock.AT_ONCE", 0)
    StandardPage.objects.filter(pk=page.pk).update(summary="Told to nobody")
    with write_lock():
        with pytest.raises(CommandError, match="being written by process"):
            check("--repair")
        write_queue()
    write_queue()
    assert list(differences()) == []
