"""`check_search` and `rebuild_search`: the index against the database."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from haystack import connections

from gateway.pages.models import StandardPage
from gateway.search import consistency
from gateway.search.consistency import differences, rebuild
from gateway.search.models import IndexedPage, IndexJob
from gateway.search.queue import request
from gateway.search.tasks import repair_index
from gateway.search.writing import MEMBERS, PUBLIC, identifier, write_due


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
    monkeypatch.setattr(consistency, "entry_for", lambda pk: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        rebuild()
    assert contents() == before
    assert folder.current.readlink().name in {build.name for build in folder.path.glob("build-*")}


def test_old_builds_are_cleared_away(page):
    for _ in range(4):
        rebuild()
    assert len([build for build in connections[PUBLIC].get_backend().folder.path.glob("build-*") if build.is_dir()]) == 2
