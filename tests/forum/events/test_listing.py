"""The list of events and its feed: what is to come, what was, and what one asks for."""

from datetime import date, timedelta

import feedparser
import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from forum.events import listing
from gateway.starter.site import add_page
from gateway.taxonomy.models import Area
from tests.factories.forum import make_event

TODAY = timezone.localdate


@pytest.fixture
def country(db):
    sindh = Area.objects.create(code="PK7", name="Sindh", kind="province")
    badin = Area.objects.create(code="PK701", name="Badin", kind="district", parent=sindh)
    Area.objects.create(code="PK6", name="Punjab", kind="province")
    return sindh, badin


@pytest.fixture
def three(events, country):
    soon = TODAY() + timedelta(days=5)
    make_event(events, soon, title="In Sindh", kind="workshop", areas=[country[0]], mode="both")
    make_event(events, soon, title="In Badin", kind="conference", areas=[country[1]])
    make_event(events, date(2025, 2, 24), title="Long ago", kind="webinar", mode="online")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"In Sindh", "In Badin", "Long ago"}),
        ("?kind=webinar", {"Long ago"}),
        ("?province=PK7", {"In Sindh", "In Badin"}),
        ("?province=PK6", set()),
        ("?mode=online", {"In Sindh", "Long ago"}),
        ("?mode=on-site&kind=conference", {"In Badin"}),
        ("?kind=party&province=x&mode=1", {"In Sindh", "In Badin", "Long ago"}),
    ],
)
def test_list_and_feed_show_what_was_asked_for(three, client, query, shown):
    text = client.get(f"/events/{query}").content.decode()
    assert {title for title in ("In Sindh", "In Badin", "Long ago") if f">{title}</a>" in text} == shown
    found = feedparser.parse(client.get(f"/events/feed.xml{query}").content)
    assert not found.bozo
    assert {entry.title for entry in found.entries} == shown


def test_empty_lists_say_why(events, client):
    text = client.get("/events/").content.decode()
    assert "No event is announced at the moment." in text
    assert "will stand here" in text
    narrowed = client.get("/events/?kind=webinar").content.decode()
    assert "No event to come fits what you chose." in narrowed
    assert "No past event fits what you chose." in narrowed
    assert "Show all events" in narrowed


def test_second_page_of_the_past_repeats_nothing_that_is_to_come(events, three, client, monkeypatch):
    monkeypatch.setattr(listing, "A_PAGE", 1)
    make_event(events, date(2024, 1, 1), title="Before that")
    text = client.get("/events/?page=2").content.decode()
    assert "In Sindh" not in text
    assert "Before that" in text


def test_postponed_event_stays_among_those_to_come(events, client):
    make_event(events, date(2025, 2, 24), title="Waiting for its day", status="postponed", change_reason="Floods")
    text = client.get("/events/").content.decode()
    assert text.index("Waiting for its day") < text.index("Past events")


def test_feed_is_atom_with_one_entry_for_good(events, client, urdu_home):
    event = make_event(events, date(2027, 3, 10), title="Called", status="called-off", change_reason="Floods")
    index = add_page(urdu_home, type(events)(title="تقریبات", slug="events", translation_key=events.translation_key))
    found = feedparser.parse(client.get("/events/feed.xml").content)
    [entry] = found.entries
    assert (found.version, found.feed.title) == ("atom10", "Events")
    assert (entry.title, entry.id) == ("Called off: Called", f"urn:uuid:{event.translation_key}")
    assert entry.link == f"http://testserver{event.url}"
    assert entry.summary.startswith("10 March 2027 · workshop · called off")
    urdu = feedparser.parse(client.get("/ur/events/feed.xml").content)
    assert (urdu.feed.title, urdu.entries[0].id) == (index.title, entry.id)


def test_closed_events_are_in_no_list(events, client):
    event = make_event(events, date(2027, 3, 10), title="Closed one")
    PageViewRestriction.objects.create(page=event, restriction_type=PageViewRestriction.LOGIN)
    for address in ("/events/", "/events/feed.xml"):
        assert "Closed one" not in client.get(address).content.decode()
    PageViewRestriction.objects.create(page=events, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/events/feed.xml").status_code == 404
