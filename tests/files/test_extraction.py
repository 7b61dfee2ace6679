"""The text of documents: by page, bounded, and honest about files that cannot be read."""

import subprocess
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from gateway.files import extraction, pdf_text
from gateway.files.extraction import collect, extract
from gateway.files.models import Document
from gateway.files.tasks import read_document, read_waiting_documents
from tests.factories.documents import document, pdf

State = Document.TextState


@pytest.fixture
def upload(db, django_capture_on_commit_callbacks):
    def upload_file(content, name="report.pdf"):
        with django_capture_on_commit_callbacks(execute=True):
            uploaded = document(content, name)
        uploaded.refresh_from_db()
        return uploaded

    return upload_file


def test_an_uploaded_pdf_is_read_by_page(upload):
    report = upload(pdf("The first page.", "", "The third page."))
    assert (report.text_state, report.page_count) == (State.READ, 3)
    assert [(t.page_number, t.text) for t in report.texts.all()] == [(1, "The first page."), (3, "The third page.")]
    assert str(report.texts.first()) == f"{report.pk}, page 1"


@pytest.mark.parametrize(
    ("content", "name", "state"),
    [
        (b"%PDF-1.7 this is no PDF", "broken.pdf", State.DAMAGED),
        (b"", "empty.pdf", State.DAMAGED),
        (pdf("Secret.", password="hidden"), "locked.pdf", State.ENCRYPTED),
        (pdf(""), "scan.pdf", State.EMPTY),
        (b"a,b\n1,2\n", "table.csv", State.OTHER),
    ],
)
def test_a_file_without_readable_text_says_why(upload, content, name, state):
    odd = upload(content, name)
    assert odd.text_state == state
    assert not odd.texts.exists()


def test_a_missing_file_is_recorded_as_damaged(upload):
    report = upload(pdf("One."))
    report.file.storage.delete(report.file.name)
    read_document(report.pk)
    report.refresh_from_db()
    assert report.text_state == State.DAMAGED


def test_the_same_file_is_not_read_twice_and_a_new_one_replaces_the_text(upload, django_capture_on_commit_callbacks):
    report = upload(pdf("The first edition."))
    assert extract(report) is False
    with django_capture_on_commit_callbacks(execute=True):
        report.file.save("second.pdf", ContentFile(pdf("The second edition.")))
    assert [text.text for text in report.texts.all()] == ["The second edition."]


def test_a_deleted_document_is_passed_over(db):
    read_document(1)


def test_documents_whose_task_was_lost_are_read_later(db):
    report = document(pdf("Waiting."))
    read_waiting_documents()
    assert not report.texts.exists()
    Document.objects.update(created_at=timezone.now() - timedelta(hours=1))
    read_waiting_documents()
    assert report.texts.exists()


def test_reading_stops_at_its_bounds(tmp_path, monkeypatch):
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf("One two three.", "Four.", "Five."))
    monkeypatch.setattr(pdf_text, "PAGES_AT_MOST", 2)
    assert list(pdf_text.read(str(path)))[-1] == {"state": "cut"}
    monkeypatch.setattr(pdf_text, "CHARACTERS_AT_MOST", 5)
    monkeypatch.setattr(pdf_text, "CHARACTERS_A_PAGE", 7)
    assert list(pdf_text.read(str(path))) == [{"pages": 3}, {"number": 1, "text": "One two"}, {"state": "cut"}]


def test_a_page_that_cannot_be_read_has_no_text(monkeypatch):
    class Broken:
        def __getitem__(self, index):
            raise pdf_text.pypdfium2.PdfiumError("page")

    assert pdf_text.page_text(Broken(), 0) == ""


def test_the_reading_program_prints_what_it_reads(tmp_path, capsys, monkeypatch):
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf("Printed."))
    monkeypatch.setattr(pdf_text.resource, "setrlimit", lambda *limits: None)
    pdf_text.main(str(path))
    assert collect(capsys.readouterr().out, State.DAMAGED).texts == {1: "Printed."}


def test_a_crash_leaves_what_was_read_and_says_damaged():
    found = collect('{"pages": 9}\n{"number": 1, "text": "Before."}\n{"number": 2, "te', State.DAMAGED)
    assert (found.state, found.page_count, found.texts) == (State.DAMAGED, 9, {1: "Before."})


def test_a_stalled_file_is_given_up_with_what_was_read(monkeypatch):
    def stall(command, timeout, **options):
        raise subprocess.TimeoutExpired(command, timeout, output=b'{"pages": 2}\n{"number": 1, "text": "Before."}\n')

    monkeypatch.setattr(extraction.subprocess, "run", stall)
    found = extraction.read_pdf("stalled.pdf")
    assert (found.state, found.texts) == (State.CUT, {1: "Before."})
