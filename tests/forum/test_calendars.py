"""Events in people's calendars: the right days, one entry for good, and nothing of a closed page."""

from datetime import date, time, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from forum.models import EventPage
from gateway.starter.site import add_page
from tests.factories.forum import make_event, make_events


@pytest.fixture
def events(home):
    return make_events(home)


@pytest.fixture
def event(events):
    days = {"starts_on": date(2025, 2, 24), "ends_on": date(2025, 2, 26)}
    return make_event(events, **days, title="Conference; Karachi, 2025", summary="Three days.", place="Karachi")


def entries(client, address: str) -> list:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(answer.content).events


def test_event_lasts_whole_days_and_ends_before_the_day_after_its_last(client, event):
    [entry] = entries(client, f"{event.url}calendar.ics")
    assert (entry.start, entry.end, entry.duration) == (date(2025, 2, 24), date(2025, 2, 27), timedelta(days=3))
    assert (str(entry["SUMMARY"]), entry["LOCATION"], entry["STATUS"]) == (event.title, "Karachi", "CONFIRMED")
    assert entry["DESCRIPTION"] == f"Three days.\n\nhttp://testserver{event.url}"
    assert entry["URL"] == f"http://testserver{event.url}"
    assert EventPage.objects.get().last_published_at.replace(microsecond=0) == entry.DTSTAMP


def test_event_of_one_day_has_no_last_day(client, events):
    [entry] = entries(client, f"{make_event(events, date(2025, 12, 31)).url}calendar.ics")
    assert (entry.start, entry.end) == (date(2025, 12, 31), date(2026, 1, 1))


def test_changed_event_takes_the_place_of_the_one_that_people_have(client, event):
    [before] = entries(client, f"{event.url}calendar.ics")
    event = EventPage.objects.get()
    event.starts_on = date(2025, 2, 25)
    event.save_revision().publish()
    [after] = entries(client, f"{event.url}calendar.ics")
    assert (before["UID"], before["SEQUENCE"]) == (after["UID"], 0)
    assert after["SEQUENCE"] == 1


def test_upgrade_keeps_the_number_under_which_calendars_hold_an_event(event):
    EventPage.objects.update(last_published_at=EventPage.objects.get().first_published_at + timedelta(minutes=90))
    import_module("forum.migrations.0010_what_calendars_and_letters_know").keep_counting(apps, None)
    event = EventPage.objects.get()
    event.starts_on = date(2025, 2, 23)
    event.save_revision().publish()
    assert EventPage.objects.get().sequence == 91


def test_event_of_one_day_stands_at_its_hour(client, events):
    event = make_event(events, date(2030, 5, 6), starts_time=time(10), ends_time=time(12, 30))
    [entry] = entries(client, f"{event.url}calendar.ics")
    assert (entry.start.isoformat(), entry.duration) == ("2030-05-06T10:00:00+05:00", timedelta(hours=2, minutes=30))
    open_end = make_event(events, date(2030, 5, 6), starts_time=time(10))
    assert "DTEND" not in entries(client, f"{open_end.url}calendar.ics")[0]


def test_postponed_and_called_off_events_say_so_in_calendars_that_have_them(client, events):
    event = make_event(events, date(2030, 5, 6))
    for sequence, (state, status) in enumerate((("postponed", "TENTATIVE"), ("called-off", "CANCELLED")), start=1):
        event = EventPage.objects.get()
        event.status, event.change_reason = state, "The river rose"
        event.save_revision().publish()
        [entry] = entries(client, "/events/calendar.ics")
        assert (entry["STATUS"], entry["SEQUENCE"]) == (status, sequence)
        assert "The river rose" in entry["DESCRIPTION"]


def test_all_events_are_one_calendar_in_the_reader_s_language(client, event, events, urdu_home):
    make_event(events, date(2030, 1, 1), title="Far away")
    urdu_events = add_page(urdu_home, type(events)(title="تقریبات", slug="events", translation_key=events.translation_key))
    twin = EventPage(title="کانفرنس", slug="second", translation_key=event.translation_key, starts_on=date(2025, 2, 24))
    add_page(urdu_events, twin)
    assert [str(entry["SUMMARY"]) for entry in entries(client, "/events/calendar.ics")] == [event.title, "Far away"]
    urdu = entries(client, "/ur/events/calendar.ics")
    assert [str(entry["SUMMARY"]) for entry in urdu] == ["کانفرنس", "Far away"]
    assert str(urdu[0]["UID"]) == str(event.translation_key)
    source = EventPage.objects.get(pk=event.pk)
    source.starts_on = date(2025, 2, 25)
    source.save_revision().publish()
    moved = entries(client, "/ur/events/calendar.ics")[0]
    assert (moved.start, moved["SEQUENCE"]) == (date(2025, 2, 25), urdu[0]["SEQUENCE"] + 1)


def test_closed_event_is_in_no_calendar(client, event):
    PageViewRestriction.objects.create(page=event, restriction_type=PageViewRestriction.LOGIN)
    assert entries(client, "/events/calendar.ics") == []
    assert client.get(f"{event.url}calendar.ics").status_code == 404


def test_only_events_have_a_calendar(client, home, events):
    for address in ("/calendar.ics", "/nothing/calendar.ics", "/events/nothing/calendar.ics"):
        assert client.get(address).status_code == 404
    assert client.post("/events/calendar.ics").status_code == 405


def test_calendar_stays_the_same_one(client, event):
    first, second = (client.get("/events/calendar.ics").content.decode() for _twice in range(2))
    assert first == second
    assert first.count("X-WR-CALNAME:Events") == 1
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H" in first


def test_pages_lead_to_their_calendars(client, event):
    assert f'href="{event.url}calendar.ics"' in client.get(event.url).content.decode()
    assert client.get("/events/").content.decode().count('href="/events/calendar.ics"') == 2
