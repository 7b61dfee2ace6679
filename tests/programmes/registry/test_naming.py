import pytest

from programmes.registry.naming import is_nobodys


@pytest.mark.parametrize(
    "name",
    [
        "kafaalat-payments-2025-Q1-v2",
        "bisp-payments",
        "KafaalatPayments2025",
        "2025-03",
        "records-1000-seed-1-csv-gz",
        "3f9ac2d1-77aa-4b0c-9e1d-0a1b2c3d4e5f",
        "x1",
    ],
)
def test_names_of_known_words_and_numbers_are_told(name, codes):
    assert is_nobodys(name, codes)


@pytest.mark.parametrize(
    "name",
    [
        "zulekha-parveen",
        "ZulekhaParveen",
        "zulekha_1985",
        "payments-of-zulekha",
        "zulekha parveen",
        "زلیخا",
        "35202-1234567-1",
        "03217654321",
        "-first",
        "",
    ],
)
def test_names_that_may_be_somebody_s_are_not(name, codes):
    assert not is_nobodys(name, codes)
