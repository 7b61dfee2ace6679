"""Ticking publications in the list: kept in the address, taken away as citations, shown alone, printed."""

import csv
import io
import json

import pytest
import rispy
from wagtail.models import PageViewRestriction

from gateway.accounts.signals import store_audiences
from research.models import index
from tests.factories.research import by_person, make_publication


@pytest.fixture
def three(library):
    return [
        make_publication(library, by_person("Khan"), title=title, slug=title.lower(), kind=kind, published=published)
        for title, kind, published in [("One", "guide", "2021"), ("Two", "report", "2022"), ("Three", "report", "2023")]
    ]


def shown(client, address: str) -> list[str]:
    return [slug for slug, _card in client.get(address).context["lines"]]


def test_the_citations_of_what_is_ticked_are_taken_away_whatever_the_filters(client, three):
    answer = client.get("/research/?kind=report&pick=one&pick=two&take=csl")
    assert [item["title"] for item in json.loads(answer.content)] == ["Two", "One"]
    assert len(rispy.loads(client.get("/research/?pick=three&format=ris").content.decode())) == 1
    rows = list(csv.DictReader(io.StringIO(client.get("/research/?pick=one&pick=two&take=csv").content.decode("utf-8-sig"))))
    assert [row["title"] for row in rows] == ["Two", "One"]


def test_without_a_tick_the_page_asks_for_one_and_gives_no_file(client, three):
    answer = client.get("/research/?take=ris")
    assert answer["Content-Type"].startswith("text/html")
    assert "Nothing is ticked yet" in answer.content.decode()


def test_ticks_stay_in_the_address_through_filters_and_pages(client, three):
    html = client.get("/research/?kind=report&pick=one&pick=two").content.decode()
    assert 'name="pick" value="two" data-pick checked' in html
    assert html.count('<input type="hidden" name="pick" value="one">') == 2, "for the list's form and for the filters'"
    assert 'href="?pick=one&amp;pick=two"' in html, "taking the filter away keeps the ticks"
    assert "?kind=report&amp;format=bibtex" in html, "the whole list is without ticks"
    assert 'content="noindex, follow"' in html


def test_all_of_a_page_are_ticked_by_one_address(client, three):
    answer = client.get("/research/?kind=report&pick=one")
    assert answer.context["pick_page"] == "kind=report&pick=one&pick=three&pick=two"


def test_what_is_ticked_can_be_shown_alone(client, three):
    assert shown(client, "/research/?kind=report&pick=one&pick=three&only=chosen") == ["three", "one"]
    assert shown(client, "/research/?kind=report&only=chosen") == ["three", "two"]


def test_a_closed_publication_cannot_be_ticked_into_a_file(client, three):
    PageViewRestriction.objects.create(page=three[0], restriction_type="login")
    store_audiences(three[0])
    assert shown(client, "/research/?pick=one&pick=two&only=chosen") == ["two"]
    answer = client.get("/research/?pick=one&pick=two&format=bibtex").content.decode()
    assert "{One}" not in answer
    assert "{Two}" in answer
    assert "One" not in client.get("/research/?pick=one&only=chosen&view=print").content.decode().partition("<main")[2]


def test_a_list_is_printed_whole_as_references(client, three, monkeypatch):
    html = client.get("/research/?kind=report&sort=title&view=print").content.decode()
    assert html.index("<i>Three</i>") < html.index("<i>Two</i>")
    assert "<i>One</i>" not in html
    assert "http://testserver/research/?kind=report&amp;sort=title" in html
    monkeypatch.setattr(index, "MOST_PRINTED", 1)
    html = client.get("/research/?view=print").content.decode()
    assert html.count("<i>") == 1
    assert "2 more are left out here" in html


def test_ticks_are_bounded(client, library):
    query = "&".join(f"pick=p{number}" for number in range(300))
    assert len(client.get(f"/research/?{query}").context["listing"].picks) == 200
