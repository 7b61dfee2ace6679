import unicodedata

import pytest
from hypothesis import given, strategies as st

from gateway.search.analysis import analysed, fold, terms, tokens, tokens_among, unchanged

URDU = st.text(alphabet="اآبپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیےئؤأةكيىه\u0654\u0653\u064e\u064f\u0650\u0651\u0640\u200c ۰۱٣")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("پاكستان", "پاکستان"),
        ("مُحَمَّد", "محمد"),
        ("بينظير", "بینظیر"),
        ("كفاله", "کفالہ"),
        ("بـــینظیر", "بینظیر"),
        ("ﭘﺎﮐﺴﺘﺎﻥ", "پاکستان"),
        ("۱۳٬۵۰۰", "13,500"),
        ("١٣٥٠٠", "۱۳۵۰۰"),
        ("خاندان\u200cہا", "خاندان ہا"),
        ("ی\u0654", "ئ"),
        ("ه\u0654", "ۂ"),
        ("Données", "DONNEES"),
        ("payments", "payment"),
        ("BISP’s", "BISP"),
        ("13,500", "13500"),
        ("1,00,000", "100000"),
        ("ﬁnance", "finance"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_spellings_that_readers_take_for_one_word_meet(one, other):
    assert analysed(one) == analysed(other) != ""


@pytest.mark.parametrize(("one", "other"), [("آم", "ام"), ("لڑکے", "لڑکی"), ("بھائی", "بہائی"), ("أ", "ا"), ("ئ", "ی")])
def test_letters_that_tell_words_apart_stay_apart(one, other):
    assert analysed(one) != analysed(other)


def test_a_decimal_is_not_taken_for_thousands():
    assert terms("9.8 million of 13,500") == ["9", "8", "million", "of", "13500"]


def test_quotes_and_signs_hold_no_terms():
    assert terms("\"'’ __ -- \x00 …") == []


def test_a_token_knows_its_place_in_the_text():
    text = "In پاكستان, payments"
    assert [(t.term, text[t.start : t.end]) for t in tokens(text)] == [
        ("in", "In"),
        ("پاکستان", "پاكستان"),
        ("payment", "payments"),
    ]


@given(st.one_of(st.text(), URDU))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(st.one_of(st.text(), URDU))
def test_how_a_text_was_composed_does_not_matter(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.one_of(st.text(), URDU))
def test_terms_hold_no_white_space_and_highlighting_sees_the_same(text):
    found = terms(text)
    assert all(term and not any(character.isspace() for character in term) for term in found)
    assert found == [token.term for token in tokens(text)]


@given(URDU)
def test_vowel_signs_and_tatweel_never_matter(text):
    assert analysed("".join(letter + "\u064e" if letter.isalpha() else letter for letter in text)) == analysed(text)


WRITTEN = st.lists(
    st.sampled_from(
        [
            "Cash",
            "cash's",
            "o'neil",
            "O’Neil",
            "capability",
            "policies",
            "hopping",
            "élite",
            "1,234",
            "2019",
            "foo_bar",
            "hoping",
            "زکوٰۃ",
            "زكات",
            "بینظیر",
            "آئین",
            "ﷲ",
            "بے\u200cنظیر",
            "“aid”",
            "'cash'",
            "co-op",
            "relational",
            "sky",
            "skies",
            "by",
            "-",
            "۔",
            "،",
        ]
    ),
    max_size=12,
)


@given(pieces=WRITTEN, wanted=WRITTEN, between=st.sampled_from([" ", ", ", "\n", "", "'"]))
def test_the_tokens_of_some_terms_are_those_that_a_look_at_every_token_finds(pieces, wanted, between):
    text, sought = between.join(pieces), frozenset(terms(" ".join(wanted)))
    assert list(tokens_among(text, sought)) == [token for token in tokens(text) if token.term in sought]


@given(
    word=st.text("abceilmnorstyz", min_size=1, max_size=14), ending=st.sampled_from(["", "ability", "ational", "ies", "ing"])
)
def test_a_word_begins_as_its_stem_does(word, ending):
    (term,) = terms(word + ending)
    assert (word + ending).startswith(unchanged(term))
