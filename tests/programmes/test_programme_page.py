import json
import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from wagtail.rich_text import RichText

from gateway.starter.taxonomy import load_taxonomy
from gateway.taxonomy.models import Area
from programmes.models import ProgrammePage
from tests.factories.programmes import add_index, add_programme, number
from tests.factories.statistics import publish


@pytest.fixture
def index(home):
    load_taxonomy()
    return add_index(home)


@pytest.fixture
def kafaalat(index):
    return add_programme(
        index,
        title="Kafaalat",
        instrument="unconditional-transfer",
        institutions=["bisp"],
        stages=["working-age"],
        themes=["gender"],
        started=date(2008, 7, 1),
        benefit="13,500 rupees",
        target_group="Poor women",
        doubts="<p>Enrolled is not paid.</p>",
        figures=[
            number(),
            number(label="Stipend planned", headline=False, status="planned", note="A plan", url="https://e.org"),
        ],
        body=[("text", RichText("<p>Cash for women.</p>"))],
        sources=[("source", {"title": "Economic Survey", "url": "https://e.org/es", "says": "Families"})],
    )


def text_of(client, address="/programmes/kafaalat/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_profile_shows_facts_numbers_doubts_and_sources(client, kafaalat):
    shown = text_of(client)
    for words in ("Poor women", "13,500 rupees", "9.8 million", "An address", "February 2025", "Enrolled is not paid."):
        assert words in shown
    for words in ("Cash for women.", "Economic Survey", "A plan", "Benazir Income Support Programme"):
        assert words in shown


def test_profile_leads_on_to_its_themes(client, kafaalat):
    assert 'href="/search/?theme=gender"' in text_of(client)


def test_figures_of_releases_stand_on_the_profile_with_chart_table_and_proof(client, kafaalat):
    cells = [("kafaalat", "families_paid", f"2024-Q{n}", area, 100 * n) for n in (1, 2) for area in ("PK", "PK5", "PK6", "PK7")]
    release = publish([*cells, ("kafaalat", "families_paid", "2024-Q2", "PK601", 50)])
    shown = text_of(client)
    assert f"/statistics/releases/{release.pk}/" in shown
    assert shown.count('role="img"') >= 2
    assert "Families paid, by province or territory" in shown
    assert "Families paid, by district" in shown
    assert "no data" in shown
    assert "/statistics/explore/?programme=kafaalat&amp;indicator=families_paid&amp;illustrative=no&amp;format=csv" in shown
    assert "Illustrative" not in shown


def test_illustrative_figures_are_marked(client, kafaalat):
    publish([("kafaalat", "families_paid", f"2024-Q{n}", "PK", 100 * n) for n in (1, 2)], registry="synthetic")
    assert "Made up for demonstration" in text_of(client)


def test_numbers_in_drawings_stay_plain_in_urdu(client, kafaalat):
    publish([("kafaalat", "families_paid", f"2024-Q{n}", "PK", 1000 * n) for n in (1, 2, 3)])
    shown = text_of(client, "/ur/programmes/kafaalat/")
    assert 'direction="ltr"' in shown
    assert not re.search(r'(?:cx|cy|x1|y)="[^"]*[,،٫]', shown)


MANY = [
    *[
        ("kafaalat", indicator, f"20{year}-Q{n}", area, 10 * n)
        for indicator in ("families_paid", "families_enrolled", "payments_made", "amount_paid")
        for year in range(16, 26)
        for n in (1, 2, 3, 4)
        for area in ("PK", "PK1", "PK2", "PK3", "PK4", "PK5", "PK6", "PK7")
    ],
    *[("kafaalat", "families_paid", "2025-Q4", f"PK6{n:02d}", 10 * n) for n in range(1, 37)],
]


@pytest.mark.parametrize("language", ["", "/ur"])
def test_profile_takes_fifteen_queries_however_much_is_published(
    client, kafaalat, urdu_home, language, django_assert_max_num_queries
):
    publish(MANY)
    publish(MANY[:40], dataset="other", registry="synthetic")
    shown = text_of(client, f"{language}/programmes/kafaalat/")
    with django_assert_max_num_queries(15):
        text_of(client, f"{language}/programmes/kafaalat/")
    assert shown.count("/statistics/figures/kafaalat/families_paid/PK6") == 10 + 36
    assert len(shown) < 90_000


def test_doubt_and_definition_stand_beside_the_headline(client, kafaalat):
    publish([("kafaalat", "families_paid", "2024-Q1", "PK", 100)])
    kafaalat.doubts = "<p>Another source counts 100 families twice. Nobody knows why.</p>"
    kafaalat.save_revision().publish()
    shown = text_of(client)
    assert 'Another source counts 100 families twice. <a href="#doubts">' in shown
    assert "Different families with at least one completed payment" in shown
    assert 'href="/statistics/figures/kafaalat/families_paid/PK/2024-Q1/"' in shown


def test_page_names_the_sections_that_it_has(client, kafaalat, index):
    shown = text_of(client)
    for anchor in ("figures", "doubts", "about", "numbers", "sources"):
        assert f'<a href="#{anchor}">' in shown
        assert f'id="{anchor}"' in shown
    assert '<a href="#over-time">' not in shown
    add_programme(index, "mamta", province="PK7")
    assert 'class="jump"' not in text_of(client, "/programmes/mamta/")


def test_people_are_shown_by_sex(client, kafaalat):
    release = publish([("kafaalat", "families_paid", "2024-Q1", "PK", 100)])
    row = release.observations.get()
    for sex, value in (("F", 80), ("M", None)):
        row.pk, row.sex, row.value = None, sex, value
        row._state.adding = True
        row.save()
    shown = text_of(client)
    assert "Families paid, by sex" in shown
    assert "Fewer than ten, nought included" in shown
    assert "/PK/2024-Q1/?sex=F" in shown


def test_end_of_a_programme_stands_beside_its_start(client, index):
    page = add_programme(index, "ended", started=date(2019, 1, 1), ended=date(2022, 1, 1), status="ended")
    assert ("2019", "ended 2022") in [tuple(value) for _label, value in page.at_a_glance() if isinstance(value, list)]


def test_machines_read_who_gives_what_to_whom(client, kafaalat):
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', text_of(client), re.S)[1])
    assert data["@type"] == "GovernmentService"
    assert data["provider"][0]["alternateName"] == "BISP"
    assert data["areaServed"]["name"] == "Pakistan"


def test_profile_tells_search_its_words_and_facets(kafaalat, index):
    words = kafaalat.search_text()
    for text in ("Poor women", "Cash for women.", "9.8 million", "Economic Survey", "Benazir Income Support Programme"):
        assert text in words
    for code in ("families_enrolled", "as published by the source"):
        assert code not in words
    facets = kafaalat.search_facets()
    assert facets["programme"] == ["kafaalat"]
    assert (facets["institution"], facets["instrument"], facets["stage"]) == (
        ["bisp"],
        ["unconditional-transfer"],
        ["working-age"],
    )
    assert kafaalat.search_date() == date(2008, 7, 1)
    assert "PK7" in add_programme(index, "mamta", province="PK7").search_facets()["area"]


def test_ledger_line_names_place_runner_instrument_and_unusual_status(kafaalat, index):
    assert kafaalat.card().margin == "2008"
    assert kafaalat.facts() == ["Federal", "BISP", "Unconditional cash transfer"]
    assert add_programme(index, "mamta", province="PK7", status="pilot").facts() == ["Sindh", "Pilot"]


def test_code_belongs_to_one_programme_and_its_translations(index, kafaalat):
    twin = ProgrammePage(title="Twin", slug="twin", code="kafaalat", level="federal")
    with pytest.raises(ValidationError, match="has this code already"):
        twin.clean()
    twin.translation_key = kafaalat.translation_key
    twin.clean()


def test_provincial_programme_needs_its_province():
    page = ProgrammePage(title="Mamta", slug="mamta", code="mamta", level="provincial")
    with pytest.raises(ValidationError, match="needs its province"):
        page.clean()
    page.province = Area(kind="province")


def test_end_is_known_as_far_as_it_is_known():
    page = ProgrammePage(ended=date(2022, 10, 1), ended_precision="month")
    assert page.ended_text == "October 2022"


def test_closed_profile_is_closed(client, kafaalat):
    from gateway.accounts.models import PageAudience

    PageAudience.objects.filter(page=kafaalat).delete()
    assert client.get("/programmes/kafaalat/").status_code == 404
    assert "Kafaalat" not in text_of(client, "/programmes/")
