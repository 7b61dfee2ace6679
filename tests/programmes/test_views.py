import json
import re
from datetime import UTC, datetime

import pytest

from gateway.starter.site import add_page
from gateway.starter.taxonomy import load_taxonomy
from programmes.models.index_pages import StatisticsIndexPage
from tests.factories.statistics import publish

CELLS = [("kafaalat", "families_paid", "2025-Q1", area, 100) for area in ("PK", "PK6", "PK7")]


@pytest.fixture(autouse=True)
def _site(home):
    load_taxonomy()


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_list_names_each_release_with_its_source(client):
    publish(CELLS, citation="Economic Survey 2024-25")
    publish(CELLS, dataset="made-up", registry="synthetic")
    shown = text_of(client, "/statistics/releases/")
    assert "2 releases" in shown
    for words in ("payments", "Economic Survey 2024-25", "made-up", "Illustrative", "31 March 2025"):
        assert words in shown


def test_list_says_so_when_it_is_empty_and_forgives_a_wild_page_number(client):
    assert "Nothing has been published yet." in text_of(client, "/statistics/releases/?page=99999999999999999999")


def test_release_shows_where_it_came_from_what_it_holds_and_how_to_cite_it(client):
    release = publish(CELLS, citation="Economic Survey 2024-25", description="Two accounts differ.")
    shown = text_of(client, f"/statistics/releases/{release.pk}/")
    for words in ("payments-1", "a" * 64, "BISP payment system", "Economic Survey 2024-25", "Two accounts differ.", "Received"):
        assert words in shown
    assert "Families paid" in shown
    assert "Benazir Kafaalat" in shown
    assert f"export payments-1. Social Protection Gateway, http://testserver/statistics/releases/{release.pk}/" in shown
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', shown, re.S)[1])
    assert (data["@type"], data["identifier"], data["datePublished"]) == ("Dataset", "payments-1", "2025-06-01")


def test_release_says_where_it_stands(client, home):
    add_page(home, StatisticsIndexPage(title="All the figures", slug="statistics"))
    release = publish(CELLS)
    for address in ("/statistics/releases/", f"/statistics/releases/{release.pk}/"):
        assert '<li><a href="/statistics/">All the figures</a></li>' in text_of(client, address)


def test_release_of_records_tells_its_own_method(client):
    release = publish(CELLS, kind="records", registry="synthetic", published_at=None)
    shown = text_of(client, f"/statistics/releases/{release.pk}/")
    assert "No record enters the site's database." in shown
    assert "They describe nobody." in shown


@pytest.mark.parametrize(
    ("state", "words"), [("superseded", "A later release of this data set"), ("withdrawn", "has been withdrawn")]
)
def test_release_that_is_not_current_any_more_says_so(client, state, words):
    release = publish(CELLS, state=state)
    if state == "superseded":
        publish(CELLS, export_id="payments-2", sequence=2)
    assert words in text_of(client, f"/statistics/releases/{release.pk}/")


@pytest.mark.parametrize(
    "fields", [{"state": "held"}, {"state": "rejected"}, {"embargo_until": datetime(2099, 1, 1, tzinfo=UTC)}]
)
def test_release_that_nobody_may_see_yet_does_not_exist(client, fields):
    release = publish(CELLS, citation="Secret survey", **fields)
    assert client.get(f"/statistics/releases/{release.pk}/").status_code == 404
    assert "Secret survey" not in text_of(client, "/statistics/releases/")


def test_releases_stand_under_the_urdu_address_too(client):
    release = publish(CELLS)
    assert 'lang="ur" dir="rtl"' in text_of(client, f"/ur/statistics/releases/{release.pk}/")


def test_statistics_page_describes_its_data_sets_to_machines(client, home):
    from gateway.starter.site import add_page
    from programmes.models import StatisticsIndexPage

    add_page(home, StatisticsIndexPage(title="Statistics", slug="statistics"))
    release = publish(CELLS)
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', text_of(client, "/statistics/"), re.S)[1])
    assert data["@type"] == "DataCatalog"
    assert [dataset["url"] for dataset in data["dataset"]] == [f"http://testserver/statistics/releases/{release.pk}/"]


def test_feed_tells_of_new_releases_and_of_no_held_one(client):
    release = publish(CELLS, citation="Economic Survey 2024-25")
    publish(CELLS, dataset="held", state="held")
    answer = client.get("/statistics/feed.xml")
    assert answer["Content-Type"].startswith("application/atom+xml")
    shown = answer.content.decode()
    assert "Economic Survey 2024-25" in shown
    assert f"http://testserver/statistics/releases/{release.pk}/" in shown
    assert "held" not in shown
