from dataclasses import replace

from django.utils import translation
from hypothesis import given

from research.citations.chicago import write_chicago
from research.citations.record import Name
from research.partial_dates import PartialDate
from research.vocabulary import Kind
from tests.research.citations.examples import EXAMPLE, citations


def test_an_entry_as_the_manual_writes_it():
    assert write_chicago(replace(EXAMPLE, doi="", kind=Kind.WORKING_PAPER, version="Second edition")) == (
        "Khan, Amna Bibi, and Government of Sindh. <i>Cash &amp; care: 50% of {families}</i>. Working paper. Second edition. "
        "Sindh Social Protection Authority, February 26, 2025. "
        '<a href="https://example.org/research/cash-care/">https://example.org/research/cash-care/</a>.'
    )


def test_what_is_not_known_is_left_out():
    bare = replace(EXAMPLE, names=(), publisher="", doi="", url="", title="An act", date=PartialDate(2010, 3))
    assert write_chicago(bare) == "<i>An act</i>. March 2010."
    assert write_chicago(replace(bare, date=PartialDate(2010))) == "<i>An act</i>. 2010."


def test_a_publisher_who_is_the_author_stands_once():
    assert write_chicago(replace(EXAMPLE, names=(Name("BISP", literal=True),), publisher="BISP")).count("BISP") == 1


def test_more_than_ten_names_are_shortened_to_seven():
    names = tuple(Name(f"Author{number}", "Ali") for number in range(11))
    entry = write_chicago(replace(EXAMPLE, names=names))
    assert entry.startswith("Author0, Ali, Ali Author1, ")
    assert "Ali Author6, et al. <i>" in entry


def test_a_retraction_is_said_in_english_whatever_the_reader_speaks():
    with translation.override("ur"):
        entry = write_chicago(replace(EXAMPLE, standing="Retracted, March 2025"))
    assert entry.endswith("Retracted, March 2025.")
    assert "February 26, 2025" in entry


@given(citations)
def test_no_title_becomes_markup(citation):
    assert "<script" not in write_chicago(replace(citation, title=f"<script>{citation.title}"))
