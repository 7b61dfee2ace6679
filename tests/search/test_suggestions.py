"""Suggestions while typing: titles and terms that the reader may see now, and nothing that tells of others."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from gateway.pages.models import StandardPage
from gateway.search.audience import scopes
from gateway.search.suggestions import begins
from gateway.taxonomy.models import Area, Institution, Theme


@pytest.fixture
def suggest(client):
    def suggested(typed, address="/search/suggest", reader=None):
        client.logout()
        if reader:
            client.force_login(reader)
        answer = client.get(address, {"q": typed})
        assert answer.status_code == 200
        return answer.json()["suggestions"]

    return suggested


def texts(suggestions):
    return [one["text"] for one in suggestions]


@pytest.fixture
def shelf(publish, monkeypatch):
    Theme.objects.create(code="cash", name="Cash transfers", name_ur="نقد رقوم")
    Theme.objects.create(code="unused", name="Cash without a page")
    Institution.objects.create(code="ministry", name="Ministry of Cash")
    Area.objects.create(code="PK7", name="Cashmere", kind=Area.Kind.PROVINCE)
    facets = {"theme": ["cash"], "institution": ["ministry"], "area": ["PK7"]}
    monkeypatch.setattr(StandardPage, "search_facets", lambda page: facets if page.title == "Evaluation of cash" else {})
    publish("Evaluation of cash")
    publish("Cash: an evaluation", slug="cash-an-evaluation")
    publish("Pensions")


def test_terms_come_first_and_then_titles_that_begin_with_what_was_typed(suggest, shelf):
    assert texts(suggest("cash")) == ["Cashmere", "Cash transfers", "Cash: an evaluation", "Evaluation of cash"]
    first, second, third, _fourth = suggest("cash")
    assert (first["label"], first["url"]) == ("Province or territory", "/search/?area=PK7")
    assert (second["label"], second["url"]) == ("Theme", "/search/?theme=cash")
    assert third == {"text": "Cash: an evaluation", "url": "/cash-an-evaluation/", "label": "Page", "language": "en"}


def test_any_beginning_of_a_word_is_enough_and_every_word_counts(suggest, shelf):
    for typed in ("evaluati", "EVALUATION", "eval ca", "ca eval"):
        assert set(texts(suggest(typed))) == {"Cash: an evaluation", "Evaluation of cash"}
    assert texts(suggest("cash pensions")) == []


@pytest.mark.parametrize("typed", ["", "c", "-", '"', "\x00", "x" * 5_000, "zz " * 400, "\ud83d", "*", "name:cash"])
def test_odd_or_short_input_suggests_nothing(suggest, shelf, typed):
    assert suggest(typed.encode("utf-8", "replace").decode()) == []


def test_urdu_is_suggested_in_urdu_and_found_from_either_side(suggest, shelf, publish, urdu_home):
    publish("نقد امداد", parent=urdu_home, slug="cash-aid", locale=urdu_home.locale)
    assert texts(suggest("نقد", "/ur/search/suggest")) == ["نقد رقوم", "نقد امداد"]
    term, title = suggest("نقد")
    assert (term["text"], title["text"], title["language"]) == ("Cash transfers", "نقد امداد", "ur")
    assert suggest("pens", "/ur/search/suggest")[0]["url"] == "/ur/pensions/"


def test_a_term_needs_its_first_word(db):
    assert begins(["income"], "Income support")
    assert begins(["income", "sup"], "Income support")
    assert not begins(["support"], "Income support")
    assert not begins(["x"], "…")


def test_only_a_few_are_suggested(suggest, publish):
    for number in range(9):
        publish(f"Report {number}")
    assert len(suggest("report")) == 6


def test_an_answer_is_kept_in_no_cache_and_only_given_to_readers(client, home):
    assert "no-store" in client.get("/search/suggest?q=report").headers["Cache-Control"]
    assert client.post("/search/suggest").status_code == 405


def test_more_titles_ask_the_database_no_more_often(client, publish, django_assert_max_num_queries):
    for number in range(2):
        publish(f"Report {number}")
    client.get("/search/suggest?q=report")
    with CaptureQueriesContext(connection) as few:
        client.get("/search/suggest?q=report")
    for number in range(2, 6):
        publish(f"Report {number}")
    with django_assert_max_num_queries(len(few)):
        assert len(client.get("/search/suggest?q=report").json()["suggestions"]) == 6


def test_half_a_word_is_answered_with_them_without_a_script_too(client, shelf):
    shown = client.get("/search/", {"q": "evalua"}).content.decode()
    nothing = shown[shown.index("search-page__nothing") :]
    assert "Evaluation of cash</bdi></a>" in nothing


def test_every_search_field_offers_them(client, home):
    for address in ("/", "/search/", "/styleguide/no-such-page/"):
        page = client.get(address).content.decode()
        assert 'data-suggest="/search/suggest"' in page
        assert "js/suggest" in page


class TestClosedPages:
    @pytest.fixture
    def minutes(self, publish, close, monkeypatch):
        Theme.objects.create(code="secret", name="Zanzibar theme")
        facets = {"theme": ["secret"]}
        monkeypatch.setattr(StandardPage, "search_facets", lambda page: facets if page.slug == "minutes" else {})
        committee = publish("Committee")
        close(committee)
        return publish("Zanzibar minutes", parent=Page.objects.get(pk=committee.pk), slug="minutes")

    def test_neither_their_titles_nor_their_terms_are_suggested_to_others(self, suggest, minutes, learner, outsider, member):
        for reader in (None, learner, outsider):
            assert suggest("zanz", reader=reader) == []
        assert texts(suggest("zanz", reader=member)) == ["Zanzibar theme", "Zanzibar minutes"]

    def test_a_page_just_closed_is_gone_before_the_index_knows(self, suggest, publish, editor_group):
        page = publish("Quagmire notes")
        assert texts(suggest("quag")) == ["Quagmire notes"]
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
        restriction.groups.add(editor_group)
        assert suggest("quag") == []

    def test_an_answer_takes_the_same_steps_whether_a_closed_page_bears_the_title_or_none_does(
        self, client, minutes, learner, outsider
    ):
        for reader in (None, learner, outsider):
            if reader:
                client.force_login(reader)
            steps = []
            for typed in ("zanzibar m", "quagmire m", "zanzibar m"):
                with CaptureQueriesContext(connection) as asked:
                    client.get("/search/suggest", {"q": typed})
                steps.append([re.sub(r"'[^']*'", "?", query["sql"]) for query in asked])
            assert steps[1] == steps[2]

    def test_for_the_public_the_index_of_closed_pages_is_not_even_asked(self, minutes):
        assert {scope.index for scope in scopes(AnonymousUser())} == {"default"}


def test_a_cluster_is_asked_for_beginnings(cluster):
    query = cluster.ClusterQuery()
    query.backend = cluster.ClusterBackend("default", URL="http://search:9200/", INDEX_NAME="gateway_public")
    assert query.build_query_fragment("name", "startswith", "evaluati") == "name:(evaluati*)"
