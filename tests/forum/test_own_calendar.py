"""A member's own calendar: under a secret address, true at every request, and taken up by calendars that have the entry."""

import warnings
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from forum.inviting import ask, send_due
from forum.models import BodyPage, CalendarAddress, MeetingPage, Membership
from forum.own_calendar import new_address
from gateway.starter.site import add_page
from tests.factories.forum import make_meeting, make_user, seat

START = timezone.make_aware(datetime(2030, 5, 6, 10))


@pytest.fixture
def address(member) -> str:
    return new_address(member).partition("8000")[2]


@pytest.fixture
def meeting(body):
    return make_meeting(body, title="Spring; meeting, Karachi", starts_at=START, ends_at=START + timedelta(days=2, hours=3))


def calendar_at(client, address: str) -> Calendar:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        calendar = Calendar.from_ical(response.content)
    assert [broken for part in calendar.walk() for broken in part.errors] == []
    return calendar


def entries(client, address: str) -> list:
    return calendar_at(client, address).events


def publish(meeting: MeetingPage, **changes) -> MeetingPage:
    meeting = MeetingPage.objects.get(pk=meeting.pk)
    for name, value in changes.items():
        setattr(meeting, name, value)
    meeting.save_revision().publish()
    return MeetingPage.objects.get(pk=meeting.pk)


def test_meeting_of_several_days_stands_in_the_time_of_pakistan(client, meeting, address):
    meeting = publish(meeting, link="https://example.org/join")
    (zone,) = calendar_at(client, address).walk("VTIMEZONE")
    (entry,) = entries(client, address)
    assert str(zone["TZID"]) == str(entry["DTSTART"].params["TZID"]) == "Asia/Karachi"
    assert (entry.start, entry.end) == (START, START + timedelta(days=2, hours=3))
    assert (str(entry["SUMMARY"]), entry["LOCATION"], entry["STATUS"]) == (meeting.title, "Here", "CONFIRMED")
    assert (str(entry["UID"]), entry["CLASS"]) == (str(meeting.translation_key), "PRIVATE")
    assert entry["CONFERENCE"] == "https://example.org/join"
    assert entry.DTSTAMP == entry["LAST-MODIFIED"].dt == meeting.last_published_at.replace(microsecond=0)
    assert entry["URL"].endswith(meeting.url)
    assert "\r\n" in client.get(address).content.decode()


def test_proposed_meeting_is_tentative_and_a_cancelled_one_stays_and_says_so(client, body, address):
    meeting = make_meeting(body, state="proposed")
    make_meeting(body, days=-400, state="held")
    (entry,) = entries(client, address)
    assert entry["STATUS"] == "TENTATIVE"
    publish(meeting, state="cancelled", cancelled_because="The river rose")
    (entry,) = entries(client, address)
    assert (entry["STATUS"], entry["SEQUENCE"]) == ("CANCELLED", 1)
    assert "The river rose" in entry["DESCRIPTION"]


def test_draft_and_meetings_of_other_bodies_are_not_in_it(client, body, other_body, meeting, address):
    make_meeting(other_body)
    make_meeting(body).unpublish()
    assert [str(entry["UID"]) for entry in entries(client, address)] == [str(meeting.translation_key)]


def test_what_the_person_may_read_is_asked_at_each_request(client, body, other_body, member, meeting, address):
    seat(other_body, member)
    make_meeting(other_body)
    assert len(entries(client, address)) == 2
    Membership.objects.filter(body=body).update(term_to=timezone.localdate() - timedelta(days=1))
    assert str(meeting.translation_key) not in [str(entry["UID"]) for entry in entries(client, address)]
    Membership.objects.all().delete()
    assert entries(client, address) == []


def test_wrong_revoked_renewed_and_expired_addresses_are_the_same_nothing(client, member, address, as_):
    def nothing(where: str) -> tuple:
        response = as_(None).get(where)
        return response.status_code, response.content.replace(where.encode(), b""), sorted(response.headers)

    wrong = nothing(reverse("own_calendar", args=["x" * 43]))
    assert wrong[0] == 404
    renewed = new_address(member).partition("8000")[2]
    assert nothing(address) == wrong
    CalendarAddress.objects.update(made_on=timezone.localdate() - timedelta(days=181))
    assert nothing(renewed) == wrong
    CalendarAddress.objects.update(made_on=timezone.localdate())
    type(member).objects.update(is_active=False)
    assert nothing(renewed) == wrong
    type(member).objects.update(is_active=True)
    as_(member).post(reverse("own_calendar_close"))
    assert nothing(renewed) == wrong


def test_use_keeps_the_address_open_and_is_noted_once_a_day(client, address, time_machine, queries):
    CalendarAddress.objects.update(made_on=timezone.localdate() - timedelta(days=170))
    few = queries(client, address)
    assert CalendarAddress.objects.get().seen_on == timezone.localdate()
    time_machine.move_to(timezone.now() + timedelta(days=20))
    assert client.get(address).status_code == 200
    assert queries(client, address) == few


def test_it_takes_as_many_queries_for_many_meetings_as_for_few(client, body, address, queries):
    make_meeting(body)
    few = queries(client, address)
    for _number in range(8):
        make_meeting(body)
    assert queries(client, address) == few


def test_no_cache_index_or_referer_learns_the_address(client, address):
    response = client.get(address)
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert client.post(address).status_code == 405


