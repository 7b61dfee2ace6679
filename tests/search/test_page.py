"""The search page and `/api/search` as people, browsers and programs meet them."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import get_language
from hypothesis import HealthCheck, given, settings, strategies as st

from gateway.pages.models import StandardPage
from gateway.taxonomy.models import Theme
from tests.factories.documents import document, pdf
from tests.factories.office import docx, pptx, xlsx


def results(response) -> list[str]:
    return re.findall(r"<div data-result>(.*?)</div>", response.content.decode(), re.DOTALL)


@pytest.fixture
def report(publish, monkeypatch, commit):
    Theme.objects.create(code="cash", name="Cash transfers", name_ur="نقد رقوم")
    with commit():
        attached = document(pdf("Opening.", "Grievance redress."), title="Annex")
    monkeypatch.setattr(StandardPage, "search_documents", lambda page: [attached])
    monkeypatch.setattr(StandardPage, "search_facets", lambda page: {"theme": ["cash"]})
    return publish("Accountability", text="<p>About complaints.</p>")


def test_a_hit_is_an_element_around_one_link(client, report):
    found = results(client.get("/search/", {"q": "complaints"}))
    assert len(found) == 1
    assert re.findall(r'<a href="([^"]+)">', found[0]) == ["/accountability/"]


def test_addresses_that_ask_for_the_same_have_one_canonical_address(client, report):
    page = client.get("/search/?theme=cash&from=junk&q=complaints&page=1").content.decode()
    assert '<link rel="canonical" href="http://testserver/search/?q=complaints&amp;theme=cash">' in page
    second = client.get("/ur/search/?page=2").content.decode()
    assert '<link rel="canonical" href="http://testserver/ur/search/?page=2">' in second
    assert '<link rel="canonical" href="http://testserver/search/">' in client.get("/search/?sort=best").content.decode()


def test_a_hit_in_a_pdf_names_its_page_and_links_to_it(client, report):
    page = client.get("/search/", {"q": "grievance"}).content.decode()
    assert re.search(r'href="/documents/\d+/report[^"]*#page=2">page 2', page)
    assert "<mark>Grievance</mark>" in page


def test_a_hit_opens_the_pages_own_reader_where_it_has_one_and_the_file_beside_it(client, report, monkeypatch):
    monkeypatch.setattr(StandardPage, "place_in_document", lambda page, document, number: f"#file={document}&page={number}")
    page = client.get("/ur/search/", {"q": "grievance"}).content.decode()
    assert re.search(r'href="/ur/accountability/#file=\d+&amp;page=2">صفحہ 2', page)
    assert re.search(r'href="/documents/\d+/report[^"]*#page=2">PDF<', page)
    (hit,) = client.get("/api/search", {"q": "grievance"}).json()["results"]
    assert hit["reader"].startswith("/accountability/#file=")
    assert "/documents/" in hit["document"]


@pytest.mark.parametrize(
    ("content", "name", "place"),
    [
        (pptx("Opening", "Grievance redress"), "talk.pptx", "slide 2 – "),
        (xlsx({"Complaints": '<c t="str"><v>Grievance</v></c>'}), "list.xlsx", "sheet “Complaints” – "),
        (docx("<w:t>Grievance redress</w:t>"), "note.docx", ""),
    ],
    ids=["slide", "sheet", "text"],
)
def test_a_hit_in_an_office_file_names_the_slide_or_the_sheet(client, publish, monkeypatch, commit, content, name, place):
    with commit():
        attached = document(content, name, title="Annex")
    monkeypatch.setattr(StandardPage, "search_documents", lambda page: [attached])
    publish("Accountability", text="<p>About complaints.</p>")
    page = client.get("/search/", {"q": "grievance"}).content.decode()
    assert re.search(rf'href="/documents/\d+/[\w.]+">{place}<bdi>Annex</bdi>', page)
    assert "<mark>Grievance</mark>" in page
    (hit,) = client.get("/api/search", {"q": "grievance"}).json()["results"]
    assert (hit["page"], hit["document"]) == (None, attached.url)


def test_the_urdu_page_answers_in_urdu_and_shows_english_pages_as_english(client, report):
    page = client.get("/ur/search/", {"q": "complaints"}).content.decode()
    assert 'lang="ur" dir="rtl"' in page
    assert re.search(r'<div data-result lang="en" dir="ltr">\s*<h3 class="ledger__title"><a href="/ur/accountability/"', page)
    assert "نقد رقوم" in page


def test_an_urdu_work_among_the_english_pages_is_a_hit_in_urdu(client, publish):
    publish("نقد رقوم کا اثر", text="<p>ادائیگی</p>")
    assert '<div data-result lang="ur" dir="rtl">' in client.get("/search/", {"q": "رقوم"}).content.decode()


def test_each_language_of_a_page_is_a_hit_that_leads_to_itself(client, publish, urdu_home, commit):
    english = publish("Dawn grants", text="<p>About complaints.</p>")
    with commit():
        english.copy_for_translation(urdu_home.locale).save_revision().publish()
    page = client.get("/ur/search/", {"q": "complaints"}).content.decode()
    assert sorted(re.findall(r'ledger__title"><a href="([^"]*)"', page)) == ["/dawn-grants/", "/ur/dawn-grants/"]


def test_a_filter_is_one_link_to_set_and_one_to_remove(client, report):
    plain = client.get("/search/", {"q": "complaints"}).content.decode()
    assert 'href="?q=complaints&amp;theme=cash"' in plain
    narrowed = client.get("/search/", {"q": "complaints", "theme": "cash"}).content.decode()
    assert re.search(r'class="tag" href="\?q=complaints"', narrowed)
    assert '<input type="hidden" name="theme" value="cash">' in narrowed


def test_a_filter_without_results_can_still_be_removed(client, report):
    page = client.get("/search/", {"q": "complaints", "theme": "unknown"}).content.decode()
    assert re.search(r'class="tag" href="\?q=complaints"', page)
    assert '<a href="?q=complaints" rel="nofollow"><bdi>Without Theme: unknown</bdi></a>' in page


def test_a_search_without_words_lists_the_newest_pages(client, report):
    response = client.get("/search/")
    assert len(results(response)) == 1
    assert "1 page to read" in response.content.decode()


def test_an_empty_site_says_what_will_be_here(client, home):
    assert "as soon as they are published" in client.get("/search/").content.decode()


def test_nothing_found_says_what_to_do(client, report):
    assert "Try fewer words" in client.get("/search/", {"q": "submarine"}).content.decode()


def test_a_search_of_signs_only_says_so(client, report):
    page = client.get("/search/", {"q": '""'}).content.decode()
    assert "There is no word to search for" in page
    assert "data-result" not in page


def test_what_was_typed_is_escaped(client, report):
    page = client.get("/search/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


def test_filled_up_results_are_announced(client, report, publish):
    publish("Complaints and appeals")
    some = client.get("/search/", {"q": "grievance appeals zanzibar"}).content.decode()
    assert "No page holds all of these words" in some
    with_all = client.get("/search/", {"q": "accountability complaints"}).content.decode()
    assert "pages with some of them follow" in with_all


def test_a_line_shows_the_margin_and_the_facts_of_the_page_in_the_readers_language(client, publish, monkeypatch):
    monkeypatch.setattr(StandardPage, "margin", lambda page: {"en": "2025", "ur": "۲۰۲۵"}[get_language()])
    monkeypatch.setattr(StandardPage, "facts", lambda page: [{"en": "Karachi", "ur": "کراچی"}[get_language()]])
    publish("Conference")
    english, urdu = (client.get(address).content.decode() for address in ("/search/", "/ur/search/"))
    assert "2025</p>" in english
    assert "<bdi>Karachi</bdi>" in english
    assert "۲۰۲۵</p>" in urdu
    assert "<bdi>کراچی</bdi>" in urdu


def test_more_than_a_few_filters_fold_away(client, publish, monkeypatch):
    monkeypatch.setattr(StandardPage, "search_facets", lambda page: {"area": [f"PK{number}" for number in range(12)]})
    publish("Everywhere")
    assert "<summary>4 more</summary>" in client.get("/search/").content.decode()


def test_the_order_can_be_chosen(client, report):
    page = client.get("/search/", {"q": "complaints", "sort": "newest"}).content.decode()
    assert '<span aria-current="true">Newest</span>' in page
    assert '<input type="hidden" name="sort" value="newest">' in page


def test_search_only_answers_to_reading(client, home):
    assert client.post("/search/").status_code == 405


def test_the_api_tells_the_same(client, report):
    answer = client.get("/api/search", {"q": "grievance"}).json()
    assert answer["total"] == 1
    assert answer["widened"] is False
    (hit,) = answer["results"]
    assert (hit["title"], hit["url"], hit["kind"], hit["language"], hit["page"]) == (
        "Accountability",
        "/accountability/",
        "page",
        "en",
        2,
    )
    assert "<mark>Grievance</mark>" in hit["snippet"]
    assert answer["facets"]["theme"] == [{"value": "cash", "label": "Cash transfers", "count": 1}]
    assert client.get("/api/search", {"q": "complaints"}).json()["results"][0]["document"] is None


def test_the_api_keeps_closed_pages_to_their_members(client, report, close, member):
    close(report)
    assert client.get("/api/search", {"q": "complaints"}).json()["total"] == 0
    assert "Accountability" not in client.get("/search/", {"q": "complaints"}).content.decode()
    client.force_login(member)
    assert client.get("/api/search", {"q": "complaints"}).json()["total"] == 1
    assert len(results(client.get("/search/", {"q": "complaints"}))) == 1


ODD = [
    {"q": '"""'},
    {"q": "\x00"},
    {"q": "cash \x00 transfer", "kind": "\x00", "theme": "\x00"},
    {"q": "x" * 5_000},
    {"q": "word " * 1_000},
    {"q": "cash", "page": str(10**20)},
    {"q": "cash", "page": "9" * 5_000},
    {"q": "cash", "page": "-1"},
    {"q": "cash", "page": "٣"},
    {"q": "cash", "page": "²"},
    {"q": "cash", "unknown": "1", "kind": "none", "year": "20x5", "sort": "random"},
    {"q": "cash", "theme": ['a"b', "a\\b", "a b", "", "ok"]},
    {"q": "cash AND ( OR NOT title:* ~2 ^9"},
    {"q": "\ud800".encode("utf-8", "surrogatepass")},
    {"q": "*"},
    {"q": "ﷺ" * 100},
]


