"""Did you mean …: only ever words of pages that the searcher may see."""

import pytest
from hypothesis import given, settings, strategies as st
from wagtail.models import PageViewRestriction

from gateway.pages.models import StandardPage
from gateway.search.asked import Asked
from gateway.search.engine.nearby import distance
from gateway.search.models import SynonymGroup
from gateway.search.spelling import did_you_mean
from tests.factories.documents import document, pdf
from tests.search.test_query import ANYONE, find


def meant(text, reader=ANYONE):
    better = did_you_mean(reader, Asked(text))
    return better.text if better else None


@pytest.fixture
def shelf(publish):
    publish("One", text="<p>Beneficiaries of Kafaalat are paid.</p>")
    publish("Two", text="<p>Beneficiaries کفالت and Kafaalat. A solitary unicorn.</p>")
    publish("Three", text="<p>بینظیر کفالت</p>")


def test_a_misspelled_word_is_exchanged_also_without_any_hit(shelf):
    assert find("benificiaries").total == 0
    assert meant("benificiaries") == "Beneficiaries"
    assert meant("paid benificiaries, -cash") == "paid Beneficiaries, -cash"
    assert meant("title:kafalaat") == "title:Kafaalat"
    assert meant("کفالث") == "کفالت"


def test_what_is_known_rare_short_or_not_a_word_is_left_alone(shelf):
    for text in ("kafaalat", "unicorm", "pid", "20255", "author:benificiaries", "benificiaries-kafalaat", "", '"', "zzzzzzzz"):
        assert meant(text) is None


def test_a_misspelling_is_recognised_where_its_stem_is_none(publish):
    publish("One", text="<p>A stipend is paid.</p>")
    publish("Two", text="<p>The stipend rose.</p>")
    assert meant("stipned") == "stipend"


def test_a_spelling_that_editors_keep_is_no_mistake(shelf):
    assert meant("kafalat") == "Kafaalat"
    SynonymGroup.objects.create(expressions="Kafaalat\nKafalat")
    assert meant("kafalat") is None


def test_the_page_and_the_api_offer_it(client, shelf):
    page = client.get("/search/", {"q": "benificiaries"}).content.decode()
    assert 'Did you mean: <a href="?q=Beneficiaries" rel="nofollow"><bdi>Beneficiaries</bdi></a>' in page
    assert client.get("/api/search", {"q": "benificiaries"}).json()["did_you_mean"] == "Beneficiaries"
    assert client.get("/api/search", {"q": "kafaalat"}).json()["did_you_mean"] is None


def test_a_word_of_a_document_is_written_as_the_document_has_it(publish, monkeypatch, commit):
    with commit():
        attached = document(pdf("Grievance redress."))
    monkeypatch.setattr(StandardPage, "search_documents", lambda page: [attached])
    publish("One")
    publish("Two")
    assert meant("grievence") == "Grievance"


class TestClosedPages:
    @pytest.fixture
    def minutes(self, publish, close):
        for title in ("Minutes", "More minutes"):
            close(publish(title, text="<p>zanzibar</p>"))

    def test_a_word_of_closed_pages_is_suggested_to_their_members_only(self, minutes, learner, member):
        assert meant("zanzibra") is None
        assert meant("zanzibra", learner) is None
        assert meant("zanzibra", member) == "zanzibar"

    def test_closed_pages_do_not_help_a_word_over_the_threshold(self, publish, minutes):
        publish("Open", text="<p>zanzibar</p>")
        assert meant("zanzibra") is None

    def test_a_page_just_closed_lends_no_word_before_the_index_knows(self, publish, editor_group):
        for title in ("Notes", "More notes"):
            page = publish(title, text="<p>zanzibar</p>")
            restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
            restriction.groups.add(editor_group)
        assert meant("zanzibra") is None


def test_an_engine_without_a_lexicon_suggests_nothing(shelf, monkeypatch):
    from gateway.search.engine.backend import EmbeddedBackend

    monkeypatch.delattr(EmbeddedBackend, "nearby")
    assert meant("benificiaries") is None


def naive(one, other):
    if not one or not other:
        return len(one) + len(other)
    best = min(naive(one[1:], other) + 1, naive(one, other[1:]) + 1, naive(one[1:], other[1:]) + (one[0] != other[0]))
    if one[:2] == other[1::-1] and len(one) > 1 and len(other) > 1:
        best = min(best, naive(one[2:], other[2:]) + 1)
    return best


@given(st.text("ab", max_size=5), st.text("ab", max_size=5))
@settings(max_examples=60, deadline=None)
def test_distances_are_those_of_a_plain_reference(one, other):
    assert distance(one, other, 2) == min(naive(one, other), 3)
