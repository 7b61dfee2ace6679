import csv
import io

from programmes.downloads.comma_separated import PIECE, csv_lines
from programmes.downloads.rows import COLUMNS


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def test_any_reader_of_csv_finds_names_values_and_provenance(row):
    (found,) = read(b"".join(csv_lines([row()])))
    assert tuple(found) == COLUMNS
    assert (found["area_name"], found["value"], found["sha256"]) == ("پنجاب", "90", "0" * 64)


def test_hidden_value_is_empty_and_says_suppressed(row):
    (found,) = read(b"".join(csv_lines([row(value=None, status="suppressed")])))
    assert (found["value"], found["status"]) == ("", "suppressed")


def test_formula_in_a_citation_is_neutral(row):
    (found,) = read(b"".join(csv_lines([row(citation='=HYPERLINK("x")')])))
    assert found["citation"] == '\'=HYPERLINK("x")'


def test_begins_with_its_header_without_a_byte_order_mark(row):
    assert b"".join(csv_lines([])).startswith(b"programme,programme_name,")


def test_rows_are_taken_as_they_are_asked_for(row):
    taken = []
    lines = csv_lines(taken.append(number) or row(value=number) for number in range(PIECE * 3))
    next(lines)
    assert len(taken) == PIECE
    assert len(b"".join(lines).splitlines()) == PIECE * 2
