from hypothesis import given, settings, strategies as st

from gateway.files.cells import FORMULA, neutral, spelled

beginnings = st.sampled_from(FORMULA)


@given(beginnings, st.text())
@settings(max_examples=50)
def test_text_that_begins_a_formula_gets_an_apostrophe(beginning, rest):
    assert str(neutral(beginning + rest)).startswith("'")


@given(st.text())
@settings(max_examples=50)
def test_no_text_begins_a_formula_afterwards(text):
    assert not str(neutral(text)).startswith(FORMULA)


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"])).filter(lambda t: not t.startswith(FORMULA))
)
@settings(max_examples=50)
def test_other_text_stays_as_it_is(text):
    assert neutral(text) == text


@given(st.integers())
@settings(max_examples=20)
def test_numbers_stay_numbers_negative_ones_too(number):
    assert neutral(number) is number


def test_control_characters_do_not_hide_a_formula():
    assert neutral("\x00=1+1") == "'=1+1"


def test_truth_is_said_in_words_and_nothing_stays_empty():
    assert spelled([True, False, None, 0]) == ["yes", "no", None, 0]
