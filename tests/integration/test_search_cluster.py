"""The query layer on a search cluster: a server on this machine that speaks OpenSearch's interface."""

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, Group
from django.core.management import call_command
from django.test import RequestFactory
from haystack import connections
from osmem_server import OsmemServer
from wagtail.models import Page, PageViewRestriction

from gateway.accounts.models import User
from gateway.pages.models import StandardPage
from gateway.search.api import similar
from gateway.search.asked import Asked
from gateway.search.engine.build import ClusterBuild, contents, new_build
from gateway.search.query import search
from gateway.search.spelling import did_you_mean
from gateway.search.suggestions import suggestions
from gateway.settings import search_connections
from gateway.starter.site import add_page

ANYONE = AnonymousUser()


@pytest.fixture(scope="module")
def server():
    with OsmemServer.start(japanese=False, addr="127.0.0.1:0") as server:
        yield server
    server.process.stdout.close()


@pytest.fixture
def cluster(server, monkeypatch):
    """Search goes to the server for the time of a test."""
    known = search_connections(f"elasticsearch7+{server.url}/gateway", settings.SEARCH_ROOT)
    with monkeypatch.context() as patch:
        patch.setattr(connections, "connections_info", known)
        patch.setattr(settings, "HAYSTACK_CONNECTIONS", known)
        for alias in known:
            connections.reload(alias)
            connections[alias].get_backend().clear()
        yield
    for alias in known:
        connections.reload(alias)


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def shelf(cluster, home, commit):
    texts = {
        "Kafaalat": "Cash transfer for families",
        "Nutrition": "Cash for mothers, nashonuma",
        "Minutes": "zanzibar and cash",
    }
    with commit():
        return {
            title: add_page(home, StandardPage(title=title, slug=title.lower(), summary=text)) for title, text in texts.items()
        }


@pytest.fixture
def member(db):
    member = User.objects.create_user("member@example.org", "correct-horse-battery")
    member.groups.add(Group.objects.create(name="Committee"))
    return member


@pytest.fixture
def closed(shelf, member, commit):
    with commit():
        restriction = PageViewRestriction.objects.create(page=shelf["Minutes"], restriction_type="groups")
        restriction.groups.set(member.groups.all())


def found(text, reader=ANYONE, **asked):
    return {hit.entry.title for hit in search(reader, Asked(text, **asked)).hits}


def test_words_phrases_alternatives_exclusions_and_fields_find_what_they_ought_to(shelf):
    assert found("cash") == set(shelf)
    assert found('"cash transfer"') == {"Kafaalat"}
    assert found("cash -mothers") == {"Kafaalat", "Minutes"}
    assert found("nashonuma OR zanzibar") == {"Nutrition", "Minutes"}
    assert found("title:nutrition") == {"Nutrition"}
    assert found("unheard") == set()


def test_facets_are_counted_and_narrow_and_the_newest_can_come_first(shelf):
    everything = search(ANYONE, Asked("cash", sort="newest"))
    assert (everything.total, everything.facets["kind"], everything.facets["language"]) == (3, {"page": 3}, {"en": 3})
    assert found("cash", filters={"kind": ("page",)}) == set(shelf)
    assert found("cash", filters={"kind": ("course",)}) == set()


def test_a_closed_page_is_found_and_counted_for_its_members_only(closed, member):
    assert search(ANYONE, Asked("zanzibar")).total == 0
    assert search(ANYONE, Asked("cash")).facets["kind"] == {"page": 2}
    assert found("zanzibar", User.objects.get(pk=member.pk)) == {"Minutes"}
    public, members = (contents(connections[alias].get_backend()) for alias in ("default", "members"))
    assert (len(public), len(members)) == (2, 1)


def test_suggestions_and_similar_pages_work_and_spelling_stays_silent(closed, shelf):
    request = RequestFactory().get("/")
    request.user = ANYONE
    assert [one.text for one in suggestions(request, "kafa")] == ["Kafaalat"]
    assert suggestions(request, "minu") == []
    assert [page.title for page in similar(Page.objects.get(slug="kafaalat"), ANYONE)] == ["Nutrition"]
    assert did_you_mean(ANYONE, Asked("famlies")) is None


def test_what_is_deleted_is_gone_and_a_rebuild_agrees_with_the_database(shelf, commit, capsys):
    with commit():
        Page.objects.get(slug="nutrition").delete()
    assert search(ANYONE, Asked("nashonuma")).total == 0
    call_command("rebuild_search")
    assert isinstance(new_build("default"), ClusterBuild)
    call_command("check_search")
    assert "agrees" in capsys.readouterr().out
    assert found("cash") == {"Kafaalat", "Minutes"}
