"""The attendance list as it is written down: each seat of the day with its name, institution and province as they were."""

from django.db import transaction

from forum.inviting import seats_on_the_day
from forum.models import Attendance, AttendanceList, BodyPage, Invitation, MeetingPage, Membership
from gateway.accounts.models import User

Entry = tuple[str, str]
"""How somebody attended, and the name of the deputy."""

EXPECTED = {
    Invitation.Reply.YES: Attendance.State.PRESENT,
    Invitation.Reply.DEPUTY: Attendance.State.DEPUTY,
    Invitation.Reply.APOLOGIES: Attendance.State.APOLOGIES,
}


def seats_to_record(meeting: MeetingPage) -> list[Membership]:
    return [seat for seat in seats_on_the_day(meeting) if seat.role != Membership.Role.SECRETARIAT]


def expected(meeting: MeetingPage) -> dict[int, Entry]:
    """What the list says of each seat; before it is written, what the replies let one expect. By membership."""
    written = Attendance.objects.filter(list__meeting=meeting, membership__isnull=False)
    said = {row.person_id: row for row in Invitation.objects.filter(meeting=meeting) if row.answers(meeting)}
    found = {
        seat.pk: (EXPECTED[said[seat.person_id].reply], said[seat.person_id].deputy)
        for seat in seats_to_record(meeting)
        if seat.person_id in said
    }
    return found | {row.membership_id: (row.state, row.deputy) for row in written}


@transaction.atomic
def record(meeting: MeetingPage, body: BodyPage, entries: dict[int, Entry], by: User) -> AttendanceList:
    """Rows of seats that are no longer there stay as they were."""
    seats = seats_to_record(meeting)
    kept = AttendanceList.objects.get_or_create(meeting=meeting)[0]
    for seat in seats:
        state, deputy = entries[seat.pk]
        then = {"name": str(seat.person), "role": seat.role, "institution": seat.institution, "province": seat.province}
        said = {"state": state, "deputy": deputy if state == Attendance.State.DEPUTY else ""}
        Attendance.objects.update_or_create(list=kept, membership=seat, defaults=said, create_defaults=then | said)
    kept.quorum = body.quorum_of(sum(row.votes for row in kept.rows.all()))
    kept.recorded_by = by
    kept.save()
    return kept
