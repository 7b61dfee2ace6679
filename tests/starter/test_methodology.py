import pytest

from gateway.starter.methodology import load_methodology
from gateway.starter.programmes import load_statistics_page
from gateway.starter.taxonomy import load_taxonomy
from programmes.models import MethodologyPage


@pytest.fixture
def loaded(home, urdu_home):
    load_taxonomy()
    load_statistics_page(home, urdu_home)
    load_methodology()


def test_methodology_stands_below_the_statistics_in_both_languages(loaded, client):
    for prefix, words in (("", "Enrolled is not paid."), ("/ur", "اندراج اور ادائیگی ایک بات نہیں۔")):
        shown = client.get(f"{prefix}/statistics/methodology/").content.decode()
        assert words in shown
        assert "10 × ⌊(n + 5) / 10⌋" in shown.replace("<i>n</i>", "n")
        assert "1,225" in shown
    assert {page.translation_key for page in MethodologyPage.objects.all()} == {MethodologyPage.objects.first().translation_key}


def test_methodology_begins_with_a_summary_and_ends_with_what_the_gateway_knows(loaded, client):
    shown = client.get("/statistics/methodology/").content.decode()
    assert shown.index("In three minutes") < shown.index(">What is counted</h2>")
    for words in ("Versions of the method", "What is expected, and when", "nothing published yet"):
        assert words in shown


def test_loading_again_changes_nothing(loaded):
    before = list(MethodologyPage.objects.values_list("pk", "latest_revision"))
    load_methodology()
    assert list(MethodologyPage.objects.values_list("pk", "latest_revision")) == before
    assert len(before) == 2


def test_its_words_are_found_by_search(loaded):
    page = MethodologyPage.objects.get(locale__language_code="en")
    assert "linear programming" in page.search_text()
    assert page.search_documents() == []


def test_it_may_stand_only_below_the_statistics(loaded):
    from programmes.models import StatisticsIndexPage

    assert MethodologyPage.allowed_parent_page_models() == [StatisticsIndexPage]
