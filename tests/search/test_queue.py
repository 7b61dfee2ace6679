"""From a change to the index: publishing, unpublishing, moving, closing, deleting, and failing on the way."""

import pytest
from django.db import transaction
from kombu.exceptions import OperationalError
from wagtail.models import Page

from gateway.search import queue, writing
from gateway.search.models import IndexedPage, IndexJob
from gateway.search.tasks import write_queue


def index_of(page) -> str | None:
    from haystack import connections

    name = writing.identifier(page.pk)
    found = [alias for alias in ("default", "members") if name in connections[alias].get_backend().contents()]
    assert len(found) < 2
    return found[0] if found else None


def test_publishing_writes_the_page_and_leaves_no_job(publish):
    page = publish("Kafaalat")
    assert index_of(page) == "default"
    assert not IndexJob.objects.exists()


def test_a_draft_is_neither_queued_nor_written(home, publish, commit):
    page = publish("Kafaalat")
    with commit():
        page.title = "Not yet told"
        page.save_revision()
    assert IndexedPage.objects.get().title == "Kafaalat"


def test_unpublishing_takes_the_page_out_and_publishing_brings_it_back(publish, commit):
    page = publish("Kafaalat")
    with commit():
        page.unpublish()
    assert index_of(page) is None
    with commit():
        page.get_latest_revision().publish()
    assert index_of(page) == "default"


def test_deleting_a_tree_takes_all_its_pages_out(publish, commit):
    parent = publish("Reports")
    child = publish("Annual report", parent=parent)
    with commit():
        Page.objects.get(pk=parent.pk).delete()
    assert index_of(parent) is index_of(child) is None
    assert not IndexJob.objects.exists()


def test_closing_an_ancestor_moves_its_pages_to_the_members_index_and_opening_moves_them_back(publish, close, commit):
    parent = publish("Reports")
    child = publish("Annual report", parent=parent)
    restriction = close(parent)
    assert index_of(parent) == index_of(child) == "members"
    with commit():
        restriction.delete()
    assert index_of(parent) == index_of(child) == "default"


def test_moving_below_a_closed_page_closes(publish, close, commit):
    closed, page = publish("Committee"), publish("Minutes")
    close(closed)
    with commit():
        page.move(Page.objects.get(pk=closed.pk), pos="last-child")
    assert index_of(page) == "members"


def test_an_alias_is_not_found_twice(publish, commit, home):
    page = publish("Kafaalat")
    with commit():
        alias = page.create_alias(parent=home, update_slug="kafaalat-alias")
    assert index_of(alias) is None


def test_a_page_without_audience_rows_is_not_written(publish, commit):
    page = publish("Kafaalat")
    with commit():
        page.audience_rows.all().delete()
        queue.request([page.pk])
    assert index_of(page) is None


def test_a_page_type_without_search_kind_is_never_written(home, commit):
    with commit():
        home.save()
    assert index_of(home) is None


def test_a_rolled_back_change_leaves_no_job(publish, transactional_db):
    page = publish("Kafaalat")

    def change_and_fail():
        with transaction.atomic():
            page.save()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_fail()
    assert not IndexJob.objects.exists()


def test_a_save_does_not_fail_or_wait_again_while_the_broker_is_away(publish, commit, monkeypatch, caplog):
    page, rings = publish("Kafaalat"), []

    def away():
        rings.append(1)
        raise OperationalError

    monkeypatch.setattr(write_queue, "delay", away)
    monkeypatch.setattr(queue, "bell", queue.Bell())
    for title in ("Kafaalat 2025", "Kafaalat 2026"):
        with commit():
            page.title = title
            page.save_revision().publish()
    assert len(rings) == 1
    assert "broker does not answer" in caplog.text
    assert IndexJob.objects.filter(page_id=page.pk).exists()
    writing.write_due()
    assert IndexedPage.objects.get().title == "Kafaalat 2026"


def test_a_load_can_hold_its_jobs_and_write_them_together(publish, django_capture_on_commit_callbacks):
    with queue.held():
        page = publish("Kafaalat")
        assert index_of(page) is None
    assert index_of(page) == "default"


def test_a_page_that_cannot_be_read_is_put_off_and_the_others_are_written(publish, monkeypatch, caplog):
    real = writing.entry_for
    monkeypatch.setattr(writing, "entry_for", lambda pk: 1 / 0 if Page.objects.get(pk=pk).slug == "bad" else real(pk))
    bad, good = publish("bad"), publish("good")
    assert index_of(good) == "default"
    job = IndexJob.objects.get(page_id=bad.pk)
    assert job.attempts == 1
    assert "ZeroDivisionError" in job.error
    assert job.due_at > job.requested_at


def test_a_failed_write_is_raised_put_off_and_made_good_later(publish, monkeypatch):
    page = publish("Kafaalat")
    queue.request([page.pk])

    def full(*args):
        raise OSError("no space left")

    monkeypatch.setattr(writing, "write", full)
    with pytest.raises(OSError, match="no space left"):
        writing.write_due()
    job = IndexJob.objects.get()
    assert (job.attempts, "no space" in job.error) == (1, True)
    monkeypatch.undo()
    IndexJob.objects.update(due_at=job.requested_at)
    writing.write_due()
    assert not IndexJob.objects.exists()


def test_a_page_changed_while_it_was_read_is_read_again(publish, monkeypatch):
    page, real, reads = publish("Kafaalat"), writing.entry_for, []

    def read_then_changed(pk):
        entry = real(pk)
        reads.append(pk)
        if len(reads) == 1:
            Page.objects.filter(pk=pk).update(title="Kafaalat 2026")
            queue.request([pk])
        return entry

    monkeypatch.setattr(writing, "entry_for", read_then_changed)
    queue.request([page.pk])
    writing.write_due()
    assert len(reads) == 2
    assert IndexedPage.objects.get().title == "Kafaalat 2026"


def test_asking_for_nothing_writes_no_job(db):
    queue.request([])
    queue.ring()
    assert not IndexJob.objects.exists()
