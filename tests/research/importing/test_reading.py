"""Lists in four formats become the same records, and no file, however odd, does harm."""

import io
import unicodedata
import zipfile
from contextlib import suppress
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given, settings, strategies as st

from research.citations.bibtex import write_bibtex
from research.citations.record import Citation, Name
from research.citations.ris import write_ris
from research.citations.spreadsheet import write_csv
from research.importing import bounds, comma_separated
from research.importing.bounds import UnreadableFile
from research.importing.latex import decoded
from research.importing.reading import READERS, read
from research.importing.record import Record
from research.importing.words import said
from research.partial_dates import PartialDate
from research.vocabulary import Kind
from tests.research.importing.samples import BIBTEX, HEADER, RIS, csv, xlsx


def refusal(name, content):
    with pytest.raises(UnreadableFile) as refused:
        read(name, content)
    assert said(refused.value.note)
    return refused.value.note.code


def test_a_spreadsheet_s_line_is_a_record():
    [record] = read("list.csv", csv('"Cash, and care","Khan, Amna; World Bank؛ B",2025-02,report,,,Health;,')).records
    assert record.line == 2
    assert record.texts == {"title": "Cash, and care", "date": "2025-02", "kind": "report"}
    assert record.lists["authors"] == ["Khan, Amna", "World Bank", "B"]
    assert record.lists["themes"] == ["Health"]
    assert Record.from_json(record.as_json()) == record


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_delimiter_and_unicode_encoding_is_read(delimiter, encoding):
    text = f"\nعنوان{delimiter}سال\r\nسماجی تحفظ{delimiter}2025\r\n\r\n{delimiter}\r\nدوسرا{delimiter}2024"
    reading = read("list.csv", text.encode(encoding))
    assert [(r["title"], r["date"]) for r in reading.records] == [("سماجی تحفظ", "2025"), ("دوسرا", "2024")]
    assert reading.remarks == []


def test_windows_1252_is_read_with_a_remark():
    reading = read("list.csv", csv("Étude – “été”,Müller,2025,,,,,", encoding="cp1252"))
    assert reading.records[0]["title"] == "Étude – “été”"
    assert [note.code for note in reading.remarks] == ["guessed-encoding"]


def test_urdu_of_an_old_windows_program_is_read_with_a_remark():
    reading = read("list.csv", "عنوان,سال\r\nسماجي تحفظ: گھرانے، پنشن “نئی”,2021".replace("ی", "ي").encode("cp1256"))
    assert reading.records[0]["title"] == "سماجی تحفظ: گھرانے، پنشن “نئی”"
    assert [note.code for note in reading.remarks] == ["guessed-urdu"]


@pytest.mark.parametrize("above", ["sep=;\n", "Publications, books, and more of the department\n\n", "\ufeffList;;\n;;\n"])
def test_what_stands_above_the_columns_is_passed_over(above):
    [record] = read("list.csv", f"{above}Title;Year;Authors\nCash, care;2025;Khan, Amna".encode()).records
    assert (record["title"], record["date"], record.lists["authors"]) == ("Cash, care", "2025", ["Khan, Amna"])


def test_a_workbook_s_list_may_stand_below_a_title_and_on_a_later_sheet():
    assert [r.line for r in read("list.xlsx", xlsx(["Our list"], [], ["title", "date"], ["A", 2025])).records] == [4]
    book = openpyxl.Workbook()
    book.create_sheet("Notes").append(["Read me"])
    sheet = book.create_sheet("Data")
    for row in (["title", "date"], ["On the third", 2025]):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    assert [r["title"] for r in read("list.xlsx", file.getvalue()).records] == ["On the third"]


def test_unknown_columns_are_named_with_the_nearest_known():
    remarks = read("list.csv", csv("A,2025,x,y", header="Title,Date,Athors,Colour\n")).remarks
    assert [(note.code, note.values) for note in remarks] == [
        ("unknown-column-near", {"name": "Athors", "near": "authors"}),
        ("unknown-column", {"name": "Colour"}),
    ]


def test_lines_are_counted_as_an_editor_counts_them():
    lines = '"Over\ntwo lines",A,2025,,,,,\n\nSecond,B,2024,,,,,'
    assert [record.line for record in read("list.csv", csv(lines)).records] == [2, 5]


