"""An event and its translations are one event: when it is, how it stands and where it is seen are kept on the English page."""

from forum.models import EventPage
from gateway.search.queue import request_findable

SHARED = (
    "kind",
    "mode",
    "status",
    "starts_on",
    "starts_time",
    "ends_on",
    "ends_time",
    "earlier_dates",
    "stream",
    "illustrative",
    "recording",
    "recording_mb",
    "audio",
    "audio_mb",
    "takes_registrations",
    "places",
    "registration_opens",
    "registration_closes",
)


def source_values(event: EventPage) -> dict | None:
    """None where the page is the source itself, or has none that is published."""
    if event.locale.language_code == "en":
        return None
    source = EventPage.objects.filter(translation_key=event.translation_key, locale__language_code="en", live=True)
    return source.values(*SHARED).first()


def take_from_source(event: EventPage) -> bool:
    values = source_values(event)
    for name, value in (values or {}).items():
        setattr(event, name, value)
    return values is not None


def give_to_translations(source: EventPage) -> None:
    """Once the English page is published: its translations say the same at once, in lists, calendars and search."""
    others = EventPage.objects.filter(translation_key=source.translation_key).exclude(pk=source.pk)
    if source.locale.language_code == "en" and others.update(**{name: getattr(source, name) for name in SHARED}):
        request_findable(others.values_list("pk", flat=True))


def source_of(event: EventPage) -> EventPage:
    if event.locale.language_code == "en":
        return event
    found = EventPage.objects.filter(translation_key=event.translation_key, locale__language_code="en", live=True)
    return found.select_related("locale").first() or event
