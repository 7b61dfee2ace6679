from dataclasses import replace

from django.utils import translation

from research.citations.apa import write_apa
from research.citations.record import Name
from research.partial_dates import PartialDate
from research.vocabulary import Kind
from tests.research.citations.examples import EXAMPLE


def test_a_reference_as_the_manual_writes_it():
    assert write_apa(replace(EXAMPLE, doi="")) == (
        "Khan, A. B., &amp; Government of Sindh. (2025, February 26). "
        "<i>Cash &amp; care: 50% of {families}</i> [Report]. Sindh Social Protection Authority. "
        '<a href="https://example.org/research/cash-care/">https://example.org/research/cash-care/</a>'
    )


def test_a_doi_goes_before_the_address():
    assert 'href="https://doi.org/10.1234/cash_care"' in write_apa(EXAMPLE)


def test_without_author_the_title_comes_first():
    assert write_apa(replace(EXAMPLE, names=(), title="An act", date=PartialDate(2010))).startswith(
        "<i>An act</i> [Report]. (2010)."
    )


def test_a_publisher_who_is_the_author_stands_once():
    reference = write_apa(replace(EXAMPLE, names=(Name("BISP", literal=True),), publisher="BISP"))
    assert reference.count("BISP") == 1


def test_nothing_is_said_of_an_address_or_publisher_that_is_not_known():
    assert write_apa(replace(EXAMPLE, publisher="", doi="", url="")).endswith("[Report].")


def test_more_than_twenty_names_are_shortened():
    names = tuple(Name(f"Author{number}", "Ali") for number in range(25))
    reference = write_apa(replace(EXAMPLE, names=names))
    assert "Author18, A., … Author24, A. (" in reference


def test_hyphenated_given_names_keep_their_hyphen():
    assert write_apa(replace(EXAMPLE, names=(Name("Khan", "Noor-ul Huda"),))).startswith("Khan, N.-u. H. (")


def test_reference_is_english_whatever_the_reader_speaks():
    with translation.override("ur"):
        assert "(2025, February 26)" in write_apa(EXAMPLE)


def test_elsewhere_a_note_is_a_note_of_no_gateway_in_particular():
    assert "[Note]" in write_apa(replace(EXAMPLE, kind=Kind.NOTE))
    assert str(Kind.NOTE.label) == "note of this gateway"
