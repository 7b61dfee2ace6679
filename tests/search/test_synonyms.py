"""Groups of words that mean the same: added to what is asked, from the moment that an editor saves them."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given, settings, strategies as st

from gateway.search.models import SynonymGroup
from gateway.search.question import Part, question
from gateway.search.synonyms import ADDED_AT_MOST, expanded
from gateway.starter.synonyms import load_synonyms
from tests.search.test_query import find, titles

BISP = "BISP\nBenazir Income Support Programme"


@pytest.fixture
def shelf(publish):
    publish("Short", text="<p>BISP pays every quarter.</p>")
    publish("Long", text="<p>The Benazir Income Support Programme pays.</p>")
    publish("Scattered", text="<p>Income of Benazir, a programme and its support.</p>")


@pytest.fixture
def bisp(db):
    return SynonymGroup.objects.create(expressions=BISP)


def test_a_word_finds_the_phrase_and_the_phrase_the_word(shelf, bisp):
    assert set(titles(find("bisp"))) == {"Short", "Long"}
    assert set(titles(find("Benazir income support programme"))) == {"Short", "Long", "Scattered"}
    assert set(titles(find('"benazir income support programme"'))) == {"Short", "Long"}
    assert set(titles(find("bisp -quarter"))) == {"Long"}


def test_synonyms_are_marked_where_they_were_found(shelf, bisp):
    (short,) = [hit for hit in find("benazir income support programme").hits if hit.entry.title == "Short"]
    assert "<mark>BISP</mark> pays" in short.snippet


def test_a_change_works_from_the_moment_that_it_is_saved(shelf, bisp):
    assert find("bisp").total == 2
    bisp.is_on = False
    bisp.save()
    assert find("bisp").total == 1
    bisp.is_on = True
    bisp.save()
    assert find("bisp").total == 2
    bisp.delete()
    assert find("bisp").total == 1


def test_a_group_can_be_kept_to_readers_of_one_language(shelf, bisp):
    bisp.language = "ur"
    bisp.save()
    assert find("bisp").total == 1
    with translation.override("ur"):
        assert find("bisp").total == 2


def test_scripts_and_spellings_meet(publish, db):
    load_synonyms()
    load_synonyms()
    assert SynonymGroup.objects.count() == 26
    publish("Kafaalat", text="<p>payments</p>")
    publish("کفالت", slug="urdu", text="<p>ادائیگی</p>")
    for spelling in ("kafalat", "Kafaalat", "کفالت"):
        assert set(titles(find(spelling))) == {"Kafaalat", "کفالت"}
    assert set(titles(find("title:kafalat"))) == {"Kafaalat", "کفالت"}
    assert titles(find("author:kafalat")) == []


def test_synonyms_are_not_told_back_as_if_they_were_typed(shelf, bisp):
    found = find("bisp zanzibar quagmire")
    assert found.left_out == ["zanzibar", "quagmire"]


def test_a_page_that_holds_a_synonym_itself_needs_no_document(shelf, bisp):
    assert all(hit.passage is None for hit in find("bisp").hits)


def test_a_group_needs_two_words_that_differ():
    for written in ("", "BISP", "BISP\nbisp", "BISP\n--"):
        with pytest.raises(ValidationError, match="at least two"):
            SynonymGroup(expressions=written).clean()
    group = SynonymGroup(expressions=f" {BISP}\n\n")
    group.clean()
    assert str(group) == "BISP = Benazir Income Support Programme"


def test_editors_keep_them_in_the_admin(client, bisp, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("chief@example.org", "correct-horse-battery"))
    assert "BISP = Benazir" in client.get("/admin/snippets/gateway_search/synonymgroup/").content.decode()


@given(
    st.text(alphabet='ab "-', max_size=20),
    st.dictionaries(st.sampled_from(["a", "b", "a b"]), st.lists(st.sampled_from("xyz"), max_size=4)),
)
@settings(max_examples=60, deadline=None)
def test_what_was_typed_is_kept_whatever_is_added(text, groups):
    known = {tuple(key.split()): tuple(Part((word,), is_added=True) for word in words) for key, words in groups.items()}
    asked = question(text)
    wide = expanded(asked, known)
    assert len(wide.clauses) == len(asked.clauses)
    for before, after in zip(asked.clauses, wide.clauses, strict=True):
        assert after[: len(before)] == before
        assert all(part.is_added for part in after[len(before) :])
        assert len(after) <= len(before) + ADDED_AT_MOST * 6
