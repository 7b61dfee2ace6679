"""Registering without a sign-in and without a script: the form, the letters, and what they lead to."""

import logging
import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import PageViewRestriction

from forum.events import forgetting, sending
from forum.events.tickets import ticket_of
from forum.models import EventPage, EventRegistration
from gateway.starter.site import add_page
from gateway.taxonomy.models import Area
from tests.factories.forum import make_event, make_user
from tests.forum.events.test_life import REASON, change

AMNA = {"name": "Amna Zulfiqar", "email": "Amna@Example.org", "institution": "Ministry", "needs": "A ramp"}


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


@pytest.fixture
def event(events):
    start = timezone.localdate() + timedelta(days=30)
    return make_event(events, start, title="Open\nworkshop", takes_registrations=True, places=1, summary="Two days.")


@pytest.fixture
def send(client, event, django_capture_on_commit_callbacks):
    """Fills in the form, and sends the letters that are due."""

    def send(form=AMNA, prefix="", **changed):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(f"{prefix}/events/{event.pk}/register/", form | changed)

    return send


@pytest.fixture
def press(client, django_capture_on_commit_callbacks):
    """Opens a link of the last letter, which changes nothing, and presses the button there."""

    def press(name: str, letter=None) -> str:
        letter = letter or mail.outbox[-1]
        address = re.search(rf"http\S+/registrations/\S+/{name}/", letter.body)[0].removeprefix("http://127.0.0.1:8000")
        before = list(EventRegistration.objects.values())
        assert client.get(address).status_code == 200
        assert list(EventRegistration.objects.values()) == before
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address).content.decode()

    return press


def test_somebody_registers_confirms_and_gives_the_place_up(client, event, send, press):
    assert "Register" in client.get(event.url).content.decode()
    form = client.get(f"/events/{event.pk}/register/")
    assert "30 days after the event" in form.content.decode()
    assert form["Cache-Control"] == "private, no-store"
    answer = send()
    assert (answer.status_code, answer["Location"]) == (302, f"/events/{event.pk}/registered/")
    assert "A letter is on its way" in client.get(answer["Location"]).content.decode()
    row = EventRegistration.objects.get()
    assert (row.email, row.state, row.institution, row.letter) == ("amna@example.org", "unconfirmed", "Ministry", "")
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["amna@example.org"], "Please confirm: Open workshop")
    assert "kept for 24 hours" in letter.body
    assert not any(word in letter.body for word in ("Amna Zulfiqar", "Ministry", "A ramp"))
    assert "You have a place." in press("confirm")
    assert mail.outbox[-1].subject == "Your place: Open workshop"
    assert "Nothing about you is kept here." in press("leave")
    assert not EventRegistration.objects.exists()
    assert "no longer there" in client.get(f"/events/registrations/{ticket_of(row)}/confirm/").content.decode()