def test_cells_kept_from_running_are_text_again():
    [record] = read("list.csv", csv("'=1+1,'@you,2025,,,,,")).records
    assert (record["title"], record.lists["authors"]) == ("=1+1", ["@you"])


def test_a_workbook_s_dates_and_numbers_are_read_as_text():
    rows = [["Title", "Date", "ISBN"], ["A", datetime(2025, 2, 26), None], ["B", 2024.0, 9780306406157], [None] * 3]
    records = read("list.xlsx", xlsx(*rows)).records
    assert [(r.line, r["title"], r["date"], r["isbn"]) for r in records] == [
        (2, "A", "2025-02-26", ""),
        (3, "B", "2024", "9780306406157"),
    ]


def test_a_formula_is_an_error_of_its_line_and_is_not_calculated():
    [record] = read("list.xlsx", xlsx(["title", "date"], ['=HYPERLINK("https://example.org","x")', 2025])).records
    assert [note.code for note in record.notes] == ["formula"]


def archive(name, text, content=b""):
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a" if content else "w", zipfile.ZIP_DEFLATED) as members:
        members.writestr(name, text)
    return file.getvalue()


def test_hostile_workbooks_are_refused(monkeypatch):
    honest = xlsx(["title", "date"], ["A", 2025])
    assert refusal("list.xlsx", archive("xl/workbook.xml", bytes(60 * 1024**2))) == "broken-workbook"
    assert refusal("list.xlsx", b"PK no workbook") == "broken-workbook"
    assert refusal("list.xlsx", archive("xl/other.xml", '<!doctype a [<!ENTITY b "c">]>', honest)) == "broken-workbook"
    assert refusal("list.xlsx", archive("xl/vbaProject.bin", "x", honest)) == "broken-workbook"
    assert refusal("list.xlsx", archive("xl/workbook.xml", "<broken")) == "broken-workbook"
    assert refusal("list.xlsx", honest.replace(b"PK\x03\x04", b"PK\x03\x05", 3)) == "broken-workbook"
    monkeypatch.setattr("research.importing.workbooks.MOST_UNPACKED", 100)
    assert refusal("list.xlsx", honest) == "too-large-unpacked"


def test_a_workbook_that_claims_a_million_rows_is_read_to_its_real_end(monkeypatch):
    content = xlsx(["title", "date"], ["A", 2025])
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'))
    assert len(read("list.xlsx", file.getvalue()).records) == 1
    monkeypatch.setattr("research.importing.workbooks.MOST_ROWS", 1)
    assert refusal("list.xlsx", content) == "too-many"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("list.pdf", b"x", "unknown-format"),
        ("list", b"x", "unknown-format"),
        ("list.csv", b"", "no-works"),
        ("list.csv", HEADER.encode(), "no-works"),
        ("list.csv", b"name,colour\nx,y", "no-column"),
        ("list.csv", csv('"never closed,A,2025'), "broken-csv"),
        ("list.csv", csv("A" + "," * 80), "too-wide"),
        ("list.csv", csv("x" * 30_000), "too-long"),
        ("list.csv", b"\x00\x01", "no-text"),
        ("list.csv", b"title\x81,date", "no-text"),
        ("list.xlsx", xlsx(["name"]), "no-column"),
        ("list.xlsx", xlsx(["title", "date"]), "no-works"),
        ("list.ris", b"no ris", "no-ris"),
        ("list.bib", b"no bibtex", "no-bibtex"),
        ("list.bib", b"@comment{nothing}", "no-works"),
        ("list.csv", csv(*["A,B,2025"] * 201), "too-many"),
    ],
)
def test_a_file_of_which_nothing_can_be_used_is_refused_in_words(name, content, code):
    assert refusal(name, content) == code


def test_a_large_file_is_refused(monkeypatch):
    monkeypatch.setattr("research.importing.reading.MOST_BYTES", 10)
    assert refusal("list.csv", csv("A")) == "too-large"
    monkeypatch.setattr(comma_separated, "MOST_WORKS", 0)
    monkeypatch.setattr("research.importing.reading.MOST_BYTES", bounds.MOST_BYTES)
    assert refusal("list.csv", csv("A,B,2025")) == "too-many"


