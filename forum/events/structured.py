"""An event as schema.org data: https://schema.org/Event, with its state as https://schema.org/EventStatusType."""

from datetime import date, time

from django.http import HttpRequest
from django.utils import timezone

from forum.events.programme import people_of
from forum.models import EventPage

SCHEMA = "https://schema.org/"
STATUSES = {
    EventPage.Status.PLANNED: "EventScheduled",
    EventPage.Status.POSTPONED: "EventPostponed",
    EventPage.Status.CALLED_OFF: "EventCancelled",
}
MODES = {
    EventPage.Mode.IN_PERSON: "OfflineEventAttendanceMode",
    EventPage.Mode.ONLINE: "OnlineEventAttendanceMode",
    EventPage.Mode.BOTH: "MixedEventAttendanceMode",
}


def event_data(event: EventPage, request: HttpRequest) -> dict:
    status = "EventRescheduled" if event.is_moved else STATUSES[event.status]
    data = {
        "@type": "Event",
        "startDate": moment(event.starts_on, event.starts_time, event),
        "endDate": moment(event.last_day, event.ends_time, event),
        "eventStatus": SCHEMA + status,
        "eventAttendanceMode": SCHEMA + MODES[event.mode],
        "location": locations(event, request),
        "organizer": [{"@type": "Organization", "name": organiser.name} for organiser in event.organisers.all()],
        "performer": [{"@type": "Person", "name": name} for name in people_of(event)],
    }
    if event.is_moved:
        data["previousStartDate"] = event.earlier_spans[-1][0].isoformat()
    if event.recording and event.is_over:
        data["recordedIn"] = {"@type": "CreativeWork", "url": event.recording}
    return data


def moment(day: date, hour: time | None, event: EventPage) -> str:
    """A date, or where an hour is known the instant with Pakistan's distance from UTC."""
    if hour is None:
        return day.isoformat()
    return timezone.localtime(event.starts_at if hour is event.starts_time else event.ends_at).isoformat()


def locations(event: EventPage, request: HttpRequest) -> list[dict] | dict:
    online = {"@type": "VirtualLocation", "url": event.get_full_url(request)}
    on_site = {"@type": "Place", "name": event.place, "address": event.place}
    found = {event.Mode.IN_PERSON: [on_site], event.Mode.ONLINE: [online], event.Mode.BOTH: [on_site, online]}[event.mode]
    return found if len(found) > 1 else found[0]
