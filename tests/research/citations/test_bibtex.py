from hypothesis import given

from research.citations.bibtex import escape, write_bibtex
from tests.research.citations.examples import EXAMPLE, citations


def test_an_entry_is_written_as_latex_reads_it():
    entry = write_bibtex([EXAMPLE])
    assert entry.startswith("@techreport{khan2025cash,\n")
    assert "  author = {Khan, Amna Bibi and {Government of Sindh}},\n" in entry
    assert r"  title = {{Cash \& care: 50\% of \textbraceleft{}families\textbraceright{}}}," in entry
    assert "  institution = {{Sindh Social Protection Authority}},\n" in entry
    assert "  year = {2025},\n  month = {2},\n  date = {2025-02-26},\n" in entry
    assert "  doi = {10.1234/cash_care},\n" in entry
    assert r"  abstract = {First line. Second\_line.}," in entry


def test_special_characters_are_escaped_once():
    assert escape("a~b^c\\d_#$") == r"a\textasciitilde{}b\textasciicircum{}c\textbackslash{}d\_\#\$"


@given(citations)
def test_no_text_can_break_out_of_its_field(citation):
    entry = write_bibtex([citation])
    assert entry.count("{") == entry.count("}")
    depth, lowest = 0, 1
    for character in entry.rstrip()[:-1].split("{", 1)[1]:
        depth += {"{": 1, "}": -1}.get(character, 0)
        lowest = min(lowest, depth)
    assert lowest >= 0
    assert len(entry.strip().splitlines()) == entry.count(" = {") + 2
