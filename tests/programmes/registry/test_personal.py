from dataclasses import replace

import pytest

from programmes.registry.codes import AGGREGATE_COLUMNS, RECORD_COLUMNS
from programmes.registry.personal import find
from tests.factories.exports import cell, record

WORDS = frozenset({"Sindh", "سندھ", "Rahim Yar Khan", "Benazir Kafaalat"})


@pytest.fixture(scope="session")
def known(codes):
    return replace(codes, words=WORDS)


@pytest.fixture
def columns_found(known):
    def found(line: str, columns=RECORD_COLUMNS) -> list[str | None]:
        return [finding.column for finding in find([(2, line.encode())], "data.csv", columns, known)]

    return found


def line(row: dict[str, str]) -> str:
    return ",".join(row.values()) + "\n"


@pytest.mark.parametrize("number", range(30))
def test_rows_after_the_contract_hold_none(number, columns_found):
    assert columns_found(line(record(number))) == []


def test_header_holds_none(columns_found):
    assert columns_found(",".join(RECORD_COLUMNS) + "\n") == []
    assert columns_found(",".join(AGGREGATE_COLUMNS) + "\n", AGGREGATE_COLUMNS) == []


@pytest.mark.parametrize(
    "value",
    [
        "35202-1234567-1",
        "3520212345671",
        "35202 1234567 1",
        "۳۵۲۰۲-۱۲۳۴۵۶۷-۱",
        "35202–1234567–1",
        "35202\u20111234567\u20111",
        "35202 - 1234567 - 1",
        "35202_1234567_1",
        "cnic35202-1234567-1",
        "cnic3520212345671",
        "352\u200b02-1234567-1",
        "0300-1234567",
        "0300–1234567",
        "0300.123.4567",
        "phone03001234567",
        "042-35761234",
        "+92 (51) 9246326",
        "amina@برید.example",
        "0300 123 4567",
        "00923001234567",
        "+92 (300) 1234567",
        "a.b@example.org",
        "Ali Raza Khan",
        "Zulekha",
        "zulekha",
        "M. Aslam",
        "Amina_Bibi",
        "آمنہ",
        "مُحَمَّد",
        "غلام‌محمد",
    ],
)
def test_personal_data_is_named_by_its_column(value, columns_found):
    assert columns_found(line(record(1, district=value))) == ["district"]


def test_value_beyond_the_last_column_has_none(columns_found):
    assert columns_found(line(record(1)).strip() + ",Ali Raza\n") == [None]


def test_sum_of_thirteen_digits_is_money_and_a_count_is_not(columns_found):
    assert columns_found(line(cell(value="2607810000000", unit="PKR")), AGGREGATE_COLUMNS) == []
    assert columns_found(line(cell(value="2607810000000")), AGGREGATE_COLUMNS) == ["value"]
    assert columns_found(line(cell(unit="PKR a quarter")), AGGREGATE_COLUMNS) == []


def test_only_the_first_lines_are_listed_and_all_are_counted(known):
    found = find([(n, line(record(n, sex="Ali Raza")).encode()) for n in range(2, 12)], "data.csv", RECORD_COLUMNS, known)
    assert [(finding.line, finding.count) for finding in found] == [(n, 10) for n in range(2, 7)]


@pytest.mark.parametrize(
    "value",
    [
        "Kafaalat", "kafalat", "KAFAALAT", "benazir-kafaalat", "sindh", "Sindh Province", "سندھ", "Rahim Yar Khan",
        "female", "Male", "enroled", "PAID", "paied", "unknown", "نامعلوم", "N", "", "?", "families", "soon", "families enrolled",
    ],
)  # fmt: skip
def test_mistyped_code_is_merely_unknown(value, columns_found):
    assert columns_found(line(record(1, district=value))) == []


@pytest.mark.parametrize(("value", "columns"), [("deadbeef", []), ("Zulekha", ["household_id"])])
def test_short_identifier_is_no_name_and_a_name_is(value, columns, columns_found):
    assert columns_found(line(record(1, household_id=value))) == columns


def test_code_of_a_programme_yet_unknown_is_no_name(columns_found):
    assert columns_found(line(record(1, programme="winter-relief"))) == []
    assert columns_found(line(record(1, programme="Amina-Bibi"))) == ["programme"]
    assert columns_found(line(record(1, sex="amina-bibi"))) == ["sex"]


@pytest.mark.parametrize("length", range(len("PK-SD")))
def test_code_that_a_cut_line_ends_in_is_no_name(length, columns_found):
    before, code, _ = line(record(1)).partition(record(1)["province"])
    assert columns_found(before + code[:length]) == []


def test_name_that_a_cut_line_ends_in_is_one(columns_found):
    before, _, _ = line(record(1)).partition(record(1)["province"])
    assert columns_found(before + "Zebunni") == ["province"]


def test_part_of_a_place_is_no_place(columns_found):
    assert columns_found(line(record(1, district="Rahim Khan"))) == ["district"]


def test_other_names_of_columns_are_no_names_of_people(known):
    header = ",".join(RECORD_COLUMNS)
    for line in (header.replace("sex", "gender"), header + ",cnic", header.replace("record_id", "identifier")):
        assert find([(1, line.encode())], "data.csv", RECORD_COLUMNS, known) == []
    assert find([(1, header.replace("sex", "03001234567").encode())], "data.csv", RECORD_COLUMNS, known)
    assert find([(1, line_of_people().encode())], "data.csv", RECORD_COLUMNS, known)


def line_of_people() -> str:
    return line(record(1, district="Zulekha"))
