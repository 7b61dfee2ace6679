"""Citations for the tests of the formats: one by hand, and any that a machine can think of."""

import string

from hypothesis import strategies as st

from research.citations.record import Citation, Name, one_line
from research.partial_dates import PartialDate
from research.vocabulary import Kind
from tests.research.test_partial_dates import partial_dates

EXAMPLE = Citation(
    kind=Kind.REPORT,
    title="Cash & care: 50% of {families}",
    date=PartialDate(2025, 2, 26),
    names=(Name("Khan", "Amna Bibi"), Name("Government of Sindh", literal=True)),
    publisher="Sindh Social Protection Authority",
    doi="10.1234/cash_care",
    isbn="978-0-306-40615-7",
    url="https://example.org/research/cash-care/",
    abstract="First line.\nSecond_line.",
    keywords=("Gender", "Nutrition"),
)

# Everything that means something to a format, a line reader or a writing system; all of Unicode takes seven times as long.
LETTERS = string.printable + "\x1c\x1d\x1e\x7f\x85\xa0\u2028\u2029\u200c\u200f\ufeff" + "ßéŁ\u0301اپیںکۂ۔،¶“”–😀"
words = st.text(LETTERS, min_size=1, max_size=16).filter(one_line)
names = st.builds(Name, words, st.just("") | words, st.just(False)) | st.builds(lambda text: Name(text, literal=True), words)
citations = st.builds(
    Citation,
    kind=st.sampled_from(Kind),
    title=words,
    date=partial_dates,
    names=st.lists(names, max_size=4).map(tuple),
    publisher=st.just("") | words,
    abstract=st.just("") | words,
    keywords=st.lists(words, max_size=3).map(tuple),
    url=st.just("https://example.org/a_b%20c/"),
)
