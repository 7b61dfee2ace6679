import pytest

from programmes.downloads.file_names import file_name


@pytest.mark.parametrize(
    ("filters", "file_format", "name"),
    [
        ([("kafaalat",), ("families_paid",), ("2025-Q2",)], "csv", "kafaalat-families_paid-2025-Q2.csv"),
        ([("kafaalat",), (), ("PK-PB", "PK-SD")], "xlsx", "kafaalat-2-values.xlsx"),
        ([], "sdmx-csv", "statistics.sdmx.csv"),
        ([("65+",)], "csv", "65.csv"),
        ([('a"; b\r\n',)], "csv", "a-b.csv"),
    ],
)
def test_file_name_says_what_is_inside_and_needs_no_quoting(filters, file_format, name):
    assert file_name(filters, file_format) == name
