from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from wagtail.rich_text import RichText

from gateway.starter.site import add_page
from gateway.starter.taxonomy import load_taxonomy
from programmes.models import Indicator, ProgrammePage, Release, StatisticsIndexPage
from programmes.models.index_pages import current_releases, front_figures, with_parts
from tests.factories.programmes import add_index, add_programme, number
from tests.factories.statistics import publish


@pytest.fixture
def index(home):
    load_taxonomy()
    return add_index(home)


@pytest.fixture
def programmes(index):
    return [
        add_programme(index, "mamta", province="PK7", instrument="conditional-transfer", stages=["pregnancy-to-2"]),
        add_programme(index, "kafaalat", instrument="unconditional-transfer", figures=[number()]),
    ]


@pytest.fixture
def statistics(home):
    body = [("text", RichText("<p>Enrolled is not paid.</p>"))]
    return add_page(home, StatisticsIndexPage(title="Statistics", slug="statistics", method=body))


def test_list_shows_federal_programmes_first_and_counts_each_choice(client, programmes):
    shown = client.get("/programmes/").content.decode()
    assert shown.index("Kafaalat") < shown.index("Mamta")
    assert "2 of 2 programmes" in shown
    assert "Sindh (1)" in shown


@pytest.mark.parametrize(
    "query", ["level=provincial", "province=PK7", "instrument=conditional-transfer", "stage=pregnancy-to-2"]
)
def test_list_is_filtered_by_address(client, programmes, query):
    shown = client.get(f"/programmes/?{query}").content.decode()
    assert "1 of 2 programmes" in shown
    assert "Mamta" in shown
    assert "Kafaalat" not in shown


def test_list_that_fits_nothing_says_what_to_do(client, programmes):
    shown = client.get("/programmes/?province=PK7&level=federal").content.decode()
    assert "Take one filter away" in shown


@pytest.mark.parametrize("query", ["level=%00", "province='%22<script>", "stage=" + "x" * 5000, "level=a&level=b"])
def test_hostile_queries_show_the_whole_list(client, programmes, query):
    answer = client.get(f"/programmes/?{query}")
    assert answer.status_code == 200
    assert "2 of 2 programmes" in answer.content.decode()


def test_list_shows_each_programme_in_the_readers_language(client, home, urdu_home, programmes):
    urdu_index = add_index(urdu_home)
    kafaalat = programmes[1]
    page = ProgrammePage(
        title="کفالت", slug="kafaalat", code="kafaalat", level="federal", translation_key=kafaalat.translation_key
    )
    add_page(urdu_index, page)
    shown = client.get("/ur/programmes/").content.decode()
    assert "کفالت" in shown
    assert "Mamta" in shown
    assert ">Kafaalat<" not in shown


def test_number_of_queries_does_not_grow_with_the_list(client, index, django_assert_max_num_queries):
    for n in range(12):
        add_programme(index, f"p-{n}", province="PK7", institutions=["sspa"], stages=["old-age"], instrument="subsidy")
    client.get("/programmes/")
    with django_assert_max_num_queries(25):
        client.get("/programmes/")


def test_statistics_page_before_the_first_release_says_what_will_be_there(client, statistics):
    shown = client.get("/statistics/").content.decode()
    assert "Releases of registries will stand here" in shown
    assert "Enrolled is not paid." in shown
    assert statistics.search_text() == "Enrolled is not paid."


def test_statistics_page_lists_data_sets_programmes_and_indicators(client, statistics, programmes):
    publish([("kafaalat", "families_paid", "2025-Q1", "PK", 100), ("bisp", "budget", "FY2025", "PK", 10**9)])
    publish([("kafaalat", "payments_made", "2025-Q1", "PK", 100)], dataset="made-up", registry="synthetic")
    shown = client.get("/statistics/").content.decode()
    for words in (
        "payments",
        "made-up",
        "Illustrative",
        "BISP, all programmes",
        "families_paid",
        "budget",
        "/programmes/kafaalat/",
    ):
        assert words in shown
    assert "children_enrolled" not in shown


def test_statistics_page_leads_to_the_explorer_and_to_what_changed(client, statistics, programmes):
    publish([("kafaalat", "families_paid", "2025-Q1", "PK", 100)])
    shown = client.get("/statistics/").content.decode()
    for address in ("/statistics/explore/", "/statistics/explore/?programme=kafaalat", "?indicator=families_paid"):
        assert address in shown
    assert "Latest changes" in shown
    assert 'href="/statistics/changes/"' in shown


def test_indicators_that_break_another_one_down_stand_below_it():
    whole, part, lone = (
        Indicator(pk=1, code="a"),
        Indicator(pk=2, part_of_id=1, code="b"),
        Indicator(pk=3, part_of_id=9, code="c"),
    )
    assert with_parts([whole, part, lone]) == [(whole, [part]), (lone, [])]


def test_statistics_page_takes_few_queries(client, statistics, programmes, django_assert_max_num_queries):
    publish([("kafaalat", "families_paid", f"2025-Q{n}", "PK", 100) for n in (1, 2, 3)])
    client.get("/statistics/")
    with django_assert_max_num_queries(27):
        client.get("/statistics/")


def test_list_carries_each_programmes_first_sourced_figure(client, programmes):
    publish([("mamta", "families_paid", "2025-Q1", "PK", 50)], registry="synthetic")
    assert "Families enrolled: 9.8 million (February 2025)" in client.get("/programmes/").content.decode()
    publish([("kafaalat", "stipend_rate", "2025-Q1", "PK", 13_500)], dataset="rates")
    shown = client.get("/programmes/").content.decode()
    assert "Stipend a quarter: 13,500 (January to March 2025)" in shown
    assert "Families paid: 50" not in shown


def test_embargoed_and_withdrawn_releases_are_not_listed(statistics, index):
    before = publish([], dataset="a", export_id="a-1")
    after = publish([], dataset="a", export_id="a-2", embargo_until=datetime(2099, 1, 1, tzinfo=UTC))
    Release.objects.filter(pk=before.pk).update(state="superseded")
    publish([], dataset="b", export_id="b-1", embargo_until=timezone.now().replace(year=2099))
    publish([], dataset="c", state="withdrawn")
    assert after.embargo_until
    assert current_releases() == [before]


def test_home_page_leads_with_figures_and_their_proof(client, statistics, programmes):
    publish([("kafaalat", "stipend_rate", "2025-Q1", "PK", 13_500)])
    shown = client.get("/").content.decode()
    assert "13,500" in shown
    assert "9.8 million" in shown
    assert 'href="/programmes/kafaalat/#numbers"' in shown
    assert "/statistics/releases/" in shown
    assert 'href="/statistics/"' in shown


def test_home_page_is_silent_about_figures_that_are_not_there(client, home):
    assert "front-figures" not in client.get("/").content.decode()


def test_leading_figures_are_of_programmes_that_the_reader_may_read(programmes):
    ((page, figures),) = front_figures(AnonymousUser())
    assert page.code == "kafaalat"
    assert [figure.value for figure in figures] == ["9.8 million"]