def test_answer_does_not_tell_whether_an_address_is_known(client, event, send, press, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    first = send()
    again = send(name="Somebody else")
    assert (first.status_code, first["Location"], first.content) == (again.status_code, again["Location"], again.content)
    assert len(mail.outbox) == 1
    time_machine.move_to(timezone.now() + timedelta(minutes=11), tick=False)
    send(name="Somebody else")
    assert [letter.subject for letter in mail.outbox] == ["Please confirm: Open workshop"] * 2
    press("confirm")
    time_machine.move_to(timezone.now() + timedelta(minutes=11), tick=False)
    assert send()["Location"] == first["Location"]
    assert "You have a place already." in mail.outbox[-1].body
    assert EventRegistration.objects.get().name == "Amna Zulfiqar"
    page = client.get(event.url).content.decode()
    assert "waiting list" in page
    assert "Amna" not in page


def test_waiting_list_moves_up_and_is_told(client, event, send, press):
    send()
    press("confirm")
    mine = mail.outbox[-1]
    assert "All places are taken" in client.get(f"/events/{event.pk}/register/").content.decode()
    send(email="bilal@example.org")
    assert "waiting list" in mail.outbox[-1].body
    assert "You are on the waiting list." in press("confirm")
    assert mail.outbox[-1].subject == "Waiting list: Open workshop"
    press("leave", mine)
    assert (mail.outbox[-1].subject, mail.outbox[-1].to) == ("You have a place now: Open workshop", ["bilal@example.org"])


def test_more_places_move_people_up(event, send, press, django_capture_on_commit_callbacks):
    send()
    press("confirm")
    send(email="bilal@example.org")
    press("confirm")
    with django_capture_on_commit_callbacks(execute=True):
        change(event, places=2)
    assert mail.outbox[-1].subject == "You have a place now: Open workshop"
    assert set(EventRegistration.objects.values_list("state", flat=True)) == {"confirmed"}


@pytest.mark.parametrize(
    ("fields", "subject", "words"),
    [
        ({"status": "called-off", "change_reason": REASON}, "Called off: Open workshop", REASON),
        ({"status": "postponed", "change_reason": REASON}, "Postponed: Open workshop", "told when there is a new date"),
        ({"starts_on": date(2030, 5, 5)}, "New date: Open workshop", "5 May 2030"),
    ],
)
def test_everybody_is_told_once_of_what_changes(event, send, press, django_capture_on_commit_callbacks, fields, subject, words):
    send()
    press("confirm")
    send(email="bilal@example.org")
    for _twice in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            change(event, **fields)
    assert [letter.subject for letter in mail.outbox].count(subject) == 1
    assert words in mail.outbox[-1].body
    assert EventRegistration.objects.filter(state="unconfirmed").exists() == (fields.get("status") != "called-off")


def test_what_takes_place_after_all_says_so_and_who_has_a_place_by_then(event, send, press, django_capture_on_commit_callbacks):
    for who in ("anna@example.org", "bilal@example.org"):
        send(email=who)
        press("confirm")
    for fields in ({"status": "called-off", "change_reason": REASON}, {"status": "planned", "places": 2}):
        with django_capture_on_commit_callbacks(execute=True):
            change(event, **fields)
    letters = {letter.to[0]: letter for letter in mail.outbox if letter.subject == "It takes place: Open workshop"}
    assert set(letters) == {"anna@example.org", "bilal@example.org"}
    assert "takes place after all. You have a place" in letters["bilal@example.org"].body


def test_nobody_registers_before_it_opens_or_after_it_closes(client, event, send):
    later = timezone.now() + timedelta(days=1)
    for fields, words, lead in (
        ({"registration_opens": later}, "Registration opens on", "Registration opens on"),
        ({"registration_opens": None, "registration_closes": timezone.now()}, "cannot register", "Registration is closed."),
        ({"registration_closes": None, "status": "called-off", "change_reason": REASON}, "cannot register", "called off"),
    ):
        change(event, **fields)
        assert lead in client.get(event.url).content.decode()
        assert words in client.get(f"/events/{event.pk}/register/").content.decode()
        send()
    assert "data-registration" not in client.get(event.url).content.decode()
    assert not EventRegistration.objects.exists()


def test_form_says_what_is_wrong_and_keeps_what_was_typed(client, event, send):
    answer = send(email="nowhere")
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert "Amna Zulfiqar" in answer.content.decode()
    assert "None, or I would rather not say" in answer.content.decode()
    assert "-----" not in answer.content.decode()


def test_too_many_tries_wait(event, send):
    answers = [send().status_code for _number in range(6)]
    assert answers == [302] * 5 + [429]


def test_event_that_is_not_public_takes_its_own_readers_only(client, event, send, learner):
    PageViewRestriction.objects.create(page=event, restriction_type=PageViewRestriction.LOGIN)
    for name in ("register", "registered"):
        assert client.get(f"/events/{event.pk}/{name}/").status_code == 404
    client.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")
    assert "not public" in send().content.decode()
    assert send(email=learner.email.upper()).status_code == 302
    assert mail.outbox[-1].to == [learner.email]
    ticket = ticket_of(EventRegistration.objects.get())
    client.logout()
    assert client.get(f"/events/registrations/{ticket}/confirm/")["Location"].startswith("/accounts/login/")
    assert "workshop" not in client.get(f"/events/registrations/{ticket}/leave/").content.decode()


def test_no_letter_names_an_event_that_is_closed_meanwhile(event, send):
    send()
    PageViewRestriction.objects.create(page=event, restriction_type=PageViewRestriction.LOGIN)
    EventRegistration.objects.update(letter="news", letter_due=timezone.now())
    sending.send_due()
    assert len(mail.outbox) == 1
    assert EventRegistration.objects.get().letter == ""


def test_ticket_that_nobody_signed_opens_nothing(client, event, send):
    send()
    row = EventRegistration.objects.get()
    for ticket in (str(row.key), f"{row.key}:x"):
        for name in ("confirm", "leave"):
            assert client.post(f"/events/registrations/{ticket}/{name}/").status_code == 404
    event.unpublish()
    assert client.get(f"/events/registrations/{ticket_of(row)}/confirm/").status_code == 404
    learner = make_user()
    client.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/events/registrations/{ticket_of(row)}/confirm/").status_code == 404


def test_letter_that_fails_is_tried_again_and_no_log_names_the_person(event, send, monkeypatch, caplog):
    def refuse(*args):
        raise OSError("amna@example.org refused")

    with monkeypatch.context() as patch, caplog.at_level(logging.INFO):
        patch.setattr(sending, "letter", refuse)
        send()
    row = EventRegistration.objects.get()
    assert (row.letter, row.tries) == ("confirm", 1)
    assert row.letter_due > timezone.now()
    assert "was not sent: OSError" in caplog.text
    assert "amna" not in caplog.text.lower()
    EventRegistration.objects.update(letter_due=timezone.now())
    sending.send_due()
    sending.send_due()
    assert len(mail.outbox) == 1
    sending.send_claimed(0, timezone.now())


def test_registrations_are_deleted_when_their_time_is_over(event, send, time_machine):
    send()
    EventRegistration.objects.update(state="confirmed")
    last = event.ends_at + timedelta(days=30)
    forgetting.tend_all(last - timedelta(minutes=1))
    assert EventRegistration.objects.count() == 1
    EventPage.objects.update(status="postponed")
    forgetting.tend_all(last)
    assert EventRegistration.objects.count() == 1
    EventPage.objects.update(status="planned")
    forgetting.tend_all(last)
    assert not EventRegistration.objects.exists()


def test_urdu_reader_is_told_in_urdu_and_hangs_on_the_english_page(client, event, events, urdu_home, send):
    index = add_page(urdu_home, type(events)(title="تقریبات", slug="events", translation_key=events.translation_key))
    twin = EventPage(title="ورکشاپ", slug="w", translation_key=event.translation_key, starts_on=event.starts_on)
    twin = add_page(index, twin)
    assert f"/ur/events/{event.pk}/register/" in client.get(twin.url).content.decode()
    assert "ورکشاپ" in client.get(f"/ur/events/{twin.pk}/register/").content.decode()
    send(prefix="/ur")
    row = EventRegistration.objects.get()
    assert (row.language, row.event_id) == ("ur", event.pk)
    assert "ورکشاپ" in mail.outbox[-1].subject
    assert twin.url in mail.outbox[-1].body


def test_province_is_one_of_the_vocabulary(client, event, send):
    sindh = Area.objects.create(code="PK7", name="Sindh", kind="province")
    assert send(province=Area.objects.create(code="PK", name="Pakistan", kind="country").pk).status_code == 200
    send(province=sindh.pk)
    assert EventRegistration.objects.get().province == sindh
