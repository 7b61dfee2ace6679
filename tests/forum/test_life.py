"""A meeting's life: its states, the moves between them, and the dates that it leaves behind."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from forum.dates import nth_weekday
from forum.listings import body_context
from forum.models import AgendaItem, BodyPage, MeetingPage, Membership
from tests.factories.forum import make_meeting, make_user, seat

LAST_MONTH = timedelta(days=-30)


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        ("proposed", "scheduled", True),
        ("proposed", "cancelled", True),
        ("proposed", "held", False),
        ("scheduled", "held", True),
        ("scheduled", "proposed", False),
        ("held", "scheduled", False),
        ("held", "cancelled", False),
        ("cancelled", "proposed", True),
        ("cancelled", "held", False),
    ],
)
def test_only_some_moves_are_allowed(body, before, after, allowed):
    meeting = make_meeting(body, days=-30, state=before, cancelled_because="Floods")
    meeting.state = after
    if allowed:
        meeting.save_revision().publish()
    else:
        with pytest.raises(ValidationError, match="cannot become"):
            meeting.save_revision().publish()
    assert MeetingPage.objects.get(pk=meeting.pk).state == (after if allowed else before)


def test_what_nobody_was_shown_may_become_anything(body):
    meeting = make_meeting(body, days=-30, state="held")
    meeting.unpublish()
    meeting.state = "scheduled"
    meeting.save_revision().publish()
    assert MeetingPage.objects.get(pk=meeting.pk).state == "scheduled"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"state": "cancelled", "cancelled_because": " "}, "Say why"),
        ({"state": "scheduled", "place": "", "link": ""}, "Give a place"),
        ({"state": "held", "days": 3}, "has not begun"),
    ],
)
def test_each_state_asks_for_what_it_needs(body, fields, message):
    with pytest.raises(ValidationError, match=message):
        make_meeting(body, **fields)


def test_form_offers_only_the_next_states(body, secretary, as_):
    page = as_(secretary).get(reverse("wagtailadmin_pages:edit", args=[make_meeting(body).pk])).content.decode()
    choices = page.partition('name="state"')[2].partition("</select>")[0]
    assert [state for state in MeetingPage.State.values if f'value="{state}"' in choices] == ["scheduled", "held", "cancelled"]


def test_cancelled_meeting_shows_its_reason_and_its_date_struck_through(body, member, as_):
    starts = timezone.make_aware(datetime(2025, 5, 6, 10))
    meeting = make_meeting(
        body, starts_at=starts, state="cancelled", cancelled_because="The river rose", link="https://join.example"
    )
    page = as_(member).get(meeting.url).content.decode()
    assert "The river rose" in page
    assert "https://join.example" not in page
    assert "6 May 2025" in page.partition("<s>")[2].partition("</s>")[0]


def test_meeting_that_was_held_today_is_no_coming_one(body, member):
    today = make_meeting(body, starts_at=timezone.localtime().replace(hour=0, minute=0), state="held")
    coming = make_meeting(body)
    request = RequestFactory().get(body.url)
    request.user = member
    listed = body_context(body, request)
    assert [[card.title for card in listed[part]] for part in ("held", "upcoming")] == [[today.title], [coming.title]]


def test_moved_meeting_shows_its_earlier_date_struck_through(body, member, as_):
    meeting = make_meeting(body, starts_at=timezone.make_aware(datetime(2025, 5, 6, 10)))
    for day in (13, 20):
        meeting.starts_at = timezone.make_aware(datetime(2025, 5, day, 10))
        meeting.ends_at = meeting.starts_at + timedelta(hours=2)
        meeting.save_revision().publish()
    page = as_(member).get(meeting.url).content.decode()
    struck = [part.partition("</s>")[0] for part in page.split("<s>")[1:]]
    assert ["6 May 2025" in struck[0], "13 May 2025" in struck[1]] == [True, True]
    assert "20 May 2025" in page
    meeting.refresh_from_db()
    assert [ends is None for _starts, ends in meeting.earlier_spans] == [True, False]


def test_old_version_published_again_forgets_no_date(body):
    meeting = make_meeting(body)
    first = meeting.save_revision()
    meeting.starts_at += timedelta(days=7)
    meeting.save_revision().publish()
    first.publish()
    assert len(MeetingPage.objects.get(pk=meeting.pk).earlier_dates) == 2


def test_draft_leaves_no_earlier_date(body):
    meeting = make_meeting(body)
    meeting.unpublish()
    meeting.starts_at += timedelta(days=7)
    meeting.save()
    meeting.save(update_fields=["title"])
    assert MeetingPage.objects.get(pk=meeting.pk).earlier_dates == []
    assert meeting.copy(update_attrs={"slug": "copy"}, keep_live=False).earlier_dates == []


def test_agenda_of_several_days_names_each_day_once(body, member, as_):
    starts = timezone.make_aware(datetime(2025, 5, 6, 10))
    agenda = [AgendaItem(title=title, day=day) for title, day in (("Opening", 1), ("Floods", 1), ("Close", 2))]
    meeting = make_meeting(body, starts_at=starts, ends_at=starts + timedelta(days=1), children={"agenda": agenda})
    page = as_(member).get(meeting.url).content.decode()
    assert page.count("Tuesday, 6 May 2025") == page.count("Wednesday, 7 May 2025") == 1


def test_person_may_serve_several_terms_but_not_two_at_once(body):
    person = seat(body, term_from=date(2023, 1, 1), term_to=date(2023, 12, 31))
    Membership(body=body, person=person, term_from=date(2024, 1, 1)).full_clean()
    with pytest.raises(ValidationError, match="at that time already"):
        Membership(body=body, person=person, term_from=date(2023, 6, 1)).full_clean()
    with pytest.raises(ValidationError, match="at that time already"):
        Membership(body=body, person=person).full_clean()
    Membership(body=body, person=make_user(), term_from=date(2023, 6, 1)).full_clean()


@pytest.mark.parametrize(("unit", "rule", "needed"), [("members", 5, 5), ("percent", 50, 4), ("percent", None, None)])
def test_quorum_is_a_number_or_a_share(unit, rule, needed):
    assert BodyPage(quorum=rule, quorum_unit=unit).quorum_of(7) == needed


@pytest.mark.parametrize("fields", [{"quorum": 120, "quorum_unit": "percent"}, {"every_months": 3}, {"week": 1, "weekday": 0}])
def test_rules_of_a_body_must_be_whole(fields):
    with pytest.raises(ValidationError):
        BodyPage(**fields).clean()


def test_rhythm_proposes_the_next_day():
    body = BodyPage(every_months=3, week=5, weekday=3)
    assert body.next_day(date(2025, 11, 27)) == date(2026, 2, 26)
    assert BodyPage().next_day(date(2025, 11, 27)) is None
    assert nth_weekday(2026, 3, 2, 0) == date(2026, 3, 9)
