"""A real Urdu PDF: three pages that Chromium printed, the second in Naskh, the third in Nastaliq and half transparent.

Its glyphs stand from left to right, those of Nastaliq on steps, and its marks say how they are read.
"""

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from gateway.files import pdf_text
from gateway.files.models import Document, DocumentText
from gateway.files.pdf_text import Piece, Run, line_text, read_together
from gateway.search.asked import Asked
from gateway.search.query import search
from tests.factories.documents import document, publication_file
from tests.factories.research import make_library, make_publication

PRINTED = Path(__file__).with_name("urdu.pdf")
PAGES = {
    1: "شکایات کا ازالہ\nAnnual report of the complaints desk",
    2: "ہر ضلع میں شکایت مرکز قائم ہے جہاں خواتین اپنی شکایت درج کرا سکتی ہیں۔ الاؤنس BISP کے تحت 2,500 روپے ہے۔",
    3: "سیلاب زدگان کو ۹۳ لاکھ روپے ملے۔",
}


@pytest.fixture
def publication(home, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        file = publication_file("شکایات کا ازالہ", PRINTED.read_bytes(), "urdu.pdf", language="ur")
        return make_publication(make_library(home), title="Complaints", files=[file])


def test_its_words_are_read_as_they_were_written():
    found = list(pdf_text.read(str(PRINTED)))
    assert {fact["number"]: fact["text"] for fact in found if "text" in fact} == PAGES
    assert found[-1] == {"state": "read"}


@pytest.mark.parametrize(
    ("words", "page", "marked"),
    [
        ("خواتین", 2, ["خواتین"]),
        ("شکایتوں کے مراکز مرکز", 2, ["شکایت", "مرکز"]),
        ("زدگان", 3, ["زدگان"]),
        ('"لاکھ روپے"', 3, ["لاکھ", "روپے"]),
    ],
)
def test_its_words_are_found_marked_and_opened_on_their_page(publication, words, page, marked):
    with translation.override("ur"):
        (hit,) = search(AnonymousUser(), Asked(words)).hits
    assert hit.passage.page_number == page
    assert all(f"<mark>{word}</mark>" in hit.snippet for word in marked)
    file = publication.files.get()
    assert hit.reading_place == f"#file={file.document_id}&page={page}"
    assert hit.passage.url.endswith(f"#page={page}")


def test_letters_in_the_shape_of_their_word_become_plain_letters(monkeypatch):
    class Shaped:
        def __getitem__(self, index):
            return self

        def get_textpage(self):
            return self

        def get_text_bounded(self, errors):
            return "ﺷﮑﺎﯾﺖ ﻻ 5² \x00ﬁ"

    monkeypatch.setattr(pdf_text, "text_objects", lambda page: iter(()))
    assert pdf_text.page_text(Shaped(), 0) == "شکایت لا 5² ﬁ"


def run(text, left, right):
    return Run(text, left, right, base=100, height=10)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        (
            [run("means relief", 60, 100), run("امداد", 20, 50), run("The word", 0, 16)],
            "The word امداد means relief",
        ),
        ([run("BISP", 0, 20), run(" امداد کا ادارہ ہے ", 20, 90)], "امداد کا ادارہ ہے BISP"),
        ([run("Pen", 0, 10), run("sion", 11, 20)], "Pension"),
        ([run("2024", 0, 20), run(" ", 20, 20), run("مارچ", 21, 40)], "مارچ 2024"),
        ([run("ے ", 0, 20), run("ک", 21, 30), run(" ", 29, 29), run("کفالت", 30, 60)], "کفالت کے"),
    ],
)
def test_runs_of_two_directions_are_read_in_the_direction_of_most_letters(line, read):
    assert line_text(line) == read


def test_letters_that_no_mark_joins_are_read_one_by_one_and_words_from_the_left_together():
    def piece(text, run=0):
        return Piece(text, run, 0, 0, 0, 0, 10)

    found = [*map(piece, ["ی", "ہ", " ", "B", "I", " ", "2", " "]), piece("ک", 7), piece("ا", 7), piece("۱"), piece("۲")]
    joined = ["".join(one.text for one in held) for held in read_together(found)]
    assert joined == ["ی", "ہ", " ", "BI 2", " ", "کا", "۱۲"]


def test_a_mark_that_is_longer_than_any_is_read_by_its_glyphs(monkeypatch):
    monkeypatch.setattr(pdf_text, "BYTES_OF_A_MARK", 1)
    assert pdf_text.asked(lambda *into: True, pdf_text.ctypes.c_ubyte, "utf-16-be") == ""


def test_documents_that_were_read_by_places_wait_to_be_read_again(db):
    urdu, english = document(b"%PDF-1.7", "urdu.pdf"), document(b"%PDF-1.7", "english.pdf")
    for file, text in ((urdu, "ٹرو\nپ ا"), (english, "Report")):
        DocumentText.objects.create(document=file, page_number=1, text=text)
    Document.objects.update(text_state="read")
    import_module("gateway.files.migrations.0006_read_urdu_again").ask_again(apps, None)
    assert list(Document.objects.filter(text_state="waiting")) == [urdu]
