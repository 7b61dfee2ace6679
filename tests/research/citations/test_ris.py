import re
from dataclasses import replace

from hypothesis import given

from research.citations.ris import write_ris
from research.partial_dates import PartialDate
from tests.research.citations.examples import EXAMPLE, citations


def test_a_record_holds_each_author_and_keyword_on_its_line():
    lines = write_ris([EXAMPLE]).split("\r\n")
    assert lines[0] == "TY  - RPRT"
    assert lines[-3] == "ER  - "
    assert "AU  - Khan, Amna Bibi" in lines
    assert "AU  - Government of Sindh" in lines
    assert "DA  - 2025/02/26/" in lines
    assert [line for line in lines if line.startswith("KW")] == ["KW  - Gender", "KW  - Nutrition"]


def test_a_date_known_in_part_keeps_its_slashes():
    assert "DA  - 2025///" in write_ris([replace(EXAMPLE, date=PartialDate(2025))])
    assert "DA  - 2025/02//" in write_ris([replace(EXAMPLE, date=PartialDate(2025, 2))])


@given(citations)
def test_every_line_is_a_tag_and_its_value(citation):
    lines = write_ris([citation]).split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines if line)
    assert lines.count("ER  - ") == 1
