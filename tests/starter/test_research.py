"""The library's starter content: that it loads, says true things of itself, and the Joint Statement is all there."""

import csv
import io

import pypdfium2
import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from gateway.files.models import Document
from gateway.starter.joint_statement import joint_statement_pdf, statement
from gateway.starter.programmes import load_programmes
from gateway.starter.research import FOLDER, load_research, read
from gateway.starter.site import load_site
from gateway.starter.taxonomy import load_taxonomy
from research.models import PublicationPage
from research.vocabulary import Kind


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker, tmp_path_factory):
    """Loaded once for this module, and rolled back after it: loading takes seconds."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")), django_db_blocker.unblock(), transaction.atomic():
        load_taxonomy()
        load_site()
        load_programmes()
        load_research()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(content, db):
    """The content, on a savepoint of the test's own."""


def pdf_text(content: bytes) -> tuple[str, int]:
    pdf = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_range() for page in pdf]
        return " ".join(" ".join(pages).split()), len(pdf)
    finally:
        pdf.close()


def test_every_priority_stands_in_the_pdf_word_for_word():
    text, pages = pdf_text(joint_statement_pdf())
    headings = statement()["headings"]
    priorities = [priority for heading in headings for priority in heading["priorities"]]
    assert (len(headings), len(priorities), pages) == (4, 14, 2)
    for words in (statement()["title"], *statement()["preamble"], *[h["title"] for h in headings], *priorities):
        assert words in text


def test_the_pdf_says_what_it_is_and_is_the_same_each_time():
    content = joint_statement_pdf()
    pdf = pypdfium2.PdfDocument(content)
    facts = pdf.get_metadata_dict()
    outline = [item.get_title() for item in pdf.get_toc()]
    pdf.close()
    assert facts["Title"] == "Joint Statement on Advancing Social Protection in Pakistan"
    assert outline == [heading["title"] for heading in statement()["headings"]]
    assert b"/Lang (en)" in content
    assert content == joint_statement_pdf()


def test_the_library_is_full_and_loading_again_changes_nothing(loaded):
    english = PublicationPage.objects.filter(locale__language_code="en")
    assert english.count() >= 20
    before = list(PublicationPage.objects.values_list("pk", "latest_revision_id")), Document.objects.count()
    load_research()
    assert before == (list(PublicationPage.objects.values_list("pk", "latest_revision_id")), Document.objects.count())


def test_every_publication_is_whole_by_its_own_rules(loaded):
    for page in PublicationPage.objects.all():
        page.full_clean()
        for part in (*page.authors.all(), *page.files.all(), *page.programme_links.all()):
            part.clean()
        assert page.summary
        assert page.abstract
        assert page.themes.exists()
        assert page.stages.exists()


def test_each_named_programme_is_there(loaded):
    for path in (FOLDER / "publications").glob("*.toml"):
        named = read(path).get("programmes", [])
        if not path.stem.endswith(".ur"):
            page = PublicationPage.objects.get(slug=path.stem, locale__language_code="en")
            assert page.programme_links.count() == len(named), path.stem


def test_the_gateways_own_notes_say_so_and_cite_sources(loaded):
    notes = PublicationPage.objects.filter(kind=Kind.NOTE, locale__language_code="en")
    assert notes.count() >= 4
    for note in notes:
        assert [author.institution.code for author in note.authors.all()] == ["gateway"]
        sources = [block.value["source"] for block in note.body if block.block_type == "table"]
        assert sources
        assert all(sources)


def test_the_joint_statement_and_a_note_have_urdu_pages(loaded, client):
    for slug, words in [("joint-statement-2025", "مشترکہ اعلامیہ"), ("counting-families", "اندراج شدہ")]:
        html = client.get(f"/ur/research/{slug}/").content.decode()
        assert words in html
        assert '<html lang="ur" dir="rtl"' in html
    assert "تحقیق" in client.get("/ur/research/").content.decode()


def test_the_statements_file_is_offered_with_its_pages(loaded, client):
    document = Document.objects.get(title__startswith="Joint Statement")
    assert f'href="{document.url}"' in client.get("/research/joint-statement-2025/").content.decode()
    response = client.get(document.url)
    assert response.status_code == 200
    text, _pages = pdf_text(b"".join(response.streaming_content) if response.streaming else response.content)
    assert "Global Shield" in text


def test_tables_made_here_can_be_read_back(loaded):
    for title, columns, count in [
        ("Provinces and districts of Pakistan", "p_code", 160),
        ("Urdu glossary of social protection", "english", 76),
    ]:
        document = Document.objects.get(title=title)
        with document.file.open("rb") as opened:
            rows = list(csv.DictReader(io.StringIO(opened.read().decode())))
        assert len(rows) >= count
        assert columns in rows[0]


def test_every_page_of_the_library_answers_in_both_languages(loaded, client):
    for page in PublicationPage.objects.select_related("locale"):
        with translation.override(page.locale.language_code):
            url = page.url
        assert client.get(url).status_code == 200
        assert client.get(f"{url}cite.ris").status_code == 200
