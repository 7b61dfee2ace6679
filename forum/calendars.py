"""Events as people's calendars take them (RFC 5545): one event, or all that the reader may read."""

from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from icalendar import Calendar, Event, Timezone
from wagtail.models import Page

from forum.models import EventPage

CONTENT_TYPE = "text/calendar; charset=utf-8"
A_DAY = timedelta(days=1)
REFRESH = timedelta(hours=12)


def calendar_file(page: Page, events: Iterable[EventPage], request: HttpRequest) -> HttpResponse:
    """The events under the name of the page below which the file stands."""
    calendar = empty_calendar(page.title, str(page.translation_key))
    for event in events:
        calendar.add_component(entry(event, request))
    headers = {"Content-Disposition": f'inline; filename="{page.slug}.ics"', "X-Robots-Tag": "noindex"}
    return HttpResponse(calendar.to_ical(), content_type=CONTENT_TYPE, headers=headers)


def empty_calendar(name: str, uid: str) -> Calendar:
    """With the rules of Pakistan's time, for calendars that do not know them."""
    calendar = Calendar.new(prodid="-//Social Protection Gateway//Events//EN", method="PUBLISH", name=name, uid=uid)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    zone = Timezone.from_tzinfo(ZoneInfo(settings.TIME_ZONE), first_date=date(2020, 1, 1))
    zone.pop("COMMENT", None)
    calendar.add_component(zone)
    return calendar


def entry(event: EventPage, request: HttpRequest) -> Event:
    """Whole days, by the date wherever the reader is; the day after the last ends them."""
    address = request.build_absolute_uri(event.url)
    return Event.new(
        uid=str(event.translation_key),
        stamp=event.last_published_at,
        created=event.first_published_at,
        last_modified=event.last_published_at,
        sequence=changes(event),
        status="CONFIRMED",
        transparency="TRANSPARENT",
        start=event.starts_on,
        end=event.last_day + A_DAY,
        summary=event.title,
        description="\n\n".join(filter(None, [event.summary, address])),
        location=event.place or None,
        categories=[str(event.get_kind_display())],
        url=address,
    )


def changes(event: EventPage) -> int:
    """Grows with each publication; counting revisions would not, since old ones are thrown away."""
    return int((event.last_published_at - event.first_published_at) / timedelta(minutes=1))
