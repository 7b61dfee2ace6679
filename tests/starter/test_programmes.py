import pytest
from django.utils import translation

from gateway.pages.models import HomePage
from gateway.starter.programmes import dated, load_programmes
from gateway.starter.site import load_site
from gateway.starter.taxonomy import load_taxonomy
from programmes.models import ProgrammePage, StatisticsIndexPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def programmes(db):
    load_taxonomy()
    load_site()
    load_programmes()


def test_starter_content_holds_every_programme_once_and_three_in_urdu(programmes):
    english = ProgrammePage.objects.filter(locale__language_code="en")
    codes = set(english.values_list("code", flat=True))
    assert english.count() == len(codes) >= 25
    assert {"kafaalat", "taleemi-wazaif", "nashonuma", "undergraduate-scholarship"} < codes
    assert {"savings-scheme", "hunarmand", "flood-relief-cash"} < codes
    urdu = ProgrammePage.objects.filter(locale__language_code="ur")
    assert set(urdu.values_list("slug", flat=True)) == {"kafaalat", "taleemi-wazaif", "nashonuma"}
    for page in urdu:
        assert page.translation_key == english.get(code=page.code).translation_key

    provincial = english.filter(level="provincial")
    assert set(provincial.values_list("province__iso_code", flat=True)) == {
        "PK-PB",
        "PK-SD",
        "PK-KP",
        "PK-BA",
        "PK-JK",
        "PK-GB",
    }

    for page in english:
        assert page.summary
        assert len(page.sources) >= 1, page.title
        for block in page.figures:
            assert block.value["period"], page.title
            assert block.value["source"], page.title

    before = ProgrammePage.objects.count()
    load_programmes()
    assert ProgrammePage.objects.count() == before


def test_statistics_have_a_front_page_in_both_languages(programmes, client):
    assert StatisticsIndexPage.objects.count() == 2
    assert "Enrolled is not paid" in client.get("/statistics/").content.decode()
    assert "اعداد" in client.get("/ur/statistics/").content.decode()
    assert (
        HomePage.objects.get(locale__language_code="en").get_children().filter(slug="programmes", show_in_menus=True).exists()
    )


@pytest.mark.parametrize(
    ("text", "shown"), [("2012", "2012"), ("2020-08", "August 2020"), ("2024-04-02", "2 April 2024"), (None, "")]
)
def test_dates_are_shown_as_far_as_they_are_known(text, shown):
    with translation.override("en"):
        assert ProgrammePage(**dated("started", text)).started_text == shown
