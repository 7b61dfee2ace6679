import csv
import io
from dataclasses import replace

from hypothesis import given

from research.citations.spreadsheet import COLUMNS, write_csv
from tests.research.citations.examples import EXAMPLE, citations


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_line_holds_a_publication():
    [row] = rows(write_csv([EXAMPLE]))
    assert tuple(row) == COLUMNS
    assert row["authors"] == "Amna Bibi Khan; Government of Sindh"
    assert row["date"] == "2025-02-26"


def test_a_spreadsheet_takes_the_letters_for_what_they_are():
    assert write_csv([]).startswith("\ufeff")


def test_a_title_like_a_formula_stays_a_title():
    [row] = rows(write_csv([replace(EXAMPLE, title="=HYPERLINK(0)")]))
    assert row["title"] == "'=HYPERLINK(0)"


@given(citations)
def test_no_cell_begins_like_a_formula(citation):
    [row] = rows(write_csv([citation]))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row.values())
