import io

import pytest
from openpyxl import load_workbook

from programmes.downloads.rows import COLUMNS
from programmes.downloads.workbook import Wording, write_workbook


@pytest.fixture
def opened(row):
    def make(rows, **changed):
        said = {
            "title": "Statistics",
            "cover_name": "About",
            "data_name": "Data",
            "notes_name": "Notes",
            "cover": [("Selection", "everything"), ("Licence", "=cmd|' /C calc'!A0")],
            "header": COLUMNS,
            "notes": [("Releases", ["Registry", "Export"], [["BISP", "@SUM(1)"]])],
        }
        file = io.BytesIO()
        write_workbook(file, Wording(**said | changed), rows)
        return load_workbook(file)

    return make


def test_cover_data_and_notes_come_in_this_order(opened, row):
    book = opened([row()])
    assert book.sheetnames == ["About", "Data", "Notes"]
    assert [cell.value for cell in book["Data"][1]] == list(COLUMNS)
    assert book["About"]["A1"].value == "Statistics"
    assert book["Notes"]["A3"].value == "BISP"


def test_numbers_are_numbers_and_hidden_ones_empty(opened, row):
    sheet = opened([row(value=90), row(value=None)])["Data"]
    column = COLUMNS.index("value") + 1
    assert [sheet.cell(line, column).value for line in (2, 3)] == [90, None]
    assert sheet.cell(2, column).data_type == "n"


def test_no_cell_of_any_sheet_is_a_formula(opened, row):
    book = opened([row(citation="=1+1", area_name="+1", programme_name="-1", export_id="@x", registry="\tx")])
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert not [cell.value for cell in cells if str(cell.value).startswith(("=", "+", "-", "@", "\t"))]


def test_control_characters_do_not_break_the_file(opened, row):
    assert opened([row(citation="a\x0bb")])["Data"].cell(2, len(COLUMNS)).value == "ab"


def test_urdu_sheets_run_from_right_to_left(opened, row):
    assert all(sheet.sheet_view.rightToLeft for sheet in opened([row()], right_to_left=True))
    assert not any(sheet.sheet_view.rightToLeft for sheet in opened([row()]))
