"""Who may edit an event sees who registered, and nobody else does."""

import csv
import io

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.utils import timezone
from wagtail.models import GroupPagePermission

from forum.models import EventPage, EventRegistration
from gateway.taxonomy.models import Area
from tests.factories.forum import make_event, make_user


@pytest.fixture
def event(events):
    return make_event(events, timezone.localdate(), title="Workshop", takes_registrations=True, places=1)


@pytest.fixture
def people(event):
    sindh = Area.objects.create(code="PK7", name="Sindh", kind="province")
    first = {"name": "=cmd()", "email": "a@example.org", "state": "confirmed", "province": sindh, "needs": "@ramp"}
    EventRegistration.objects.create(event=event, **first)
    second = {"name": "Bilal", "email": "b@example.org", "state": "waiting", "queued_at": timezone.now()}
    EventRegistration.objects.create(event=event, **second)


def writer(page) -> object:
    """Somebody with the right to change one page, in the admin."""
    group = Group.objects.create(name=f"Writers of {page.pk}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    permission = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    person = make_user()
    person.groups.add(group)
    return person


def addresses(event) -> list[str]:
    return [f"/admin/forum/events/{event.pk}/registrations{end}" for end in ("/", ".csv")]


def test_editor_of_the_event_sees_and_exports_the_list(event, people, as_):
    client = as_(writer(event))
    page, table = (client.get(address) for address in addresses(event))
    assert "a@example.org" in page.content.decode()
    assert "Places: 1" in page.content.decode()
    assert all("no-store" in answer["Cache-Control"] for answer in (page, table))
    rows = list(csv.reader(io.StringIO(table.content.decode().removeprefix("\ufeff"))))
    assert rows[0][:2] == ["name", "email"]
    assert rows[1][:6] == ["'=cmd()", "a@example.org", "", "Sindh", "'@ramp", "confirmed"]
    assert rows[2][:2] == ["Bilal", "b@example.org"]
    assert addresses(event)[0] in client.get(f"/admin/pages/{event.pk}/edit/").content.decode()


def test_others_find_no_list(event, events, people, as_):
    other = make_event(events, timezone.localdate())
    for person in (writer(other), make_user(), None):
        client = as_(person)
        assert all(client.get(address).status_code in (302, 404) for address in addresses(event))
    assert as_(writer(events)).get("/admin/forum/events/0/registrations/").status_code == 404


def test_editor_takes_somebody_off_and_the_next_moves_up(event, people, as_, django_capture_on_commit_callbacks):
    client, address = as_(writer(event)), addresses(event)[0]
    for row in ("x", "", str(EventRegistration.objects.get(name="=cmd()").pk)):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(address, {"row": row})
    [left] = EventRegistration.objects.all()
    assert (left.name, left.state) == ("Bilal", "confirmed")
    assert mail.outbox[-1].to == ["b@example.org"]


def test_deleted_event_takes_its_list_along(event, people):
    EventPage.objects.get(pk=event.pk).delete()
    assert not EventRegistration.objects.exists()