def test_address_is_shown_once_and_only_its_digest_is_kept(member, body, as_):
    client, profile = as_(member), reverse("account_profile")
    assert "Make an address" in client.get(profile).content.decode()
    page = client.post(reverse("own_calendar_make"))
    shown = page.content.decode().partition('<p class="secret-address" dir="ltr">')[2].partition("<")[0]
    assert "no-store" in page["Cache-Control"]
    token = shown.rpartition("/")[2].removesuffix(".ics")
    assert client.get(shown.partition("8000")[2]).status_code == 200
    kept = CalendarAddress.objects.get()
    assert token not in f"{kept.digest} {kept}"
    page = client.get(profile).content.decode()
    assert token not in page
    assert "A calendar last asked for it on" in page


def test_account_says_how_the_address_stands(member, learner, as_):
    profile = reverse("account_profile")
    new_address(member)
    assert "No calendar has asked for it yet" in as_(member).get(profile).content.decode()
    CalendarAddress.objects.update(made_on=timezone.localdate() - timedelta(days=181))
    assert "not used for half a year" in as_(member).get(profile).content.decode()
    Membership.objects.all().delete()
    page = as_(member).get(profile).content.decode()
    assert "Close the address" in page
    assert "Make a new address" not in page
    assert "My forum bodies" not in as_(learner).get(profile).content.decode()
    assert as_(None).post(reverse("own_calendar_make")).status_code == 302


def test_urdu_address_gives_urdu_titles_with_the_times_of_the_source(client, body, meeting, member, urdu_home, address):
    urdu_body = add_page(add_page(urdu_home, twin(body.get_parent().specific)), twin(body))
    urdu = add_page(urdu_body, twin(meeting, title="اجلاس", starts_at=START - timedelta(days=9), number=1))
    (entry,) = entries(client, f"/ur{address}")
    assert (str(entry["SUMMARY"]), entry.start) == ("اجلاس", START)
    before = entry["SEQUENCE"]
    publish(urdu, title="بہار کا اجلاس")
    assert entries(client, f"/ur{address}")[0]["SEQUENCE"] == before + 1


def twin(page, **fields):
    return type(page)(**{"title": "اردو", "slug": page.slug, "translation_key": page.translation_key} | fields)


def test_sequence_counts_the_changes_that_calendars_show_and_nothing_else(meeting):
    """Against a reference that remembers every state published."""
    later = START + timedelta(days=1)
    steps = [{"place": "Quetta"}, {"summary": "x"}, {"starts_at": later}, {"place": "Here", "title": "B"}, {}, {"title": "A"}]
    shown = [(meeting.title, meeting.place, meeting.starts_at)]
    for changes in steps:
        meeting.save_revision()
        meeting = publish(meeting, **changes)
        shown.append((meeting.title, meeting.place, meeting.starts_at))
        assert meeting.sequence == sum(now != before for before, now in pairwise(shown))


def test_old_version_published_again_is_a_further_change(meeting):
    first = meeting.save_revision()
    moved = publish(meeting, starts_at=START + timedelta(days=1))
    first.publish()
    assert (moved.sequence, MeetingPage.objects.get().sequence) == (1, 2)
    draft = meeting.copy(update_attrs={"slug": "copy", "title": "Copy"}, keep_live=False)
    assert draft.sequence == 0


def letters() -> list[tuple[str, Calendar]]:
    found = []
    for letter in mail.outbox:
        (part,) = letter.attachments
        assert part.get_content_type() == "text/calendar"
        calendar = Calendar.from_ical(part.get_payload(decode=True))
        assert part.get_param("method") == calendar["METHOD"]
        found.append((letter.subject.partition(":")[0], calendar))
    mail.outbox.clear()
    return found


def test_letters_update_the_entry_that_a_calendar_has(client, meeting, member, address):
    told = []
    for changes in (
        {},
        {"place": "Quetta"},
        {"starts_at": START + timedelta(days=1)},
        {"state": "cancelled", "cancelled_because": "The river rose"},
    ):
        meeting = publish(meeting, **changes)
        ask(meeting)
        send_due()
        ((subject, calendar),) = letters()
        (entry,) = calendar.events
        told.append((subject, calendar["METHOD"], entry["SEQUENCE"], entry["STATUS"]))
        (fed,) = entries(client, address)
        assert [fed[name] for name in ("UID", "SEQUENCE", "STATUS")] == [entry[name] for name in ("UID", "SEQUENCE", "STATUS")]
        assert entry["ATTENDEE"] == "mailto:member@example.org"
        assert entry["ORGANIZER"].startswith("mailto:gateway@")
        assert calendar.walk("VTIMEZONE")
    assert told == [
        ("Invitation", "REQUEST", 0, "CONFIRMED"),
        ("Changed", "REQUEST", 1, "CONFIRMED"),
        ("New date", "REQUEST", 2, "CONFIRMED"),
        ("Cancelled", "CANCEL", 3, "CANCELLED"),
    ]


def test_outsider_s_calendar_and_letters_hold_nothing_of_it(client, body, meeting, outsider):
    BodyPage.objects.filter(pk=body.pk).update(mandate="x")
    assert entries(client, new_address(outsider).partition("8000")[2]) == []
    assert entries(client, new_address(make_user()).partition("8000")[2]) == []
    assert str(CalendarAddress.objects.get(person=outsider)) == str(outsider.pk)
