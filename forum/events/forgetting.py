"""What is due with registrations at any time: unconfirmed ones end, places pass on, and all are deleted soon after the event."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from forum.events.places import tend
from forum.models import EventPage, EventRegistration

POSTPONED_AT_MOST = timedelta(days=365)


def tend_all(now: datetime | None = None) -> None:
    now = now or timezone.now()
    events = EventPage.objects.filter(pk__in=EventRegistration.objects.values("event"))
    for event in events:
        if kept_until(event) <= now:
            EventRegistration.objects.filter(event=event).delete()
        else:
            tend(event.pk, now)


def kept_until(event: EventPage) -> datetime:
    """A postponed event waits for its new date, a year at most."""
    days = timedelta(days=settings.REGISTRATIONS_KEPT_DAYS)
    return event.ends_at + (POSTPONED_AT_MOST if event.status == EventPage.Status.POSTPONED else days)
