"""Covers: the first page of a PDF, drawn in the background, as open as the file."""

import subprocess

import pytest
from django.core.files.base import ContentFile
from fpdf import FPDF
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from gateway.accounts.models import User
from gateway.accounts.signals import store_audiences
from gateway.files import covers, pdf_cover
from gateway.files.covers import draw_cover, draw_missing_covers
from gateway.files.models import Document, DocumentCover
from gateway.files.tasks import read_document, read_waiting_documents
from research.models import PublicationFile
from tests.factories.documents import document, pdf
from tests.factories.research import make_library, make_publication


@pytest.fixture
def report(db):
    drawn = document(pdf("The first page."))
    read_document(drawn.pk)
    return Document.objects.get(pk=drawn.pk)


@pytest.fixture
def publication(report, home):
    return make_publication(make_library(home), files=[PublicationFile(document=report)])


def test_the_page_shows_the_first_page_of_its_pdf(client, report, publication):
    html = client.get(publication.url).content.decode()
    assert f'src="{report.cover.url}" alt="First page of “{publication.title}”" width="480"' in html
    answer = client.get(report.cover.url)
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "private, max-age=3600"
    assert b"".join(answer.streaming_content).startswith(b"RIFF")


def test_a_cover_closes_with_its_publication(client, report, publication):
    PageViewRestriction.objects.create(page=publication, restriction_type="login")
    store_audiences(publication)
    assert client.get(report.cover.url).status_code == 404
    client.force_login(User.objects.create_user("reader@example.org"))
    answer = client.get(report.cover.url)
    assert answer["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content)


def test_a_cover_closes_with_its_collection_and_the_page_draws_a_block(client, report, publication):
    report.collection = Collection.get_first_root_node().add_child(name="Members")
    report.save()
    CollectionViewRestriction.objects.create(collection=report.collection, restriction_type="login")
    assert client.get(report.cover.url).status_code == 404
    html = client.get(publication.url).content.decode()
    assert "cover.webp" not in html
    assert '<svg class="block"' in html


def test_a_file_of_no_page_and_a_cover_that_is_not_there_answer_alike(client, report):
    assert client.get(report.cover.url).status_code == 404
    assert client.get("/documents/99999/cover.webp").status_code == 404
    assert str(report.cover) == f"{report.pk}, first page"


def test_a_picture_lost_from_the_disk_is_not_there(client, report, publication):
    report.cover.file.storage.delete(report.cover.file.name)
    assert client.get(report.cover.url).status_code == 404


def test_a_new_file_gets_a_new_cover_and_the_old_picture_goes(report, django_capture_on_commit_callbacks):
    old = report.cover.file.name
    storage = report.cover.file.storage
    with django_capture_on_commit_callbacks(execute=True):
        report.file.save("second.pdf", ContentFile(pdf("Another edition.")))
    cover = DocumentCover.objects.get(document=report)
    assert cover.file.name != old
    assert not storage.exists(old)
    with django_capture_on_commit_callbacks(execute=True):
        Document.objects.get(pk=report.pk).delete()
    assert not storage.exists(cover.file.name)


@pytest.mark.parametrize("name", ["broken.pdf", "table.csv"])
def test_what_has_no_first_page_gets_no_cover_and_is_not_tried_again(db, name, monkeypatch):
    odd = document(b"no page", name)
    draw_cover(odd)
    assert not odd.cover.file
    monkeypatch.setattr(covers, "drawn", pytest.fail)
    draw_missing_covers()


def test_files_that_came_before_there_were_covers_get_one_later(report):
    report.cover.delete()
    read_waiting_documents()
    assert DocumentCover.objects.get(document=report).file


def test_a_missing_file_has_no_cover(db):
    lost = document(pdf("One."))
    lost.file.storage.delete(lost.file.name)
    assert covers.drawn(lost) == b""


def test_a_stalled_or_crashed_drawing_is_given_up(monkeypatch):
    def stall(command, timeout, **options):
        raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.setattr(covers.subprocess, "run", stall)
    assert covers.draw_pdf("stalled.pdf") == b""
    monkeypatch.setattr(covers.subprocess, "run", lambda *args, **options: subprocess.CompletedProcess([], -9, b"RIFF"))
    assert covers.draw_pdf("crashed.pdf") == b""


def test_a_page_of_an_absurd_shape_is_not_drawn(tmp_path, capsysbinary, monkeypatch):
    path = tmp_path / "strip.pdf"
    strip = FPDF(format=(10, 5000))
    strip.add_page()
    path.write_bytes(bytes(strip.output()))
    assert pdf_cover.draw(str(path)) == b""
    path.write_bytes(pdf("A page."))
    monkeypatch.setattr(pdf_cover.resource, "setrlimit", lambda *limits: None)
    pdf_cover.main(str(path))
    assert covers.size_of(capsysbinary.readouterr().out) == (480, 679)
    path.write_bytes(b"no pdf")
    assert pdf_cover.draw(str(path)) == b""
