"""-exclusions, OR, title: and author: against the index, for the public and for members."""

import pytest

from gateway.pages.models import StandardPage
from tests.search.test_query import find, titles


@pytest.fixture
def shelf(publish, monkeypatch):
    authors = {"Cash": ["Amina Khan", "امینہ خان"], "Vouchers": ["Sara Amina", "Khan Ali"]}
    monkeypatch.setattr(StandardPage, "search_authors", lambda page: authors.get(page.title, []))
    publish("Cash", text="<p>report on transfers and training</p>")
    publish("Vouchers", text="<p>report on transfers of food, no cash</p>")
    return publish("Training", text="<p>report on skills</p>")


def test_what_is_excluded_is_not_found(shelf):
    assert set(titles(find("report"))) == {"Cash", "Vouchers", "Training"}
    assert set(titles(find("report -training"))) == {"Vouchers"}
    assert set(titles(find('report -"report on transfers"'))) == {"Training"}
    assert set(titles(find("report -training -food"))) == set()
    assert set(titles(find("-food"))) == {"Cash", "Training"}
    assert set(titles(find("-title:cash"))) == {"Vouchers", "Training"}


def test_alternatives_are_found_by_either(shelf):
    assert set(titles(find("food OR skills"))) == {"Vouchers", "Training"}
    assert set(titles(find("food یا skills report"))[:2]) == {"Vouchers", "Training"}
    assert set(titles(find('"transfers and training" OR skills'))) == {"Cash", "Training"}


def test_the_title_alone_is_asked(shelf):
    assert titles(find("title:cash")) == ["Cash"]
    assert titles(find("عنوان:cash")) == ["Cash"]
    assert titles(find('title:"report on"')) == []


def test_authors_are_found_by_name_and_no_phrase_reaches_into_the_next(shelf):
    assert set(titles(find("author:khan"))) == {"Cash", "Vouchers"}
    assert titles(find('author:"amina khan"')) == ["Cash"]
    assert titles(find("مصنف:امینہ")) == ["Cash"]
    assert titles(find("author:khan food"))[0] == "Vouchers"
    assert find("author:khan").hits[0].passage is None


def test_exclusions_hold_when_words_are_filled_up(shelf):
    found = find("food skills -cash")
    assert titles(found) == ["Training"]
    assert found.widened


def test_members_ask_both_indexes_in_the_same_way(shelf, close, member):
    close(shelf)
    assert set(titles(find("food OR skills"))) == {"Vouchers"}
    assert set(titles(find("food OR skills", member))) == {"Vouchers", "Training"}
    assert set(titles(find("report -food", member))) == {"Cash", "Training"}


def test_the_page_tells_how_it_understood(client, shelf):
    page = client.get("/search/", {"q": "food OR <i>skills</i> -cash"}).content.decode()
    assert "<dt>Without</dt>" in page
    assert "food or" in page
    assert "<i>skills" not in page
    assert "<dt>" not in client.get("/search/", {"q": "food"}).content.decode()


def test_an_index_of_before_a_field_was_added_is_searched_and_written_to(publish):
    from haystack import connections
    from whoosh.fields import Schema

    backend = connections["default"].get_backend()
    known = [(name, field) for name, field in backend.folder.schema.items() if name != "author"]
    whole, backend.folder.schema = backend.folder.schema, Schema(**dict(known))
    backend.clear()
    backend.folder.schema = whole
    assert find("author:khan").total == 0
    publish("Cash", text="<p>report</p>")
    assert titles(find("report")) == ["Cash"]
