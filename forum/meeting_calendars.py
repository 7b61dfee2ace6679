"""Meetings in calendars: those of one person, and one in a letter that invites to it, changes or cancels it."""

from datetime import timedelta
from email.mime.text import MIMEText
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Conference, Event, vCalAddress

from forum.calendars import empty_calendar, pakistan_time
from forum.listings import children_of, english
from forum.models import BodyPage, Invitation, MeetingPage, Membership
from gateway.accounts.audience import readable
from gateway.accounts.models import User
from gateway.pages.localized import in_readers_language

KEPT = timedelta(days=366)
STATUS = {
    MeetingPage.State.PROPOSED: "TENTATIVE",
    MeetingPage.State.SCHEDULED: "CONFIRMED",
    MeetingPage.State.HELD: "CONFIRMED",
    MeetingPage.State.CANCELLED: "CANCELLED",
}
Titled = tuple[MeetingPage, MeetingPage]
"""A meeting, and its page in the reader's language: times, places and states are those of the first."""


def own_meetings(person: User) -> list[Titled]:
    """Of the bodies in which a person sits today, from a year ago on; cancelled ones are kept, and say so."""
    keys = Membership.objects.current().filter(person=person).values("body__translation_key")
    found: list[MeetingPage] = []
    for body in BodyPage.objects.filter(translation_key__in=keys, locale__language_code="en"):
        inside = english(MeetingPage).filter(path__range=children_of(body), starts_at__gte=timezone.now() - KEPT)
        found += readable(inside, person)
    found.sort(key=lambda meeting: (meeting.starts_at, meeting.pk))
    return list(zip(found, in_readers_language(found, person), strict=True))


def own_calendar(person: User, uid: str) -> Calendar:
    calendar = empty_calendar(_("My meetings"), uid)
    for meeting, shown in own_meetings(person):
        calendar.add_component(meeting_entry(meeting, shown))
    return calendar


def meeting_entry(meeting: MeetingPage, shown: MeetingPage, **more) -> Event:
    """The same `UID` for good; its `SEQUENCE` grows with each change in either language."""
    address = settings.SITE_URL + shown.url
    changed_at = max(filter(None, (meeting.last_published_at, shown.last_published_at)), default=None)
    event = Event.new(
        uid=str(meeting.translation_key),
        stamp=changed_at,
        created=meeting.first_published_at,
        last_modified=changed_at,
        sequence=meeting.sequence + (shown.sequence if shown.pk != meeting.pk else 0),
        status=STATUS[meeting.state],
        transparency="TRANSPARENT" if meeting.state == MeetingPage.State.CANCELLED else "OPAQUE",
        classification="PRIVATE",
        start=timezone.localtime(meeting.starts_at),
        end=timezone.localtime(meeting.ends_at) if meeting.ends_at else None,
        summary=shown.title,
        description="\n\n".join(described(meeting, shown, address)),
        location=meeting.place or None,
        url=address,
        **more,
    )
    if meeting.link:
        event.conferences = [Conference(meeting.link, feature="VIDEO", label=_("Link to join"))]
    return event


def described(meeting: MeetingPage, shown: MeetingPage, address: str) -> list[str]:
    cancelled = meeting.state == MeetingPage.State.CANCELLED
    lines = [
        _("This meeting is cancelled") + f": {shown.cancelled_because}" if cancelled else "",
        _("Link to join") + f": {meeting.link}" if meeting.link and not cancelled else "",
        address,
        _("Open to members of this body only. Please do not pass it on."),
    ]
    return [line for line in lines if line]


def attachment(invitation: Invitation, meeting: MeetingPage, shown: MeetingPage) -> MIMEText:
    """What lets the reader's calendar take up, change or strike out the meeting.

    It asks for no reply by calendar: replies are given on the site, where the secretariat reads them.
    """
    method = "CANCEL" if meeting.state == MeetingPage.State.CANCELLED else "REQUEST"
    calendar = Calendar.new(prodid="-//Social Protection Gateway//Meetings//EN", method=method)
    calendar.add_component(pakistan_time())
    guest = vCalAddress.new(invitation.person.email, partstat="NEEDS-ACTION", rsvp=False)
    sender = vCalAddress.new(parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
    calendar.add_component(meeting_entry(meeting, shown, organizer=sender, attendees=[guest]))
    part = MIMEText(calendar.to_ical().decode(), "calendar", "utf-8")
    part.set_param("method", method)
    part.add_header("Content-Disposition", "attachment", filename="meeting.ics")
    return part
