"""What a PDF tells of the work in it."""

import json
import subprocess

import pytest
from django.core.files.base import ContentFile
from fpdf import FPDF

from gateway.files import facts as files_facts, pdf_facts
from gateway.files.facts import facts_of
from research.models import Person
from research.proposing.finding import find
from research.proposing.languages import language
from research.proposing.title_lines import title_in
from tests.factories.documents import pdf
from tests.files.test_urdu_pdf import PRINTED

ENGLISH = "The results of the study are for the readers and with the help of many."


def facts(**given):
    return {"state": "read", "lines": [], "text": "", "metadata": {}} | given


def values(found):
    return {name: value for name, (value, _source) in found.items()}


def sources(found):
    return {name: source for name, (_value, source) in found.items()}


def report() -> bytes:
    file = FPDF()
    file.add_page()
    for size, text in (
        (10, "Series 12"),
        (26, "Cash and care:"),
        (26, "a study"),
        (12, "By Amna Khan and Ali Raza"),
        (9, "May 2024"),
    ):
        file.set_font("Helvetica", size=size)
        file.multi_cell(0, 12, text, new_x="LMARGIN", new_y="NEXT")
    file.multi_cell(0, 12, f"https://doi.org/10.1234/ab.cd. ISBN 978-0-306-40615-7. {ENGLISH}")
    return bytes(file.output())


def test_a_real_file_is_read_by_a_process_of_its_own(db):
    found = find(facts_of(ContentFile(report(), "x.pdf")), "x.pdf")
    assert values(found) == {
        "title": "Cash and care: a study",
        "authors": "Amna Khan\nAli Raza",
        "date": "2024-05",
        "language": "en",
        "doi": "10.1234/ab.cd",
        "isbn": "978-0-306-40615-7",
    }
    assert sources(found)["title"] == "first-page"


@pytest.mark.parametrize(
    ("content", "state"),
    [(b"%PDF-1.7 no PDF", "damaged"), (b"", "damaged"), (pdf("x", password="p"), "encrypted"), (pdf(""), "empty")],
    ids=["broken", "nothing", "locked", "scan"],
)
def test_a_file_that_tells_nothing_says_why(tmp_path, monkeypatch, capsys, content, state):
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    monkeypatch.setattr(pdf_facts.resource, "setrlimit", lambda *limits: None)
    pdf_facts.main(str(path))
    assert json.loads(capsys.readouterr().out)["state"] == state


def test_lines_of_a_page_keep_the_height_of_their_letters(tmp_path):
    path = tmp_path / "x.pdf"
    path.write_bytes(report())
    lines = dict(pdf_facts.read(str(path))["lines"])
    assert lines["Cash and care:"] > lines["May 2024"]


def test_urdu_that_a_browser_printed_is_read_by_its_marks(db):
    found = pdf_facts.read(str(PRINTED))
    assert [text for text, _height in found["lines"]] == ["شکایات کا ازالہ", "Annual report of the complaints desk"]
    assert find(found | {"metadata": {}}, "x.pdf")["title"] == ("شکایات کا ازالہ", "first-page")


def test_a_page_that_breaks_is_damage(tmp_path, monkeypatch):
    path = tmp_path / "x.pdf"
    path.write_bytes(report())

    def fail(page):
        raise pdf_facts.pypdfium2.PdfiumError("page")

    monkeypatch.setattr(pdf_facts, "first_lines", fail)
    assert pdf_facts.read(str(path)) == {"state": "damaged"}


def test_a_stalled_or_crashed_reading_is_told(monkeypatch):
    def stall(command, timeout, **options):
        raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.setattr(files_facts.subprocess, "run", stall)
    assert facts_of(ContentFile(b"x")) == {"state": "slow"}
    crash = subprocess.CompletedProcess([], -11, b"")
    monkeypatch.setattr(files_facts.subprocess, "run", lambda *words, **options: crash)
    assert facts_of(ContentFile(b"x")) == {"state": "damaged"}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Cash and care", ("Cash and care", "properties")),
        ("Microsoft Word - final.doc", ("Big letters", "first-page")),
        ("untitled", ("Big letters", "first-page")),
        ("report.indd", ("Big letters", "first-page")),
    ],
)
def test_a_title_that_a_program_gave_is_passed_over(db, title, expected):
    lines = [("small", 8.0), ("Big", 20.0), ("letters", 19.5), ("small again", 8.0), ("Big", 20.0)]
    assert find(facts(metadata={"Title": title}, lines=lines), "a.pdf")["title"] == expected


