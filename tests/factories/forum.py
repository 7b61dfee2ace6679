"""Bodies, meetings, members and papers for tests."""

import itertools
from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Page

from forum.minutes.circulating import lay_out
from forum.minutes.confirming import seal
from forum.models import (
    Action,
    Attendance,
    AttendanceList,
    BodyPage,
    Commitment,
    EventPage,
    EventsIndexPage,
    ForumIndexPage,
    Invitation,
    MeetingPage,
    Membership,
)
from forum.secretariat import establish
from gateway.accounts.models import User
from gateway.files.models import Document
from gateway.starter.site import add_page

numbers = itertools.count(1)


def make_forum(home: Page) -> ForumIndexPage:
    return add_page(home, ForumIndexPage(title="Forum", slug="forum", show_in_menus=True))


def make_body(forum: Page, title: str = "", **fields) -> BodyPage:
    number = next(numbers)
    return add_page(forum, BodyPage(**{"title": title or f"Body {number}", "slug": f"body-{number}"} | fields))


def make_meeting(body: Page, days: int | None = None, children: dict | None = None, **fields) -> MeetingPage:
    """A published meeting, 30 days away unless said otherwise; `children` maps a relation such as `agenda` to its records."""
    number = next(numbers)
    defaults = {"title": f"Meeting {number}", "slug": f"meeting-{number}", "number": 1, "state": "scheduled", "place": "Here"}
    away = days or (-30 if fields.get("state") == "held" else 30)
    meeting = MeetingPage(**defaults | {"starts_at": timezone.now() + timedelta(days=away)} | fields)
    for relation, records in (children or {}).items():
        setattr(meeting, relation, records)
    meeting.clean()
    return with_minutes(add_page(body, meeting), fields.get("minutes_state", "draft"))


def with_minutes(meeting: MeetingPage, state: str) -> MeetingPage:
    """Laid out or sealed, as the desk does it, where the meeting's minutes are not in the draft."""
    if state != "draft":
        lay_out(meeting)
    if state == "confirmed":
        seal(meeting, None, None)
    return meeting


def make_user(name: str = "", **fields) -> User:
    return User.objects.create_user(f"{name or f'person-{next(numbers)}'}@example.org", "correct-horse-battery", **fields)


def seat(body: BodyPage, person: User | None = None, role: str = "member", **fields) -> User:
    person = person or make_user()
    Membership.objects.create(body=body, person=person, role=role, **fields)
    return person


def invite(meeting: MeetingPage, person: User, **fields) -> Invitation:
    """An invitation that was sent, and answered if a reply is given."""
    if fields.get("reply"):
        fields = {"replied_for": meeting.starts_at, "replied_at": timezone.now()} | fields
    told = {"wanted": meeting.version, "told": meeting.version, "sent_at": timezone.now()}
    return Invitation.objects.create(meeting=meeting, person=person, **told | fields)


def attend(meeting: MeetingPage, **fields) -> Attendance:
    kept, _new = AttendanceList.objects.get_or_create(meeting=meeting)
    defaults = {"name": "Amna Khan", "role": "member", "state": "present"}
    return Attendance.objects.create(list=kept, **defaults | fields)


def make_action(meeting: MeetingPage, **fields) -> Action:
    """The next action of a meeting, stored without publishing the meeting again."""
    number = meeting.actions.count() + 1
    return Action.objects.create(meeting=meeting, **{"text": f"Action {next(numbers)}", "number": number} | fields)


def make_paper(
    body: BodyPage | None = None, name: str = "paper.txt", content: bytes = b"words of a paper", **fields
) -> Document:
    """A text file, in the closed collection of a body where one is given."""
    if body:
        fields.setdefault("collection", establish(body).collection)
    document = Document(**{"title": "Paper"} | fields)
    document.file.save(name, ContentFile(content), save=False)
    document.file_size = len(content)
    document._set_file_hash()
    document.save()
    return document


def make_commitment(number: int, **fields) -> Commitment:
    defaults = {
        "pillar": "policies",
        "title": f"Promise {number}",
        "reference": "Joint Statement",
        "responsible": "Governments",
    }
    return Commitment.objects.create(number=number, **defaults | fields)


def make_events(home: Page) -> EventsIndexPage:
    return add_page(home, EventsIndexPage(title="Events", slug="events", show_in_menus=True))


def make_event(events: Page, starts_on: date, **fields) -> EventPage:
    number = next(numbers)
    return add_page(events, EventPage(**{"title": f"Event {number}", "slug": f"event-{number}"} | fields, starts_on=starts_on))
