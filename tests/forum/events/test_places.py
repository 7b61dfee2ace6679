"""Places and the waiting list, beside a plain model of both: never more places than there are, and whoever waits longest is next."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from wagtail.test.utils.form_data import querydict_from_html

from forum.events import places
from forum.events.places import RegistrationClosed, confirm, leave, register, tend
from forum.models import EventPage, EventRegistration
from tests.factories.forum import make_event

PEOPLE = st.sampled_from([f"{letter}@example.org" for letter in "abcdef"])
NOW = datetime(2026, 11, 1, tzinfo=UTC)
DAY = timedelta(hours=24)


@pytest.fixture
def event(events):
    return make_event(events, date(2030, 3, 10), title="Workshop", takes_registrations=True, places=2)


def said(email: str) -> dict:
    return {"name": "Somebody", "email": email, "language": "en"}


def row(email: str) -> EventRegistration | None:
    return EventRegistration.objects.filter(email=email).first()


def join(event, email: str, now=NOW) -> str:
    register(event.pk, said(email), now)
    return confirm(row(email).key, now).state


class Places(RuleBasedStateMachine):
    """The plain model: a list in the order of asking, read from its beginning each time."""

    event: EventPage

    def __init__(self):
        super().__init__()
        EventRegistration.objects.all().delete()
        EventPage.objects.filter(pk=self.event.pk).update(places=2)
        self.now, self.places, self.people = NOW, 2, []

    def find(self, email):
        return next((person for person in self.people if person["email"] == email), None)

    def free(self):
        held = [p for p in self.people if p["state"] == "confirmed" or (p["held"] and self.now < p["asked"] + DAY)]
        return self.places - len(held)

    def move_up(self):
        while self.free() > 0 and (waiting := [p for p in self.people if p["state"] == "waiting"]):
            min(waiting, key=lambda p: p["queued"])["state"] = "confirmed"

    @rule(email=PEOPLE)
    def somebody_registers(self, email):
        register(self.event.pk, said(email), self.now)
        self.move_up()
        person = self.find(email)
        if person is None:
            person = {"email": email, "state": "unconfirmed", "asked": None, "queued": None}
            self.people.append(person)
        elif person["state"] != "unconfirmed" or self.now < person["asked"] + DAY:
            return
        person["held"] = False
        person["asked"], person["held"] = self.now, self.free() > 0

    @rule(email=PEOPLE)
    def somebody_confirms(self, email):
        if not (person := self.find(email)):
            return
        confirm(row(email).key, self.now)
        if person["state"] != "unconfirmed":
            return
        holds, person["held"] = person["held"] and self.now < person["asked"] + DAY, False
        if holds:
            person["state"] = "confirmed"
            return
        self.move_up()
        person["state"], person["queued"] = ("confirmed" if self.free() > 0 else "waiting"), self.now

    @rule(email=PEOPLE)
    def somebody_leaves(self, email):
        if person := self.find(email):
            leave(row(email).key, self.now)
            self.people.remove(person)
            self.move_up()

    @rule(hours=st.sampled_from([1, 12, 24, 30]))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)

    @rule()
    def the_clock_strikes(self):
        tend(self.event.pk, self.now)
        self.people = [p for p in self.people if p["state"] != "unconfirmed" or self.now < p["asked"] + DAY]
        self.move_up()

    @rule()
    def a_place_is_added(self):
        self.places += 1
        EventPage.objects.filter(pk=self.event.pk).update(places=self.places)
        tend(self.event.pk, self.now)
        self.people = [p for p in self.people if p["state"] != "unconfirmed" or self.now < p["asked"] + DAY]
        self.move_up()

    @invariant()
    def both_agree(self):
        rows = {row.email: row.state for row in EventRegistration.objects.all()}
        assert rows == {person["email"]: person["state"] for person in self.people}
        assert sum(state == "confirmed" for state in rows.values()) <= self.places


def test_places_follow_the_plain_model(event):
    Places.event = event
    quick = settings(
        max_examples=20, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    run_state_machine_as_test(Places, settings=quick)


def test_place_given_up_goes_to_the_first_who_waits(event):
    states = [join(event, f"{letter}@example.org", NOW + timedelta(minutes=n)) for n, letter in enumerate("abcd")]
    assert states == ["confirmed", "confirmed", "waiting", "waiting"]
    leave(row("a@example.org").key)
    assert (row("a@example.org"), row("c@example.org").state, row("d@example.org").state) == (None, "confirmed", "waiting")
    assert row("c@example.org").letter == "moved-up"
    leave(row("b@example.org").key)
    assert confirm(row("d@example.org").key).state == "confirmed"


def test_unconfirmed_registration_holds_its_place_for_a_day(event):
    register(event.pk, said("a@example.org"), NOW)
    register(event.pk, said("b@example.org"), NOW)
    assert join(event, "c@example.org") == "waiting"
    assert confirm(row("a@example.org").key, NOW + timedelta(hours=23)).state == "confirmed"
    tend(event.pk, NOW + DAY)
    assert row("b@example.org") is None
    assert row("c@example.org").state == "confirmed"


def test_late_confirmation_takes_what_is_left(event):
    register(event.pk, said("a@example.org"), NOW)
    assert join(event, "b@example.org", NOW + DAY) == "confirmed"
    assert confirm(row("a@example.org").key, NOW + DAY).state == "confirmed"
    assert join(event, "c@example.org", NOW + DAY) == "waiting"


def test_registering_anew_after_the_day_holds_a_place_again(event):
    register(event.pk, said("a@example.org"), NOW)
    register(event.pk, said("a@example.org"), NOW + DAY)
    assert row("a@example.org").held_until == NOW + 2 * DAY


def test_event_without_a_limit_has_room_for_all(event):
    EventPage.objects.update(places=None)
    assert {join(event, f"{letter}@example.org") for letter in "abcdef"} == {"confirmed"}


def test_nobody_moves_up_once_the_event_is_called_off(event):
    for letter in "abc":
        join(event, f"{letter}@example.org")
    register(event.pk, said("d@example.org"), NOW)
    EventPage.objects.update(status="called-off")
    leave(row("a@example.org").key)
    assert row("c@example.org").state == "waiting"
    assert confirm(row("d@example.org").key).state == "unconfirmed"
    with pytest.raises(RegistrationClosed):
        register(event.pk, said("e@example.org"))


def lowered(client, event) -> str:
    """What the admin says when the event is published with one place."""
    address = reverse("wagtailadmin_pages:edit", args=[event.pk])
    form = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form").dict()
    fields = {"takes_registrations": "on", "places": "1", "programme-count": "0", "action-publish": "yes"}
    return client.post(address, form | fields, follow=True).content.decode()


def test_limit_stays_above_those_who_have_a_place(event, admin_user, as_, monkeypatch):
    """Who registers after the form has counted them keeps the place, and the editor is told."""
    join(event, "a@example.org", datetime.now(UTC))
    register(event.pk, said("b@example.org"), datetime.now(UTC))
    client = as_(admin_user)
    assert "2 people have a place already" in lowered(client, event)
    assert EventPage.objects.get().places == 2
    monkeypatch.setattr(places, "held_places", lambda event: 1)
    assert "2 people have a place, and keep it" in lowered(client, event)
    assert EventPage.objects.get().places == 1


def test_registration_closes_after_it_opens(event):
    event.registration_opens = event.registration_closes = NOW
    with pytest.raises(ValidationError, match="closes before it opens"):
        event.clean()


def test_nothing_is_confirmed_or_given_up_twice(event):
    register(event.pk, said("a@example.org"), NOW)
    key = row("a@example.org").key
    leave(key)
    leave(key)
    assert confirm(key) is None
    assert str(EventRegistration(pk=3, event=event, name="Amna", email="a@example.org")) == f"{event.pk}: 3"