@pytest.mark.parametrize("query", ODD)
@pytest.mark.parametrize("address", ["/search/", "/ur/search/", "/api/search"])
def test_odd_input_gets_a_clear_answer(client, report, address, query):
    assert client.get(address, query).status_code == 200


@given(q=st.text(max_size=60), value=st.text(max_size=20), page=st.text(max_size=25))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_input_gets_an_answer(client, report, q, value, page):
    for address in ("/search/", "/api/search"):
        query = {"q": q, "kind": value, "area": [value, "x"], "page": page, "sort": value, value or "_": q}
        safe = {name.encode("utf-8", "surrogatepass"): text for name, text in query.items()}
        response = client.get(address, {name.decode("utf-8", "replace"): text for name, text in safe.items()})
        assert response.status_code == 200
        if "api" in address:
            json.loads(response.content)


def test_more_hits_ask_the_database_no_more_often(client, publish, django_assert_max_num_queries):
    for number in range(2):
        publish(f"Report {number}")
    client.get("/api/search", {"q": "report"})
    with CaptureQueriesContext(connection) as few:
        client.get("/api/search", {"q": "report"})
    for number in range(2, 8):
        publish(f"Report {number}")
    with django_assert_max_num_queries(len(few)):
        assert len(client.get("/api/search", {"q": "report"}).json()["results"]) == 8
