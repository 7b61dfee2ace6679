"""A damaged index: noticed, stood in for by a search of the database, and built anew; no reader meets an error."""

import errno
import os
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from haystack import connections
from kombu.exceptions import OperationalError
from wagtail.models import Page

from gateway.search import consistency, healing, tasks
from gateway.search.engine import folder as folders, soundness
from gateway.search.engine.damage import damage
from gateway.search.engine.folder import readers
from gateway.search.engine.soundness import IndexDamaged
from gateway.search.lock import rebuild_lock
from gateway.search.models import IndexedPage, IndexJob, Rebuild
from gateway.search.saved.models import SavedSearch
from gateway.search.similar import similar
from gateway.search.writing import MEMBERS, PUBLIC, write_due
from tests.factories.damage import DAMAGES, UNSEEN_BY_READERS


@pytest.fixture(autouse=True)
def rebuilds(monkeypatch):
    """How often a rebuild was begun; it is done when a test says so."""
    begun = []
    monkeypatch.setattr(healing, "begin", lambda: begun.append(1))
    monkeypatch.setattr(folders, "PAUSES", (0,))
    damage._known.clear()
    return begun


def folder(alias=PUBLIC):
    return connections[alias].get_backend().folder


def hurt(how="segment cut in half", alias=PUBLIC):
    DAMAGES[how](folder(alias).path)


def cold():
    """As in a process that was just started."""
    readers.forget()
    soundness._proven.clear()
    soundness.segments.cache_clear()


def ask(client, words, address="/api/search"):
    return client.get(address, {"q": words}).json()


@pytest.fixture
def page(publish):
    return publish("Kafaalat", text="<p>Complaints and appeals.</p>")


@pytest.mark.parametrize("how", DAMAGES)
def test_damage_under_a_running_process_is_noticed_and_mended(client, page, commit, rebuilds, how):
    assert ask(client, "complaint")["rebuilding"] is False
    with commit():
        hurt(how)
        answer = ask(client, "complaint")
        assert (answer["total"], answer["rebuilding"]) == (1, how not in UNSEEN_BY_READERS)
        tasks.look_over_index()
    assert rebuilds == [1]
    healing.rebuild_if_asked()
    answer = ask(client, "complaint")
    assert (answer["total"], answer["rebuilding"]) == (1, False)
    assert not Rebuild.objects.exists()
    assert list(consistency.differences()) == []


@pytest.mark.parametrize("how", DAMAGES)
def test_damage_is_noticed_by_a_process_that_starts_on_it_and_by_the_regular_look(page, how):
    hurt(how)
    cold()
    with pytest.raises(IndexDamaged), folder().searcher():
        pytest.fail("opened")
    damage._known.clear()
    tasks.look_over_index()
    assert Rebuild.objects.get().reason.startswith("public: ")


@pytest.mark.parametrize("how", DAMAGES)
def test_check_search_finds_damage_and_mends_it(page, how):
    hurt(how)
    with pytest.raises(CommandError, match="damaged"):
        call_command("check_search")
    call_command("check_search", "--repair")
    call_command("check_search")


def test_every_channel_answers_from_the_database(client, publish, page, member, learner):
    urdu = publish("شکایات", text="<p>كفالت کی رقم</p>")
    saved = SavedSearch.objects.create(owner=member, name="Complaints", address="q=complaints")
    hurt()
    for address in ("/search/", "/ur/search/"):
        shown = client.get(address, {"q": "complaints"}).content.decode()
        assert "Kafaalat" in shown
        assert "data-result" in shown
    assert "Search is being rebuilt." in client.get("/search/", {"q": "complaints"}).content.decode()
    assert [hit["title"] for hit in ask(client, "کفالت")["results"]] == [urdu.title]
    for odd in ("", "complaintz", '"complaints and appeals" -fish OR x title:kafaalat author:nobody', "nothing-of-it"):
        assert client.get("/search/", {"q": odd, "theme": "x", "year": "2020-", "sort": "newest"}).status_code == 200
    assert [one["text"] for one in client.get("/search/suggest", {"q": "kaf"}).json()["suggestions"]] == ["Kafaalat"]
    assert similar(page, member) == []
    assert "Kafaalat" in client.get(f"/accounts/searches/feed/{saved.feed_secret}.xml").content.decode()
    client.force_login(learner)
    assert client.get("/search/", {"q": "complaints"}).status_code == 200
    assert client.get("/opensearch.xml").status_code == 200


