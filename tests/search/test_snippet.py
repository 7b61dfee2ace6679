from hypothesis import given, strategies as st

from gateway.search.question import question
from gateway.search.snippet import WIDTH, marked, snippet


def test_found_words_are_marked_and_everything_else_is_escaped():
    text = "filler words stand here. " * 40 + "Then 5 < 6 payments <script> came. " + "More filler. " * 40
    shown = snippet(text, question("payment").terms)
    assert "5 &lt; 6 <mark>payments</mark> &lt;script&gt; came." in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_the_stretch_with_most_of_the_words_is_shown():
    text = "cash alone. " + "filler " * 80 + "cash transfer together. " + "filler " * 80
    assert "<mark>cash</mark> <mark>transfer</mark>" in snippet(text, question("cash transfer").terms)


def test_a_text_without_the_words_is_shown_from_its_beginning():
    assert snippet("Short text.", frozenset()) == "Short text."
    assert snippet("", frozenset({"cash"})) == ""


def test_a_title_is_marked_whole():
    assert marked("Cash & care", question("cash").terms) == "<mark>Cash</mark> &amp; care"


def test_a_ligature_of_several_terms_is_marked_once():
    assert marked("ﷺ", question("ﷺ").terms) == "<mark>ﷺ</mark>"


@given(st.text(alphabet="cash <>&\"'پاکستان\u064e. x", max_size=600))
def test_a_snippet_never_holds_foreign_markup(text):
    shown = snippet(text, question("cash پاکستان x").terms)
    bare = shown.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
    assert ">" not in bare
    assert len(bare) <= (WIDTH + 50) * 6
