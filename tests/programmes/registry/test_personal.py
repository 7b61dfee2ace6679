import pytest

from programmes.registry.codes import AGGREGATE_COLUMNS, RECORD_COLUMNS
from programmes.registry.personal import find
from tests.factories.exports import cell, record


def columns_found(line: str, columns=RECORD_COLUMNS) -> list[str | None]:
    return [finding.column for finding in find([(2, line.encode())], "data.csv", columns)]


def line(row: dict[str, str]) -> str:
    return ",".join(row.values()) + "\n"


@pytest.mark.parametrize("number", range(300))
def test_rows_after_the_contract_hold_none(number):
    assert columns_found(line(record(number))) == []


def test_header_holds_none():
    assert columns_found(",".join(RECORD_COLUMNS) + "\n") == []
    assert columns_found(",".join(AGGREGATE_COLUMNS) + "\n", AGGREGATE_COLUMNS) == []


@pytest.mark.parametrize(
    "value", ["35202-1234567-1", "3520212345671", "0300-1234567", "00923001234567", "a.b@example.org", "Ali Raza Khan"]
)
def test_personal_data_is_named_by_its_column(value):
    assert columns_found(line(record(1, district=value))) == ["district"]


def test_value_beyond_the_last_column_has_none():
    assert columns_found(line(record(1)).strip() + ",Ali Raza\n") == [None]


def test_sum_of_thirteen_digits_is_money_and_a_count_is_not():
    assert columns_found(line(cell(value="2607810000000", unit="PKR")), AGGREGATE_COLUMNS) == []
    assert columns_found(line(cell(value="2607810000000")), AGGREGATE_COLUMNS) == ["value"]
    assert columns_found(line(cell(unit="PKR a quarter")), AGGREGATE_COLUMNS) == []


def test_only_the_first_lines_are_listed_and_all_are_counted():
    found = find([(n, line(record(n, sex="Ali Raza")).encode()) for n in range(2, 12)], "data.csv", RECORD_COLUMNS)
    assert [(finding.line, finding.count) for finding in found] == [(n, 10) for n in range(2, 7)]
