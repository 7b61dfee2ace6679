"""What is understood of what a person types."""

import pytest
from hypothesis import given, settings, strategies as st

from gateway.search.question import PARTS_AT_MOST, question
from gateway.search.understood import understood


def told(text):
    return dict(understood(question(text)))


def wanted(text):
    return [[(part.field, *part.terms) for part in clause] for clause in question(text).clauses]


def test_plain_words_are_asked_for_one_by_one_in_their_order():
    asked = question("the cash-transfer of Punjab")
    assert wanted("the cash-transfer of Punjab") == [[("text", "cash")], [("text", "transfer")], [("text", "punjab")]]
    assert asked.as_typed == ("the", "cash", "transfer", "of", "punjab")
    assert told("the cash-transfer of Punjab") == {}


def test_alternatives_exclusions_and_fields_are_understood_and_told_back():
    assert told('cash OR "food voucher" title:kafaalat author:"Amina Khan" -training -"pilot phase"') == {
        "With": ["cash or “food voucher”"],
        "In the title": ["kafaalat"],
        "By the author": ["“Amina Khan”"],
        "Without": ["training", "“pilot phase”"],
    }


def test_urdu_has_its_own_or_and_its_own_names_of_fields():
    assert told("نقد یا راشن عنوان:کفالت مصنف:خان") == {
        "With": ["نقد or راشن"],
        "In the title": ["کفالت"],
        "By the author": ["خان"],
    }


def test_a_space_after_a_field_s_name_is_a_slip_of_the_hand():
    assert told("Title: kafaalat مصنف: خان") == {"In the title": ["kafaalat"], "By the author": ["خان"]}
    assert wanted("Policy: cash") == [[("text", "polici")], [("text", "cash")]]


def test_three_alternatives_are_one_clause():
    assert wanted("cash OR voucher OR food aid") == [
        [("text", "cash"), ("text", "voucher"), ("text", "food")],
        [("text", "aid")],
    ]


@pytest.mark.parametrize(
    "text", ["OR cash", "cash OR", "cash OR -cash-", "OR", "OR OR OR", "cash or voucher", "-", "--", "title:", "-title:"]
)
def test_what_cannot_be_understood_is_plain_words(text):
    assert all(part.field == "text" for clause in question(text).clauses for part in clause)


def test_a_hyphen_within_a_word_or_alone_excludes_nothing():
    assert question("shock-responsive - cash").without == ()
    assert question("2010-2015").without == ()


def test_other_names_before_a_colon_are_words():
    assert wanted("https://example.org") == [[("text", "http")], [("text", "exampl")], [("text", "org")]]


def test_a_word_of_several_terms_among_alternatives_stands_together():
    assert wanted("shock-responsive OR cash") == [[("text", "shock", "respons"), ("text", "cash")]]


def test_small_words_among_alternatives_are_left_out():
    assert wanted("the OR cash") == [[("text", "cash")]]
    assert wanted("the OR of") == [[("text", "the"), ("text", "of")]]


def test_an_exclusion_alone_is_a_question():
    asked = question("-training")
    assert asked
    assert not asked.clauses
    assert not question('""')


SIGNS = st.sampled_from(
    ['"', "-", "OR", "یا", "title:", "author:", "عنوان:", "cash", " ", "کفالت", "”", ":", "(", "the", "--", "–"]
)


@given(st.one_of(st.text(max_size=60), st.lists(SIGNS, max_size=20).map("".join), st.lists(SIGNS, max_size=20).map(" ".join)))
@settings(max_examples=150, deadline=None)
def test_nothing_typed_is_an_error(text):
    asked = question(text)
    assert len(asked.clauses) <= PARTS_AT_MOST
    assert all(part.terms for clause in asked.clauses for part in clause)
    assert all(part.terms for part in asked.without)
    assert all(name and all(values) for name, values in understood(asked))
