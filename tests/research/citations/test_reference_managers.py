"""What other people's programs read out of our citations is what we wrote."""

import bibtexparser
import rispy
from hypothesis import given, strategies as st

from research.citations.bibtex import escape, write_bibtex
from research.citations.record import one_line, with_unique_keys
from research.citations.ris import write_ris
from tests.research.citations.examples import EXAMPLE, citations

bibliographies = st.lists(citations, min_size=1, max_size=4).map(with_unique_keys)


@given(bibliographies)
def test_bibtexparser_finds_every_entry_whole(bibliography):
    library = bibtexparser.parse_string(write_bibtex(bibliography))
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == [citation.key for citation in bibliography]
    titles = [entry["title"] for entry in library.entries]
    assert titles == [f"{{{escape(citation.title)}}}" for citation in bibliography]


@given(bibliographies)
def test_rispy_finds_every_record_whole(bibliography):
    records = rispy.loads(write_ris(bibliography))
    assert [record["title"] for record in records] == [one_line(citation.title) for citation in bibliography]
    authors = [[one_line(name.inverted) for name in citation.names] for citation in bibliography]
    assert [record.get("authors", []) for record in records] == authors


def test_an_example_arrives_with_all_its_parts():
    [entry] = bibtexparser.parse_string(write_bibtex([EXAMPLE])).entries
    [record] = rispy.loads(write_ris([EXAMPLE]))
    assert entry["doi"] == record["doi"] == EXAMPLE.doi
    assert entry["year"] == record["year"] == "2025"
    assert entry["url"] == record["urls"][0] == EXAMPLE.url
    assert record["keywords"] == list(EXAMPLE.keywords)
