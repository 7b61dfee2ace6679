"""The Atom feed of any search, as a feed reader reads it, whoever asks for it."""

import feedparser
import pytest
from django.utils import timezone
from django.utils.http import http_date

from gateway.accounts.models import PageAudience
from gateway.search.asked import Asked
from gateway.search.models import IndexedPage
from gateway.search.saved.found import found
from tests.factories.research import make_library, make_publication, make_theme
from tests.search.test_query import ANYONE


@pytest.fixture
def library(home):
    return make_library(home)


@pytest.fixture
def read(client):
    def read_feed(address="/search/feed.xml?q=cash", **headers):
        response = client.get(address, headers=headers)
        assert response.status_code == 200
        parsed = feedparser.parse(response.content)
        assert not parsed.bozo
        return parsed

    return read_feed


def titles(parsed):
    return [entry.title for entry in parsed.entries]


def test_a_feed_reader_reads_what_a_search_finds_the_newest_first(publish, read):
    publish("Cash first", summary="Cash & children <5.")
    publish("Cash second")
    publish("Meals")
    parsed = read()
    assert (parsed.version, parsed.feed.title, parsed.feed.language) == ("atom10", "Search: cash", "en")
    assert titles(parsed) == ["Cash second", "Cash first"]
    assert parsed.feed.link == "http://127.0.0.1:8000/search/?q=cash"
    assert parsed.entries[1].link == "http://127.0.0.1:8000/cash-first/"
    assert parsed.entries[1].summary == "Cash &amp; children &lt;5."
    assert parsed.entries[1].id.startswith("urn:uuid:")


def test_it_tells_everybody_the_same_whoever_asks(publish, close, read, client, member):
    publish("Cash")
    close(publish("Cash of the committee"))
    client.force_login(member)
    assert titles(read()) == ["Cash"]


def test_a_page_that_closes_leaves_it_before_the_index_knows(publish, read):
    page = publish("Cash")
    PageAudience.objects.filter(page=page.pk).delete()
    assert titles(read()) == []


def test_it_takes_the_filters_of_the_search_and_names_them(library, commit, read):
    with commit():
        make_publication(library, title="Cash for mothers", themes=[make_theme("gender")], published="2021")
        make_publication(library, title="Cash for all", published="2020")
    parsed = read("/search/feed.xml?q=cash&theme=gender&year=2020-2022&kind=publication&sort=oldest&page=7")
    assert titles(parsed) == ["Cash for mothers"]
    assert parsed.feed.title == "Search: cash, Publication, 2020–2022, Gender"


def test_a_programme_that_is_closed_is_neither_named_nor_asked_for(library, commit, read, publish):
    with commit():
        make_publication(library, title="Cash")
    IndexedPage.objects.update(facets={"programme": ["closed-one"]})
    parsed = read("/search/feed.xml?q=cash&programme=closed-one")
    assert (parsed.feed.title, titles(parsed)) == ("Search: cash", [])
    assert not found(Asked("cash", {"programme": ("closed-one",)}), ANYONE).exists()


def test_without_words_it_tells_of_all_that_is_new_and_in_urdu_with_urdu_addresses(publish, read):
    publish("Cash")
    parsed = read("/ur/search/feed.xml")
    assert parsed.feed.language == "ur"
    assert parsed.entries[0].link == "http://127.0.0.1:8000/ur/cash/"
    assert "Cash" in titles(parsed)


class TestAskedAgain:
    def test_an_unchanged_feed_costs_nothing(self, client, publish):
        publish("Cash")
        first = client.get("/search/feed.xml?q=cash")
        again = client.get("/search/feed.xml?q=cash", headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]

    def test_an_empty_feed_has_the_same_mark_each_time(self, client, publish):
        first, again = (client.get("/search/feed.xml?q=nothing") for _ in range(2))
        assert first["ETag"] == again["ETag"]
        assert first["Cache-Control"] == "no-cache"

    def test_a_page_that_closes_makes_it_new(self, client, publish, close):
        page = publish("Cash")
        first = client.get("/search/feed.xml?q=cash")
        close(page)
        assert client.get("/search/feed.xml?q=cash", headers={"if-none-match": first["ETag"]}).status_code == 200

    def test_no_date_of_change_hides_that_a_page_has_closed(self, client, publish, close):
        page = publish("Cash")
        assert "Last-Modified" not in client.get("/search/feed.xml?q=cash")
        close(page)
        ahead = http_date(timezone.now().timestamp() + 9)
        assert client.get("/search/feed.xml?q=cash", headers={"if-modified-since": ahead}).status_code == 200


def test_the_search_page_leads_to_its_feed(client, publish):
    publish("Cash")
    shown = client.get("/search/?q=cash&sort=newest").content.decode()
    assert shown.count('href="/search/feed.xml?q=cash&amp;sort=newest"') == 2
    assert '<link rel="alternate" type="application/atom+xml" title="Search: cash"' in shown
    assert 'href="/search/feed.xml"' in client.get("/search/").content.decode()
    assert client.post("/search/feed.xml").status_code == 405
