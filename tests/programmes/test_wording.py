"""Numbers in the reader's words: millions in English, lakhs and crores in Urdu."""

import pytest
from django.utils.translation import override

from programmes.evidence import short
from programmes.wording import value_label

NUMBERS = [
    (7_870_000, "7.87 million", "78.7 لاکھ"),
    (10_700_000, "10.7 million", "1.07 کروڑ"),
    (12_340_000, "12.34 million", "123.4 لاکھ"),
    (328_470_000_000, "328.47 billion", "328.47 ارب"),
    (13_500, "13,500", "13,500"),
    (2_642_083, "2,642,083", "2,642,083"),
]


@pytest.mark.parametrize(("number", "english", "urdu"), NUMBERS)
def test_a_number_reads_as_newspapers_of_its_language_write_it(number, english, urdu):
    with override("en"):
        assert value_label(number, "families") == english
    with override("ur"):
        assert value_label(number, "families") == urdu


def test_an_axis_counts_in_lakhs_too():
    assert short(2_500_000) == "2.5 m"
    with override("ur"):
        assert short(2_500_000) == "25 لاکھ"
