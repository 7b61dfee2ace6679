"""The words of Word, PowerPoint and Excel files: in order, bounded, and honest about files that cannot be read."""

import json

import pytest
from wagtail.documents.forms import get_document_form

from gateway.files import office_text
from gateway.files.extraction import extract
from gateway.files.forms import DocumentForm
from gateway.files.models import Document
from tests.factories.documents import document
from tests.factories.office import SHEET, WORD, docx, package, pptx, xlsx

State = Document.TextState
BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.fixture
def read(tmp_path):
    def read_file(content, kind):
        path = tmp_path / f"file.{kind}"
        path.write_bytes(content)
        return list(office_text.read(str(path), kind))

    return read_file


def test_a_word_file_is_read_by_paragraphs_with_its_footnotes(read):
    older = "<w:Fallback><w:t>twice</w:t></w:Fallback>"
    file = docx("<w:t>Cash</w:t><w:tab/><w:t>transfer</w:t>", f"<w:t>نقد رقوم</w:t>{older}", footnote="A note.")
    assert read(file, "docx") == [
        {"number": 1, "text": "Cash transfer\nنقد رقوم"},
        {"number": 2, "text": "A note."},
        {"state": "read"},
    ]


def test_a_long_word_file_is_parted_between_paragraphs(read):
    first, second, end = read(docx(f"<w:t>{'word ' * 900}</w:t>", "<w:t>The end.</w:t>"), "docx")
    assert len(first["text"]) == 4_499
    assert (second["text"], end) == ("The end.", {"state": "read"})


def test_slides_are_read_in_their_order_with_notes_and_without_what_is_hidden(read):
    assert read(pptx("Opening", "Hidden", "Closing", hidden=2, notes="Say hello."), "pptx") == [
        {"number": 1, "text": "Opening\nSay hello."},
        {"number": 3, "text": "Closing"},
        {"state": "read"},
    ]


def test_sheets_give_their_names_and_each_word_once(read):
    cells = '<c t="s"><v>0</v></c><c t="s"><v>0</v></c><c t="s"><v>9</v></c><c><v>4711</v></c>'
    cells += '<c t="inlineStr"><is><t>Thatta</t></is></c><c t="str"><f>A1</f><v>counted</v></c>'
    file = xlsx({"Districts": cells, "Notes": '<c t="inlineStr"><is><t>secret</t></is></c>'}, ("Badin",), hidden="Notes")
    assert read(file, "xlsx") == [{"number": 1, "text": "Districts\nBadin\nThatta\ncounted"}, {"state": "read"}]


@pytest.mark.parametrize(
    ("content", "state"),
    [
        (b"PK no archive", "damaged"),
        (package({"other.xml": "<x/>"}), "damaged"),
        (package({"word/document.xml": f"<w:document {WORD}><w:p>"}), "damaged"),
        (package({"word/document.xml": f"{BOMB}<w:document {WORD}><w:t>&b;</w:t></w:document>"}), "damaged"),
        (office_text.COMPOUND_FILE + b"\0" * 99 + office_text.ENCRYPTED_PACKAGE, "encrypted"),
        (office_text.COMPOUND_FILE + b"an old file", "damaged"),
    ],
    ids=["no archive", "no text", "broken off", "entities", "password", "old"],
)
def test_a_file_that_cannot_be_read_says_why(read, content, state):
    assert read(content, "docx") == [{"state": state}]


def test_a_locked_archive_is_protected(read):
    file = bytearray(docx("<w:t>Secret</w:t>"))
    file[file.index(b"PK\x01\x02") + 8] |= 1
    assert read(bytes(file), "docx") == [{"state": "encrypted"}]


@pytest.mark.parametrize(("bound", "value"), [("BYTES_AT_MOST", 50), ("CHARACTERS_AT_MOST", 3), ("PARTS_AT_MOST", 0)])
def test_what_unpacks_without_end_is_cut(read, monkeypatch, bound, value):
    monkeypatch.setattr(office_text, bound, value)
    assert read(docx("<w:t>Cash transfer</w:t>"), "docx")[-1] == {"state": "cut"}


def test_a_sheet_of_endless_words_is_cut(read, monkeypatch):
    monkeypatch.setattr(office_text, "CHARACTERS_A_PART", 12)
    file = xlsx({"Words": "".join(f'<c t="str"><v>{n:05}</v></c>' for n in range(9))})
    assert read(file, "xlsx")[0] == {"number": 1, "text": "Words\n00000"}
    monkeypatch.setattr(office_text, "CHARACTERS_AT_MOST", 3)
    strings = package({"xl/workbook.xml": f"<workbook {SHEET}/>", "xl/sharedStrings.xml": "<sst><si><t>long</t></si></sst>"})
    assert read(strings, "xlsx") == [{"state": "cut"}]


def test_the_program_prints_what_it_reads(tmp_path, capsys, monkeypatch):
    path = tmp_path / "file.docx"
    path.write_bytes(docx("<w:t>Printed.</w:t>"))
    monkeypatch.setattr(office_text.resource, "setrlimit", lambda *limits: None)
    office_text.main(str(path), "docx")
    assert json.loads(capsys.readouterr().out.splitlines()[0]) == {"number": 1, "text": "Printed."}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name", "state", "texts"),
    [
        (docx("<w:t>گھرانے</w:t>"), "urdu.docx", State.READ, ["گھرانے"]),
        (pptx("Slide"), "talk.pptx", State.READ, ["Slide"]),
        (xlsx({"Empty": ""}), "table.XLSX", State.READ, ["Empty"]),
        (docx(), "blank.docx", State.EMPTY, []),
        (b"PK", "broken.docx", State.DAMAGED, []),
    ],
    ids=["docx", "pptx", "xlsx", "blank", "broken"],
)
def test_an_uploaded_office_file_is_read_and_the_editor_told(content, name, state, texts):
    uploaded = document(content, name)
    assert extract(uploaded)
    assert (uploaded.text_state, [text.text for text in uploaded.texts.all()]) == (state, texts)
    form = get_document_form(Document)(instance=uploaded)
    assert isinstance(form, DocumentForm)
    assert form.fields["file"].help_text == f"Text for search: {State(state).label}"