def test_a_scan_is_called_by_its_file_s_name(db):
    assert values(find(facts(state="empty"), "poverty_report-2024.pdf")) == {"title": "Poverty report 2024"}


@pytest.mark.parametrize(
    ("metadata", "lines", "authors"),
    [
        ({"Author": "Amna Khan; Ali Raza"}, [], "Amna Khan\nAli Raza"),
        ({"Author": "Administrator"}, [("مصنفین: آمنہ خان اور علی رضا", 9.0)], "آمنہ خان\nعلی رضا"),
        ({"Author": "HP"}, [("Something else", 9.0), ("Khan Amna, Nobody Known", 9.0)], "Khan Amna"),
        ({}, [("Nothing", 9.0)], None),
    ],
)
def test_authors_are_those_named_or_known(db, metadata, lines, authors):
    Person.objects.create(given_names="Amna", family_name="Khan")
    assert values(find(facts(metadata=metadata, lines=lines), "a.pdf")).get("authors") == authors


@pytest.mark.parametrize(
    ("first_page", "text", "metadata", "expected"),
    [
        ("26 February 2025", "", {}, ("2025-02-26", "first-page")),
        ("31 February 2025", "", {}, ("2025", "first-page")),
        ("Islamabad, 2023", "1999", {}, ("2023", "first-page")),
        ("", "printed 2019, reprinted 2021, until 2190", {}, ("2021", "text")),
        ("", "in March 2018", {}, ("2018-03", "text")),
        ("فروری 2022", "", {}, ("2022-02", "first-page")),
        ("", "", {"CreationDate": "D:20170304"}, ("2017", "file-date")),
        ("", "", {"CreationDate": "yesterday"}, None),
    ],
)
def test_dates_are_proposed_from_the_surest_place(db, first_page, text, metadata, expected):
    assert find(facts(lines=[(first_page, 9.0)], text=text, metadata=metadata), "a.pdf").get("date") == expected


def test_a_wrong_isbn_is_not_proposed(db):
    assert "isbn" not in find(facts(text="ISBN 978-0-306-40615-1"), "a.pdf")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        ("سماجی تحفظ کے پروگرام اور ان کے نتائج", "ur"),
        ("سماجي تحفظ جا پروگرام ۽ انهن جا نتيجا ڏسو ڪراچي ڳوٺ ۾ آهن ٻار", "sd"),
        ("د ټولنیز خوندیتوب پروګرامونه او د هغوی پایلې ښځې ډېرې", "ps"),
        ("Die Ergebnisse der Studie und die Zahlen für das Jahr", "de"),
    ],
)
def test_the_language_is_told_by_letters_and_words(text, code):
    assert language(text) == code


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ([("Cash transfers and", 28), ("schooling in Sindh", 20), ("Amna Khan", 14)], "Cash transfers and schooling in Sindh"),
        (
            [("A Study of", 16), ("CASH TRANSFERS", 30), ("in three provinces", 16), ("x y z", 9)],
            "A Study of CASH TRANSFERS in three provinces",
        ),
        ([("نقد رقوم کی", 28), ("منتقلی اور تعلیم", 18), ("متن یہاں سے", 10)], "نقد رقوم کی منتقلی اور تعلیم"),
        (
            [("Counting families", 28), ("What the registry knows of poor homes", 18), ("Text", 10)],
            "Counting families: What the registry knows of poor homes",
        ),
        ([("Who counts?", 28), ("On the registry of the poor", 18), ("Text", 10)], "Who counts? On the registry of the poor"),
        ([("Counting families", 28), ("Amna Khan and Ali Raza", 18), ("Text", 10)], "Counting families"),
        ([("Counting families", 28), ("Ministry of the Poor, Islamabad", 18), ("Text", 10)], "Counting families"),
        ([("Counting families", 28), ("Working paper of the centre", 18), ("Text", 10)], "Counting families"),
        ([("Counting families", 28), ("and so on and on", 10), ("Text goes on", 10)], "Counting families"),
        (
            [("Counting families", 28), ("What they say of it", 18), ("Text", 10), ("Another heading here", 18)],
            "Counting families",
        ),
        ([], ""),
    ],
)
def test_title_in_two_sizes_is_whole_and_no_name_is_taken_for_a_subtitle(lines, title):
    assert title_in(lines) == title
