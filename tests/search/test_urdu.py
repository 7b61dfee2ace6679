"""Endings of Urdu words, and that index, question and snippet lose the same ones."""

import pytest
from hypothesis import example, given, settings, strategies

from gateway.search import urdu
from gateway.search.analysis import COMMON_TERMS, fold, terms
from gateway.search.question import question
from gateway.search.snippet import marked

words = strategies.text("ابپتٹجچحخدڈرڑسشعفقکگلمنںوہھیےئؤآ", min_size=1, max_size=12)


@pytest.mark.parametrize(
    "forms",
    [
        "خاندان خاندانوں",
        "وظیفہ وظیفے وظیفوں",
        "لڑکی لڑکیاں لڑکیوں",
        "ادائیگی ادائیگیاں ادائیگیوں",
        "شکایت شکایتیں شکایتوں",
        "بچہ بچے بچوں",
        "اعلامیہ اعلامیے",
        "دریا دریاؤں",
        "دوا دوائیں",
    ],
    ids=lambda forms: forms.split()[0],
)
def test_forms_of_a_word_are_found_together(forms):
    assert len({urdu.stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("word", ["میں", "نہیں", "یقین", "گروہ", "تنخواہ", "ماں", "ملتان", "آم", "ہاں", "2022", "cash"])
def test_words_without_such_an_ending_stay(word):
    assert urdu.stem(word) == word


@pytest.mark.parametrize("pair", ["آم ام", "لڑکے لڑکی", "بھائی بہائی", "کھل کہل"])
def test_letters_that_tell_words_apart_still_do(pair):
    one, other = pair.split()
    assert terms(one) != terms(other)


@given(words)
@example("اتوںوں")
@settings(max_examples=60)
def test_a_stem_is_its_own_stem_and_never_empty(word):
    stem = urdu.stem(fold(word))
    assert stem
    assert urdu.stem(stem) == stem


@given(words)
@settings(max_examples=60)
def test_what_is_indexed_is_asked_for_and_marked(word):
    indexed = terms(word)
    assert terms(" ".join(indexed)) == indexed
    assert question(word).terms == frozenset(indexed)
    if indexed:
        assert "<mark>" in marked(word, frozenset(indexed))


def test_small_words_are_still_known():
    assert set(terms("کے لیے ہے کتنے")) <= COMMON_TERMS


def test_a_plural_is_marked_for_its_singular():
    assert marked("ہر خاندانوں کو", frozenset(terms("خاندان"))) == "ہر <mark>خاندانوں</mark> کو"
