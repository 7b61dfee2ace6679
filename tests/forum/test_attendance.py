"""Who was there, as the secretariat wrote it down and members read it."""

import pytest
from django.urls import reverse

from forum.models import Attendance, AttendanceList, BodyPage, Membership
from gateway.taxonomy.models import Area, Institution
from tests.factories.forum import attend, invite, make_meeting, make_user, seat


@pytest.fixture
def sindh(db):
    return Area.objects.create(code="PK7", name="Sindh", kind="province")


@pytest.fixture
def meeting(body):
    BodyPage.objects.update(quorum=50, quorum_unit="percent")
    return make_meeting(body, state="held")


def address(meeting) -> str:
    return reverse("forum_desk:attendance", args=[meeting.pk])


def test_secretariat_records_a_row_for_each_seat(meeting, body, sindh, secretary, as_):
    office = Institution.objects.create(code="sspa", name="Sindh authority")
    amna, bilal = (make_user(name, first_name=name.title()) for name in ("amna", "bilal"))
    seat(body, amna, province=sindh, institution=office)
    seat(body, bilal, role="chair")
    seat(body, make_user("guest"), role="observer")
    invite(meeting, amna, reply="deputy", deputy="Chanda Rao")
    client = as_(secretary)
    page = client.get(address(meeting)).content.decode()
    assert "Chanda Rao" in page
    assert "secretary@example.org" not in page.partition("<tbody>")[2].partition("</tbody>")[0]
    seats = {row.person.email: row.pk for row in Membership.objects.all()}
    said = {f"state-{seats['amna@example.org']}": "deputy", f"deputy-{seats['amna@example.org']}": ""}
    said |= {f"state-{seats['bilal@example.org']}": "absent", f"state-{seats['guest@example.org']}": "present"}
    assert "Give the name of the deputy" in client.post(address(meeting), said).content.decode()
    said |= {f"deputy-{seats['amna@example.org']}": "Chanda Rao"}
    assert client.post(address(meeting), said).status_code == 302
    kept = AttendanceList.objects.get()
    assert (kept.quorum, kept.recorded_by, str(kept)) == (1, secretary, str(meeting.pk))
    page = client.get(meeting.url).content.decode()
    for words in ("Sindh (1 of 1)", "The federation (1 of 2)", "Sindh authority", "Chanda Rao", "Quorum reached"):
        assert words in page
    assert "1 of 2 voting members were there or represented; 1 are needed." in page


def test_list_keeps_what_was_when_seats_and_rules_change(meeting, body, sindh, secretary, as_):
    person = seat(body, make_user("amna", first_name="Amna", last_name="Khan"), province=sindh)
    number = person.memberships.get().pk
    client = as_(secretary)
    client.post(address(meeting), {f"state-{number}": "present"})
    BodyPage.objects.update(quorum=90)
    person.delete()
    page = client.get(meeting.url).content.decode()
    assert "Amna Khan" in page
    assert "Quorum reached" in page
    client.post(address(meeting), {})
    assert str(Attendance.objects.get()) == "Amna Khan: present"


def test_attendance_is_recorded_after_the_meeting(body, member, secretary, as_):
    meeting = make_meeting(body)
    client = as_(secretary)
    assert "set its state first" in client.get(address(meeting)).content.decode()
    client.post(address(meeting), {f"state-{member.memberships.get().pk}": "present"})
    assert not Attendance.objects.exists()


def test_missed_quorum_is_told(meeting, member, as_):
    for name, role, state in (("A", "member", "absent"), ("B", "chair", "apologies"), ("C", "observer", "present")):
        attend(meeting, name=name, role=role, state=state)
    AttendanceList.objects.update(quorum=1)
    assert "Quorum not reached" in as_(member).get(meeting.url).content.decode()
    AttendanceList.objects.update(quorum=None)
    assert "Quorum" not in as_(member).get(meeting.url).content.decode()
