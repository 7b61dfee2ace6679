"""What everybody reads: the forum's front page, the commitments, the events, the home page's panels."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from forum.dates import span
from forum.models import Commitment, CommitmentsPage, EventPage, EventSpeaker
from forum.progress import overview
from gateway.pages.models import StandardPage
from gateway.starter.site import add_page
from gateway.taxonomy.models import Institution
from tests.factories.forum import make_commitment, make_event, make_events, make_meeting

TODAY = timezone.localdate


def test_front_page_of_the_forum_lists_bodies_and_a_member_s_meetings(forum, body, member, as_):
    make_meeting(body, title="Spring meeting")
    add_page(forum, CommitmentsPage(title="Commitments", slug="commitments"))
    stranger = as_(None).get("/forum/").content.decode()
    assert "Sindh committee" in stranger
    assert "<li>Commitments</li>" in stranger
    assert "Spring meeting" not in stranger
    assert "Spring meeting" in as_(member).get("/forum/").content.decode()


def test_commitments_are_counted_by_state_and_pillar(db):
    make_commitment(1)
    make_commitment(2, state="done")
    make_commitment(3, pillar="digital", state="done")
    counted = overview()
    assert counted["total"] == 3
    assert [(s.state, s.count, s.start, s.width) for s in counted["segments"]] == [
        ("unreported", 1, 0.0, 33.33),
        ("done", 2, 33.33, 66.67),
    ]
    assert [(pillar.code, pillar.counts) for pillar in counted["pillars"]] == [
        ("policies", [1, 0, 0, 1, 0]),
        ("digital", [0, 0, 0, 1, 0]),
    ]


def test_commitments_page_shows_each_with_its_evidence(forum, client):
    page = add_page(forum, CommitmentsPage(title="Commitments", slug="commitments"))
    assert "The commitments will be listed here." in client.get(page.url).content.decode()
    make_commitment(
        1, evidence="<p>A law of 2026</p>", confirmed_on=date(2026, 1, 2), title_ur="وعدہ", responsible_ur="حکومتیں"
    )
    text = client.get(page.url).content.decode()
    for words in ("Promise 1", "A law of 2026", "2 January 2026", "no report yet", "Governments"):
        assert words in text
    assert page.search_text() == "Promise 1 Governments A law of 2026"
    assert "وعدہ" in client.get(f"/ur{page.url}").content.decode()


def test_urdu_commitments_page_is_found_by_urdu_words(forum, urdu_home):
    make_commitment(1, title_ur="وعدہ", responsible_ur="حکومتیں")
    index = add_page(urdu_home, type(forum)(title="فورم", slug="forum", translation_key=forum.translation_key))
    page = add_page(index, CommitmentsPage(title="وعدے", slug="commitments"))
    assert page.search_text() == "وعدہ حکومتیں"


def test_commitment_is_named_in_the_reader_s_language(db):
    commitment = make_commitment(1, title_ur="وعدہ")
    with translation.override("en"):
        assert str(commitment) == "1. Promise 1"
    with translation.override("ur"):
        assert commitment.label == "وعدہ"
    assert Commitment(title="Plain").label == "Plain"


def test_events_to_come_stand_before_those_past(home, client):
    events = make_events(home)
    make_event(events, TODAY() + timedelta(days=3), title="Next week")
    make_event(events, TODAY() - timedelta(days=1), ends_on=TODAY(), title="Ends today")
    make_event(events, date(2025, 2, 24), title="Long ago")
    text = client.get("/events/").content.decode()
    assert text.index("Ends today") < text.index("Next week") < text.index("Past events") < text.index("Long ago")
    for page in ("10" * 20, "x", "0"):
        assert client.get(f"/events/?page={page}").status_code == 200


@pytest.fixture
def conference(home):
    page = EventPage(title="Conference", slug="conference", kind="conference", starts_on=date(2025, 2, 24), place="Karachi")
    page.ends_on = date(2025, 2, 26)
    page.organisers = [Institution.objects.create(code="giz", name="GIZ")]
    page.speakers = [EventSpeaker(name="A Speaker", role="Consul General")]
    page.programme = [
        ("day", {"date": date(2025, 2, 24), "title": "Opening", "sessions": [{"title": "Keynotes", "speakers": "Many"}]})
    ]
    page.outcome, page.recording = "<p>A statement</p>", "https://example.org/recording"
    page.outcome_page = add_page(home, StandardPage(title="Statement", slug="statement"))
    return add_page(make_events(home), page)


def test_event_page_says_when_where_by_whom_and_what_came_of_it(conference, client):
    text = client.get(conference.url).content.decode()
    for words in (
        "24 to 26 February 2025",
        "Karachi",
        "GIZ",
        "A Speaker",
        "Keynotes",
        "A statement",
        "/statement/",
        "Watch the recording",
    ):
        assert words in text
    assert '"@type": "Event"' in text
    assert conference.is_over
    assert conference.facts() == ["conference", "Karachi"]
    assert conference.search_facets()["institution"] == ["giz"]
    assert conference.search_date() == date(2025, 2, 24)
    assert {"Keynotes", "Speaker", "statement"} <= set(conference.search_text().split())
    assert str(conference.speakers.get()) == "A Speaker"


def test_outcome_that_the_reader_may_not_read_is_not_named(conference, client):
    conference.outcome_page.unpublish()
    assert "/statement/" not in client.get(conference.url).content.decode()


def test_event_cannot_end_before_it_begins(home):
    with pytest.raises(ValidationError, match="lies before the first"):
        make_event(make_events(home), date(2025, 2, 24), ends_on=date(2025, 2, 23))


def test_home_page_shows_what_comes_next_and_the_commitments(home, forum, body, member, as_):
    events = make_events(home)
    make_event(events, date(2025, 2, 24), title="Long ago")
    make_meeting(body, title="Spring meeting")
    assert "Commitments at a glance" not in as_(None).get("/").content.decode()
    add_page(forum, CommitmentsPage(title="Commitments", slug="commitments"))
    make_commitment(1)
    stranger = as_(None).get("/").content.decode()
    assert "Long ago" in stranger
    assert "Commitments at a glance" in stranger
    assert "Spring meeting" not in stranger
    assert "Spring meeting" in as_(member).get("/").content.decode()
    make_event(events, TODAY() + timedelta(days=1), title="Tomorrow")
    assert "Long ago" not in as_(None).get("/").content.decode()


def test_span_of_days_repeats_nothing():
    assert span(date(2025, 2, 24), None) == "24 February 2025"
    assert span(date(2025, 2, 24), date(2025, 2, 24)) == "24 February 2025"
    assert span(date(2025, 2, 24), date(2025, 2, 26)) == "24 to 26 February 2025"
    assert span(date(2025, 2, 28), date(2025, 3, 1)) == "28 February 2025 to 1 March 2025"
