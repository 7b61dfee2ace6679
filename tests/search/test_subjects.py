"""Pages are found by the names of their terms of the vocabulary, after those that speak of them."""

import pytest

from gateway.search.models import IndexedPage
from gateway.starter.site import add_page
from gateway.taxonomy.models import Instrument, LifecycleStage, Theme
from programmes.models import ProgrammePage
from tests.factories.research import make_library, make_publication
from tests.search.test_query import ANYONE, find, titles


@pytest.fixture
def gender(db):
    return Theme.objects.create(code="gender", name="Gender equality", name_ur="صنفی مساوات")


@pytest.fixture
def shelf(home, commit, gender):
    stage = LifecycleStage.objects.create(code="old-age", name="Old age", name_ur="بڑھاپا")
    with commit():
        library = make_library(home)
        make_publication(library, title="Of the theme", themes=[gender], stages=[stage], abstract="Cash for mothers.")
        make_publication(
            library, title="Speaks of it", abstract="Equality of gender is far. " + "Other words stand here. " * 20
        )
        make_publication(library, title="Of something else", abstract="Roads.")


def test_a_page_is_found_by_the_name_of_its_theme_after_those_that_speak_of_it(shelf):
    assert titles(find("gender equality")) == ["Speaks of it", "Of the theme"]


@pytest.mark.parametrize("words", ["صنفی مساوات", "بڑھاپا", '"gender equality"', '"old age"'])
def test_in_either_language_as_a_phrase_and_beside_its_own_words(shelf, words):
    assert titles(find(words)) == ["Of the theme"]


def test_no_phrase_reaches_from_one_name_into_the_next(shelf):
    assert titles(find('"equality old"')) == titles(find('"مساوات old"')) == []


def test_a_theme_that_is_renamed_is_found_by_its_new_name(shelf, gender, commit):
    gender.name = "Empowerment"
    with commit():
        gender.save()
    assert titles(find("empowerment")) == ["Of the theme"]
    assert titles(find("gender equality")) == ["Speaks of it", "Of the theme"][:1]


def test_the_plain_search_finds_it_so_too(shelf, monkeypatch):
    monkeypatch.setattr("gateway.search.engine.damage.damage.stands", lambda folder: True)
    assert set(titles(find("gender"))) == {"Of the theme", "Speaks of it"}
    assert titles(find("بڑھاپا")) == ["Of the theme"]


def test_the_name_of_a_theme_is_no_text_of_the_page(shelf):
    assert "equality" not in IndexedPage.objects.get(title="Of the theme").text
    first = find("gender cash").hits[0]
    assert (first.title, first.missing) == ("Of the theme", ())
    assert "<mark>Cash</mark>" in first.snippet


def test_a_programme_is_found_by_the_name_of_its_instrument(home, commit):
    with commit():
        instrument = Instrument.objects.create(code="pension", name="Social pension", name_ur="سماجی پنشن")
        page = ProgrammePage(title="For the old", slug="for-the-old", code="old", level="federal", instrument=instrument)
        add_page(home, page)
    assert titles(find("social pension", ANYONE)) == titles(find("پنشن")) == ["For the old"]
