"""Reminders: once before the due date and once after it, to those who may read the action at that moment, until stopped."""

from datetime import datetime, timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from forum.actions import reminding
from forum.actions.reminding import send_due
from forum.actions.stopping import stop_url
from forum.models import Action, ActionReminder, Membership, NoReminders
from forum.tasks import remind_of_actions
from gateway.taxonomy.models import Institution
from tests.factories.forum import make_action, make_meeting, make_user, seat

NOON = timezone.make_aware(datetime(2026, 3, 10, 12))
DUE = NOON.date()


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.fixture
def meeting(body):
    return make_meeting(body, number=4)


@pytest.fixture
def action(meeting, member):
    return make_action(meeting, text="Share the payment calendar", person=member, due=DUE)


def told() -> list[tuple[str, str]]:
    found = [(letter.to[0].partition("@")[0], letter.subject) for letter in mail.outbox]
    mail.outbox.clear()
    return found


def test_one_letter_before_and_one_after_whatever_is_asked_how_often(action, noon):
    sent = []
    for days in (-8, -7, -3, 0, 1, 2, 14, 15):
        for hour in (1, 8, 20):
            noon.move_to(NOON.replace(hour=hour) + timedelta(days=days), tick=False)
            send_due()
            sent += [(days, hour, subject) for _who, subject in told()]
    assert sent == [(-7, 8, "1 action is due soon"), (1, 8, "1 action is overdue")]
    assert str(ActionReminder.objects.earliest("pk")) == f"{action.pk}, {action.person_id}: before"


def test_day_is_that_of_pakistan(action, noon):
    """At 20:00 by the clock of Greenwich the next day has begun, but not yet its seventh hour."""
    action.due = DUE - timedelta(days=1)
    action.save()
    ActionReminder.objects.create(action=action, person=action.person, kind="before", due=action.due, sent_at=NOON)
    for hours, expected in ((-13, 0), (-5, 1)):
        noon.move_to(NOON + timedelta(hours=hours), tick=False)
        send_due()
        assert len(told()) == expected


def test_letter_says_what_by_when_why_and_how_to_stop(action, body, meeting, settings):
    make_action(meeting, text="Never shown", person=make_user(), due=DUE)
    remind_of_actions()
    (letter,) = mail.outbox
    link = stop_url(action.person)
    for words in ("4.1 Share the payment calendar", "Tuesday, 10 March 2026", body.title, "names you as the person", link):
        assert words in letter.body
    assert f"{settings.SITE_URL}/forum/actions/{action.pk}/" in letter.body
    assert "Never shown" not in letter.body
    assert letter.extra_headers["List-Unsubscribe"] == f"<{link}>"
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_several_actions_are_one_letter_in_the_language_of_its_reader(action, meeting, body, member):
    office = Institution.objects.create(code="bisp", name="The programme")
    member.memberships.update(institution=office)
    make_action(meeting, text="Overdue one", institution=office, due=DUE - timedelta(days=1))
    send_due()
    assert mail.outbox[0].body.index("Overdue one") < mail.outbox[0].body.index("Share the payment calendar")
    assert "or sit in the body for the institution" in mail.outbox[0].body
    assert told() == [("member", "Your actions: overdue and due soon")]
    type(member).objects.update(language="ur")
    Action.objects.update(due=DUE + timedelta(days=1))
    send_due()
    assert f"/ur/forum/actions/{action.pk}/" in mail.outbox[0].body


@pytest.mark.parametrize("change", ["left", "inactive", "no address", "done", "long past", "unpublished", "stopped", "no date"])
def test_right_and_reason_are_asked_when_the_letter_is_sent(action, meeting, member, change):
    ActionReminder.objects.create(action=action, person=member, kind="before", due=DUE)
    if change == "left":
        Membership.objects.update(term_to=DUE - timedelta(days=1))
    elif change == "inactive":
        type(member).objects.update(is_active=False)
    elif change == "no address":
        type(member).objects.update(email="")
    elif change in {"done", "long past", "no date"}:
        changed = {"done": {"state": "done"}, "long past": {"due": DUE - timedelta(days=15)}, "no date": {"due": None}}[change]
        Action.objects.update(**changed)
    elif change == "unpublished":
        meeting.unpublish()
    else:
        NoReminders.objects.create(person=member)
    send_due()
    assert told() == []


