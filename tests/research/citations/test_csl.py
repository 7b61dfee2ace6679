import json
from dataclasses import replace

from hypothesis import given

from research.citations.csl import write_csl
from research.citations.record import Name
from research.partial_dates import PartialDate
from tests.research.citations.examples import EXAMPLE, citations


def test_an_item_names_its_authors_and_the_date_in_parts():
    [item] = json.loads(write_csl([replace(EXAMPLE, date=PartialDate(2025, 2))]))
    assert item["type"] == "report"
    assert item["author"] == [{"family": "Khan", "given": "Amna Bibi"}, {"literal": "Government of Sindh"}]
    assert item["issued"] == {"date-parts": [[2025, 2]]}
    assert item["DOI"] == "10.1234/cash_care"


def test_what_is_not_known_is_left_out():
    [item] = json.loads(write_csl([replace(EXAMPLE, doi="", isbn="", names=(Name("Amna"),))]))
    assert {"DOI", "ISBN"}.isdisjoint(item)
    assert item["author"] == [{"family": "Amna"}]


@given(citations)
def test_any_title_survives_the_round_trip(citation):
    assert json.loads(write_csl([citation]))[0]["title"] == citation.title
