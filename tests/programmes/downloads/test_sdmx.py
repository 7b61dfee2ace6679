"""Read by pysdmx, the library of the Bank for International Settlements, as a statistical office would."""

import json

import pytest
from pysdmx.io import get_datasets, read_sdmx

from programmes.downloads.sdmx import HEADER, age_code, code_of, frequency, sdmx_lines, time_period
from programmes.downloads.structure import structure_message

CODES = {
    "REGISTRY": {"bisp-payments": "BISP"},
    "DATA_SET": {"payments": "Payments"},
    "PROGRAMME": {"kafaalat": "Kafaalat"},
    "INDICATOR": {"families_paid": "Families paid"},
    "REF_AREA": {"PK-PB": "Punjab"},
    "UNIT_MEASURE": {"families": "Families"},
}


@pytest.fixture(scope="module")
def structure():
    return json.dumps(structure_message(CODES, "2025-06-01T00:00:00+00:00"))


def test_structure_is_valid_and_describes_every_column(structure):
    message = read_sdmx(structure, validate=True)
    (definition,) = message.get_data_structure_definitions()
    assert [part.id for part in [*definition.components]] == list(HEADER[3:])


def test_every_enumerated_part_has_its_code_list(structure):
    (definition,) = read_sdmx(structure, validate=True).get_data_structure_definitions()
    free = {"TIME_PERIOD", "OBS_VALUE", "UNIT_MULT", "REVISED", "ILLUSTRATIVE", "PERIOD_CODE", "RELEASE", "AS_OF"}
    assert {part.id for part in definition.components if part.local_codes is None} == free


def test_figures_are_read_with_their_types(row, structure):
    rows = [row(), row(period="FY2025", value=None, status="suppressed"), row(period="FY2025-9M", sex="X", age="65+")]
    (found,) = get_datasets(b"".join(sdmx_lines(rows)).decode(), structure)
    assert str(found.short_urn) == "Dataflow=GATEWAY:SOCIAL_PROTECTION(1.0.0)"
    assert list(found.data["TIME_PERIOD"]) == ["2025-Q1", "2024-07-01/P1Y", "2024-07-01/P9M"]
    assert list(found.data["OBS_VALUE"].isna()) == [False, True, False]
    assert list(found.data["OBS_STATUS"]) == ["A", "Q", "A"]
    assert list(found.data["CONF_STATUS"]) == ["F", "C", "F"]


def test_columns_come_in_the_order_of_the_standard(row):
    header, first = b"".join(sdmx_lines([row()])).decode().splitlines()
    assert header.startswith("STRUCTURE,STRUCTURE_ID,ACTION,FREQ,")
    assert first.startswith("dataflow,GATEWAY:SOCIAL_PROTECTION(1.0.0),I,Q,bisp-payments,payments,kafaalat,")


@pytest.mark.parametrize(
    ("code", "period", "freq"),
    [
        ("2025", "2025", "A"),
        ("2025-Q1", "2025-Q1", "Q"),
        ("2025-03", "2025-03", "M"),
        ("FY2025", "2024-07-01/P1Y", "A"),
        ("FY2025-H2", "2025-01-01/P6M", "S"),
        ("FY2025-9M", "2024-07-01/P9M", "_O"),
    ],
)
def test_periods_are_written_as_the_standard_does(code, period, freq):
    assert (time_period(code), frequency(code)) == (period, freq)


def test_ages_and_units_become_identifiers():
    assert [age_code(age) for age in ("5-14", "65+", "U", "_T")] == ["Y5T14", "Y_GE65", "_U", "_T"]
    assert code_of("PKR a quarter") == "PKR_a_quarter"


def test_provisional_figure_says_so(row):
    assert ",P,F," in b"".join(sdmx_lines([row(status="provisional")])).decode()