def test_new_due_date_is_told_anew(action):
    send_due()
    Action.objects.update(due=DUE + timedelta(days=3))
    send_due()
    send_due()
    assert told() == [("member", "1 action is due soon")] * 2


@pytest.mark.parametrize("error", [SMTPException, ValueError])
def test_letter_that_could_not_be_sent_is_tried_again(action, monkeypatch, error):
    def fail(*said):
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(reminding, "letter", fail)
        send_due()
    assert ActionReminder.objects.get().sent_at is None
    send_due()
    assert told() == [("member", "1 action is due soon")]


class Killed(BaseException):
    """No handler of the program sees the end of its process."""


@pytest.mark.parametrize("moment", ["before it was handed over", "after it was handed over"])
def test_sudden_end_loses_no_letter_and_repeats_one_at_most_under_the_same_name(action, monkeypatch, noon, moment):
    handed_over = reminding.letter

    def end(*said):
        if moment.startswith("after"):
            handed_over(*said).send()
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(reminding, "letter", end)
        with pytest.raises(Killed):
            send_due()
    send_due()
    names = [letter.extra_headers["Message-ID"] for letter in mail.outbox]
    assert len(names) == moment.startswith("after"), "the claim still stands: nobody sends a second one meanwhile"
    noon.shift(timedelta(hours=1))
    for _again in range(2):
        send_due()
    names += [letter.extra_headers["Message-ID"] for letter in mail.outbox[len(names) :]]
    assert len(names) == 1 + moment.startswith("after")
    assert len(set(names)) == 1


def test_two_workers_send_no_letter_twice(action, monkeypatch):
    first = reminding.letter

    def meanwhile(*said):
        monkeypatch.setattr(reminding, "letter", first)
        send_due()
        return first(*said)

    monkeypatch.setattr(reminding, "letter", meanwhile)
    send_due()
    assert len(told()) == 1


def test_link_stops_the_letters_without_a_sign_in(action, client, member, noon):
    path = stop_url(member).partition("8000")[2]
    assert "Stop these letters</button>" in client.get(path).content.decode()
    assert not NoReminders.objects.exists()
    for _again in range(2):
        response = client.post(path, {"List-Unsubscribe": "One-Click"})
        assert "No more letters" in response.content.decode()
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    send_due()
    assert told() == []
    member.delete()
    assert "No more letters" in client.get(path).content.decode()


@pytest.mark.parametrize("ticket", ["1", "1:forged", "x:y"])
def test_forged_link_is_not_there(client, home, ticket):
    assert client.post(reverse("reminders_stop", args=[ticket])).status_code == 404


def test_member_asks_for_the_letters_again(action, member, as_):
    NoReminders.objects.create(person=member)
    client, address = as_(member), reverse("my_actions")
    assert "Remind me again" in client.get(address).content.decode()
    client.post(reverse("my_actions_reminders"), {"reminders": "on"})
    assert not NoReminders.objects.exists()
    client.post(reverse("my_actions_reminders"), {"reminders": "off"})
    assert NoReminders.objects.get().person == member
    assert str(NoReminders.objects.get()) == str(member.pk)


def test_those_who_sit_for_the_institution_in_that_body_are_reminded(meeting, body, other_body):
    office = Institution.objects.create(code="sspa", name="Sindh authority")
    seat(body, make_user("amna"), institution=office)
    seat(other_body, make_user("bilal"), institution=office)
    make_action(meeting, institution=office, due=DUE)
    send_due()
    assert told() == [("amna", "1 action is due soon")]
