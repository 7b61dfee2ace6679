"""Word, PowerPoint and Excel files as programs write them whole: every place where an author's words may stand."""

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from openpyxl.comments import Comment
from pptx import Presentation
from pptx.util import Inches

from gateway.files import office_text

TEXT_BOX = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>Key message</w:t></w:r></w:p>'
    "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>Key message</w:t></w:r>"
    "</w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


@pytest.fixture
def read(tmp_path):
    def read_saved(written, kind: str) -> dict[int, str]:
        path = tmp_path / f"file.{kind}"
        written.save(str(path))
        *parts, end = office_text.read(str(path), kind)
        assert end == {"state": "read"}
        return {part["number"]: part["text"] for part in parts}

    return read_saved


def test_word_gives_headings_tables_lists_text_boxes_and_running_titles_in_both_scripts(read):
    file = docx.Document()
    file.add_heading("Cash transfers in Sindh", 0)
    file.add_paragraph("نقد رقوم کی منتقلی").add_run(" اور تعلیم")
    file.add_paragraph("First, the registry", style="List Number")
    file.add_paragraph()._p.append(parse_xml(TEXT_BOX))
    table = file.add_table(2, 2)
    for cell, text in zip(
        [cell for row in table.rows for cell in row.cells], ("District", "ضلع", "Thatta", "ٹھٹھہ"), strict=True
    ):
        cell.text = text
    file.sections[0].header.paragraphs[0].text = "Government of Sindh"
    file.sections[0].footer.paragraphs[0].text = "Draft for comment"
    file.add_section().header.is_linked_to_previous = False
    file.sections[1].header.paragraphs[0].text = "Government of Sindh"
    assert list(read(file, "docx").values()) == [
        "Cash transfers in Sindh\nنقد رقوم کی منتقلی اور تعلیم\nFirst, the registry\nKey message\n\n"
        "District\nضلع\nThatta\nٹھٹھہ",
        "Draft for comment\nGovernment of Sindh",
    ]


def test_powerpoint_gives_titles_tables_groups_and_notes_in_both_scripts(read):
    file = Presentation()
    first = file.slides.add_slide(file.slide_layouts[0])
    first.shapes.title.text, first.placeholders[1].text = "The dynamic registry", "متحرک رجسٹری"
    first.notes_slide.notes_text_frame.text = "Say who pays."
    second = file.slides.add_slide(file.slide_layouts[6])
    box = second.shapes.add_group_shape().shapes.add_textbox(Inches(1), Inches(1), Inches(2), Inches(1))
    box.text_frame.text = "In a group"
    table = second.shapes.add_table(1, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    table.cell(0, 0).text, table.cell(0, 1).text = "Families", "خاندان"
    assert read(file, "pptx") == {
        1: "The dynamic registry\nمتحرک رجسٹری\nSay who pays.",
        2: "In a group\nFamilies\nخاندان",
    }


def test_excel_gives_the_words_of_its_sheets_in_both_scripts(read):
    file = openpyxl.Workbook()
    file.active.title = "اضلاع"
    for row in (("District", "ضلع", "Families"), ("Thatta", "ٹھٹھہ", 4711), ("Thatta", "ٹھٹھہ", "=C2*2")):
        file.active.append(row)
    file.active.merge_cells("A5:C5")
    file.active["A5"] = "Source: illustrative"
    file.active["A1"].comment = Comment("A remark among authors", "Author")
    file.create_sheet("Empty")
    file.create_sheet("Working").sheet_state = "hidden"
    assert read(file, "xlsx") == {
        1: "اضلاع\nDistrict\nضلع\nFamilies\nThatta\nٹھٹھہ\nSource: illustrative",
        2: "Empty",
    }


def test_excel_rows_written_one_by_one_hold_their_words_themselves(read):
    file = openpyxl.Workbook(write_only=True)
    file.create_sheet("Stream").append(["بینظیر", "Kafaalat"])
    assert read(file, "xlsx") == {1: "Stream\nبینظیر\nKafaalat"}


def test_what_an_author_struck_out_is_not_found(read):
    file = docx.Document()
    struck = parse_xml(
        '<w:del xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:r><w:delText>confidential</w:delText></w:r></w:del>"
    )
    file.add_paragraph("Kept")._p.append(struck)
    assert read(file, "docx") == {1: "Kept"}