def test_bibtex_is_read_with_its_accents_and_its_damage():
    first, second, broken, last = read("list.bibtex", BIBTEX.encode()).records
    assert first.texts == {
        "title": "Cash & Care: a BISP study of 50% of women",
        "date": "feb 2025",
        "kind": "report",
        "publisher": "World Bank",
        "doi": "10.1234/abc_d",
        "url": "https://example.org/a_b?c=1%202",
        "abstract": "First.\n\nSecond.",
    }
    assert first.lists["authors"] == ["Khan, Amna", "{Ministry of Finance and Revenue}", "Müller, Jörg"]
    assert first.lists["themes"] == ["Health", "Poverty", "Health"]
    assert (second["title"], second["date"]) == ("Another under the same key", "2024-11-03")
    assert [note.code for note in broken.notes] == ["broken-bibtex"]
    assert (last["title"], last["date"], last.line) == ("سماجی تحفظ", "2023", 14)


def test_latex_that_cannot_be_decoded_stays_as_it_is(monkeypatch):
    monkeypatch.setattr("research.importing.latex.DECODER", None)
    assert decoded(r" a \b ") == r"a \b"


def test_ris_is_read_with_its_lines_and_its_damage():
    first, second = read("list.ris", RIS.encode()).records
    assert first.texts == {
        "title": "سماجی تحفظ",
        "date": "2025/02//",
        "kind": "evaluation",
        "abstract": "First line second line",
    }
    assert first.lists == {"authors": ["Khan, Amna", "World Bank"], "themes": ["Health", "Poverty"]}
    assert (second.line, second["title"], second["date"], second["kind"]) == (
        15,
        "Without an end",
        "2019/05/04",
        "journal article",
    )
    assert [note.code for note in second.notes] == ["no-end"]


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp", "Cn", "Co"]), min_size=1, max_size=40)
lines = words.map(lambda text: " ".join(text.split())).filter(lambda text: text and not text.startswith("'"))


@settings(max_examples=60, deadline=None)
@given(title=lines, abstract=lines)
def test_what_the_library_writes_the_import_reads(title, abstract):
    title, abstract = unicodedata.normalize("NFC", title), unicodedata.normalize("NFC", abstract)
    work = Citation(Kind.REPORT, title, PartialDate(2025, 2), (Name("Khan", "Amna"),), abstract=abstract, doi="10.1234/a_b")
    for name, write in (("a.csv", write_csv), ("a.ris", write_ris)):
        [record] = read(name, write([work]).encode()).records
        assert (record["title"], record["abstract"], record["doi"]) == (title.strip(), abstract.strip(), "10.1234/a_b")


@settings(max_examples=60, deadline=None)
@given(title=st.text(st.sampled_from("abcÄé سماجی&%$#_~^{}\\-"), min_size=1, max_size=30))
def test_what_bibtex_must_escape_comes_back(title):
    work = Citation(Kind.REPORT, f"a{title}z", PartialDate(2025), (Name("World Bank", literal=True),))
    [record] = read("a.bib", write_bibtex([work]).encode()).records
    assert record["title"].replace("–", "--").replace("—", "---") == " ".join(f"a{title}z".split())
    assert record.lists["authors"] == ["{World Bank}"]


@settings(max_examples=120, deadline=None)
@given(form=st.sampled_from(sorted(READERS)), content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_no_bytes_break_a_reader(form, content):
    head = {"csv": b"title,date\n", "ris": b"TY  - RPRT\n", "bib": b"@misc{a, title={", "xlsx": b"PK"}[form]
    for whole in (content, head + content):
        assert all("\x00" not in text for record in records_of(form, whole) for text in record.texts.values())


def records_of(form, content):
    with suppress(UnreadableFile):
        return read(f"a.{form}", content).records
    return []


def test_other_authors_whom_bibtex_does_not_name_are_no_author():
    [work] = read("a.bib", b"@misc{a, title={T}, year=2020, author={Khan, Amna and others}}").records
    assert (work.lists["authors"], [note.code for note in work.notes]) == (["Khan, Amna"], ["more-authors"])


def test_kind_that_the_library_does_not_know_is_named_in_words():
    [work] = read("a.ris", b"TY  - JOUR\nTI  - T\nPY  - 2020\nER  - \n").records
    assert work["kind"] == "journal article"
