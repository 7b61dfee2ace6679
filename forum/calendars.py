"""Events and meetings as people's calendars take them (RFC 5545), and letters about meetings as they answer to (RFC 5546)."""

from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from icalendar import Calendar, Event, Timezone
from wagtail.models import Page

from forum.models import EventPage

CONTENT_TYPE = "text/calendar; charset=utf-8"
A_DAY = timedelta(days=1)
REFRESH = timedelta(hours=12)
STATUS = {
    EventPage.Status.PLANNED: "CONFIRMED",
    EventPage.Status.POSTPONED: "TENTATIVE",
    EventPage.Status.CALLED_OFF: "CANCELLED",
}
Titled = tuple[EventPage, EventPage]
"""An event, and its page in the reader's language."""


def calendar_file(page: Page, events: Iterable[Titled], request: HttpRequest) -> HttpResponse:
    """The events under the name of the page below which the file stands."""
    calendar = empty_calendar(page.title, str(page.translation_key))
    for source, shown in events:
        calendar.add_component(entry(source, shown, request))
    headers = {"Content-Disposition": f'inline; filename="{page.slug}.ics"', "X-Robots-Tag": "noindex"}
    return HttpResponse(calendar.to_ical(), content_type=CONTENT_TYPE, headers=headers)


def empty_calendar(name: str, uid: str) -> Calendar:
    """With the rules of Pakistan's time, for calendars that do not know them."""
    calendar = Calendar.new(prodid="-//Social Protection Gateway//Events//EN", method="PUBLISH", name=name, uid=uid)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add_component(pakistan_time())
    return calendar


def pakistan_time() -> Timezone:
    zone = Timezone.from_tzinfo(ZoneInfo(settings.TIME_ZONE), first_date=date(2020, 1, 1))
    zone.pop("COMMENT", None)
    return zone


def entry(source: EventPage, shown: EventPage, request: HttpRequest) -> Event:
    """An event of one day stands at its hour, if that is known; one of several days takes whole days wherever its reader is.

    Its translations share one `SEQUENCE`, which grows with each change in either language.
    """
    address = request.build_absolute_uri(shown.url)
    changed_at = max(filter(None, (source.last_published_at, shown.last_published_at)), default=None)
    reason = "" if source.status == source.Status.PLANNED else f"{source.get_status_display()}: {shown.change_reason}"
    return Event.new(
        uid=str(source.translation_key),
        stamp=changed_at,
        created=shown.first_published_at,
        last_modified=changed_at,
        sequence=source.sequence + (shown.sequence if shown.pk != source.pk else 0),
        status=STATUS[source.status],
        transparency="TRANSPARENT",
        start=times(source)[0],
        end=times(source)[1],
        summary=shown.title,
        description="\n\n".join(filter(None, [reason, shown.summary, address])),
        location=shown.place or None,
        categories=[str(shown.get_kind_display())],
        url=address,
    )


def times(event: EventPage) -> tuple[date, date | None]:
    """The day after the last ends whole days; without an hour at which it ends, an event of one day has none."""
    if event.starts_time and event.last_day == event.starts_on:
        return timezone.localtime(event.starts_at), timezone.localtime(event.ends_at) if event.ends_time else None
    return event.starts_on, event.last_day + A_DAY
