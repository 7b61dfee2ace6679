"""An event that people count on does not go from the site silently."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from forum.events.sending import send_due
from forum.models import EventPage, EventRegistration
from tests.factories.forum import make_event


@pytest.fixture
def event(events):
    event = make_event(events, timezone.localdate(), title="Workshop", takes_registrations=True)
    for number, state in enumerate(["confirmed", "waiting", "unconfirmed"]):
        email = f"p{number}@example.org"
        EventRegistration.objects.create(event=event, name="A", email=email, state=state, told=event.version)
    return event


def address(name: str, page) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk])


def many(action: str, page) -> str:
    return f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?id={page.pk}"


def call_off(event) -> None:
    event.status, event.change_reason = "called-off", "Floods"
    event.save_revision().publish()


def test_editor_who_takes_it_off_hears_who_counts_on_it_and_may_go_on(event, admin_user, as_):
    client = as_(admin_user)
    assert "2 people are registered here." in client.post(address("unpublish", event), follow=True).content.decode()
    assert EventPage.objects.get().live
    assert client.post(address("unpublish", event)).status_code == 302
    assert not EventPage.objects.get().live
    assert "registered here" not in client.get(address("delete", event)).content.decode()


@pytest.mark.parametrize("what", ["event", "section"])
def test_event_is_neither_deleted_nor_taken_off_among_many_while_people_count_on_it(event, events, admin_user, as_, what):
    client, page = as_(admin_user), event if what == "event" else events
    for asked in (address("delete", page), many("delete", page), many("unpublish", page)):
        response = client.post(asked, follow=True)
        assert "2 people are registered here." in response.content.decode()
    assert EventPage.objects.get().live


def test_once_it_is_called_off_and_everybody_told_it_may_go(event, admin_user, as_):
    client = as_(admin_user)
    call_off(event)
    assert "2 people are registered here." in client.post(address("delete", event), follow=True).content.decode()
    send_due()
    assert [letter.subject for letter in mail.outbox] == ["Called off: Workshop"] * 2
    assert all("Floods" in letter.body for letter in mail.outbox)
    assert client.post(address("delete", event)).status_code == 302
    assert not EventPage.objects.exists()


def test_pages_without_events_go_as_ever(home, admin_user, as_):
    as_(admin_user).post(address("unpublish", home))
    assert not type(home).objects.get(pk=home.pk).live