def test_the_stand_in_shows_no_closed_page(client, page, close, member):
    close(page)
    hurt(alias=MEMBERS)
    hurt("folder gone")
    assert ask(client, "complaint")["total"] == 0
    client.force_login(member)
    answer = ask(client, "complaint")
    assert (answer["total"], answer["rebuilding"]) == (1, True)
    member.groups.clear()
    assert ask(client, "complaint")["total"] == 0


def test_damage_is_told_once_and_one_rebuild_is_asked_for(client, page, commit, rebuilds, caplog):
    with commit():
        hurt()
        for _ in range(5):
            ask(client, "complaint")
        damage._known.clear()  # another process
        ask(client, "complaint")
    assert len(rebuilds) == 2, "without a broker each process tries; a lock lets one of them"
    assert caplog.text.count("is damaged") == 2


def test_with_a_broker_a_second_process_asks_for_nothing(client, page, commit, rebuilds, settings):
    settings.CELERY_TASK_ALWAYS_EAGER = False
    with commit():
        hurt()
        ask(client, "complaint")
        damage._known.clear()
        ask(client, "complaint")
    assert rebuilds == [1]


def test_on_a_new_site_nothing_is_missing(client, home):
    hurt("folder gone")
    answer = ask(client, "complaint")
    assert (answer["total"], answer["rebuilding"]) == (0, False)
    assert not Rebuild.objects.exists()


def test_the_first_page_of_a_new_site_makes_the_index(client, home, publish):
    for alias in (PUBLIC, MEMBERS):
        hurt("folder gone", alias)
    publish("Kafaalat")
    answer = ask(client, "kafaalat")
    assert (answer["total"], answer["rebuilding"]) == (1, False)


def test_changes_wait_while_the_index_is_damaged_and_are_written_after(client, page, publish, commit):
    hurt()
    second = publish("Taleemi Wazaif")
    job = IndexJob.objects.get(page_id=second.pk)
    assert (job.attempts, Rebuild.objects.count()) == (0, 1)
    with commit():
        page.unpublish()
    assert ask(client, "kafaalat")["total"] == 0, "the database hides it at once"
    healing.rebuild_if_asked()
    assert not IndexJob.objects.exists()
    assert list(consistency.differences()) == []
    assert ask(client, "wazaif")["total"] == 1


def test_readers_are_answered_while_a_damaged_index_is_built_anew(client, page, monkeypatch):
    hurt("folder gone")
    real, answers = consistency.fill, []

    def fill_and_ask(builds):
        answers.append(ask(client, "complaint"))
        written = real(builds)
        answers.append(ask(client, "complaint"))
        return written

    monkeypatch.setattr(consistency, "fill", fill_and_ask)
    ask(client, "complaint")
    healing.rebuild_if_asked()
    assert [(answer["total"], answer["rebuilding"]) for answer in answers] == [(1, True)] * 2


