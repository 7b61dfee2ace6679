"""The Atom feed of a saved search, as a feed reader reads it."""

import feedparser
import pytest
from django.contrib.auth.models import AnonymousUser

from gateway.accounts.models import User
from gateway.search.feed import writable
from gateway.search.saved.feed import feed_url
from gateway.search.saved.found import found_by


@pytest.fixture
def read(client):
    def read_feed(search):
        response = client.get(feed_url(search).removeprefix("http://127.0.0.1:8000"))
        assert response.status_code == 200
        parsed = feedparser.parse(response.content)
        assert not parsed.bozo
        return response, parsed

    return read_feed


def titles(parsed):
    return [entry.title for entry in parsed.entries]


def test_a_feed_reader_reads_what_everybody_may_read(publish, close, saved, read):
    publish("Cash first")
    publish("Cash second")
    close(publish("Cash of the committee"))
    response, parsed = read(saved())
    assert parsed.version == "atom10"
    assert parsed.feed.title == "Cash"
    assert titles(parsed) == ["Cash second", "Cash first"]
    assert parsed.entries[0].link == "http://127.0.0.1:8000/cash-second/"
    assert parsed.entries[0].id.startswith("urn:uuid:")
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies


def test_with_its_owners_leave_a_feed_names_closed_pages_and_forgets_them_with_the_membership(
    publish, close, saved, read, member, editor_group
):
    close(publish("Cash of the committee"))
    search = saved(feed_names_closed=True)
    assert titles(read(search)[1]) == ["Cash of the committee"]
    member.groups.remove(editor_group)
    assert titles(read(search)[1]) == []


def test_a_closed_page_leaves_the_feed_before_the_index_knows(publish, saved, home):
    page = publish("Cash")
    search = saved()
    page.audience_rows.all().delete()
    assert not found_by(search, AnonymousUser()).exists()


def test_a_feed_ends_with_its_owners_account(client, saved, member):
    address = feed_url(saved()).removeprefix("http://127.0.0.1:8000")
    User.objects.filter(pk=member.pk).update(is_active=False)
    assert client.get(address).status_code == 404


def test_a_feed_speaks_its_owners_language(publish, saved, read, member):
    publish("Cash")
    member.language = "ur"
    member.save()
    search = saved()
    assert "/ur/accounts/searches/feed/" in feed_url(search)
    assert read(search)[1].entries[0].link == "http://127.0.0.1:8000/ur/cash/"


def test_what_xml_cannot_write_is_left_out():
    assert writable("a\x01b\ud800c\ufffe") == "abc"