def test_a_failed_rebuild_is_kept_and_tried_again_later(page, monkeypatch):
    hurt()
    healing.look_over()
    monkeypatch.setattr(consistency, "fill", lambda builds: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tasks.rebuild_index()
    row = Rebuild.objects.get()
    assert (row.attempts, "ZeroDivisionError" in row.error) == (1, True)
    tasks.rebuild_index()
    assert Rebuild.objects.get().attempts == 1, "not due yet"


def test_two_rebuilds_at_once_are_one(page, caplog):
    hurt()
    healing.look_over()
    with rebuild_lock():
        tasks.rebuild_index()
        with pytest.raises(CommandError, match="being written by process"):
            call_command("rebuild_search")
    assert "not built anew yet" in caplog.text
    tasks.rebuild_index()
    assert not Rebuild.objects.exists()


def test_the_nightly_comparison_asks_for_a_rebuild_of_what_is_damaged(page):
    hurt()
    tasks.repair_index()
    assert Rebuild.objects.exists()


def test_a_fault_of_the_program_is_no_damage(page):
    with pytest.raises(ZeroDivisionError), folder().searcher():
        raise ZeroDivisionError
    with folder().searcher() as searcher:
        assert searcher.doc_count() == 1


def test_files_without_sums_are_blamed_for_what_cannot_be_read(page):
    (folder().build / soundness.SUMS).unlink()
    with pytest.raises(IndexDamaged, match="EOFError"), folder().searcher():
        raise EOFError
    with pytest.raises(RuntimeError), folder().searcher():
        raise RuntimeError


def test_files_that_may_not_be_read_are_damage_too(page):
    build = folder().build
    build.chmod(0)
    cold()
    os.seteuid(os.geteuid() or 65534)
    try:
        with pytest.raises(IndexDamaged, match="PermissionError"), folder().searcher():
            pytest.fail("opened")
    finally:
        os.seteuid(os.getuid())
        build.chmod(0o700)


def test_a_merge_does_not_carry_damage_on(page, publish):
    hurt("one bit of the segment")
    cold()
    with pytest.raises(IndexDamaged), folder().writer():
        pytest.fail("written")


def test_a_process_without_a_broker_builds_beside_the_request(page, monkeypatch):
    monkeypatch.undo()
    done = threading.Event()
    monkeypatch.setattr(healing, "rebuild_if_asked", done.set)
    monkeypatch.setattr(healing, "connection", type("Nothing", (), {"close": lambda: None}))
    healing.begin()
    assert done.wait(10)


def test_what_goes_wrong_beside_the_request_is_logged(monkeypatch, caplog):
    monkeypatch.setattr(healing, "rebuild_if_asked", lambda: 1 / 0)
    monkeypatch.setattr(healing, "connection", type("Nothing", (), {"close": lambda: None}))
    healing.rebuild_aside()
    assert "could not be built anew" in caplog.text


def test_a_rebuild_waits_in_the_database_while_the_broker_is_away(settings, monkeypatch, caplog):
    monkeypatch.undo()
    settings.CELERY_TASK_ALWAYS_EAGER = False
    asked = []

    def away():
        asked.append(1)
        if len(asked) == 1:
            raise OperationalError

    monkeypatch.setattr(tasks.rebuild_index, "delay", away)
    healing.begin()
    assert "broker does not answer" in caplog.text
    healing.begin()
    assert len(asked) == 2


def test_a_reader_is_answered_though_no_rebuild_can_be_asked_for(client, page, monkeypatch, caplog):
    def full(*args, **kwargs):
        raise DatabaseError(errno.ENOSPC)

    monkeypatch.setattr(Rebuild.objects, "get_or_create", full)
    hurt()
    assert ask(client, "complaint")["total"] == 1
    assert "could not be asked for" in caplog.text


def test_the_operator_sees_damage_and_a_writer_that_is_late(client, page):
    IndexJob.objects.all().delete()
    assert client.get("/readyz").json()["search"] == {"index": True, "writer": True}
    hurt()
    assert client.get("/readyz").json()["search"]["index"] is False
    healing.look_over()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["search"]["index"]) == (200, False)
    job = IndexJob(page_id=page.pk, version="00000000-0000-0000-0000-000000000000")
    job.due_at = job.requested_at - healing.LATE * 2
    job.save()
    assert client.get("/readyz").json()["search"]["writer"] is False


def test_a_site_on_which_nothing_was_written_is_well(client, home):
    hurt("folder gone")
    assert client.get("/readyz").json()["search"]["index"] is True


def test_a_page_that_is_gone_meanwhile_is_not_written(page):
    hurt()
    healing.look_over()
    Page.objects.get(pk=page.pk).delete()
    healing.rebuild_if_asked()
    write_due()
    assert connections[PUBLIC].get_backend().contents() == {}
    assert not IndexedPage.objects.exists()
