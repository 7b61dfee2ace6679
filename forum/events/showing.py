"""What an event's page shows to one reader."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from forum.dates import span
from forum.events.places import has_room
from forum.events.programme import days_of
from forum.events.twins import source_of
from forum.events.watching import watching
from forum.models import EventPage
from gateway.accounts.audience import Reader, readable
from gateway.accounts.documents import may_open
from gateway.files.models import Document
from gateway.pages.localized import in_readers_language


@dataclass(frozen=True)
class Proceeding:
    title: str
    url: str
    document: Document | None = None


def event_context(event: EventPage, request: HttpRequest) -> dict:
    return {
        "phase": event.phase().value,
        "days": days_of(event, request.user),
        "outcome_page": localized(event.outcome_page_id, request.user),
        "proceedings": proceedings(event, request.user),
        "reason": reason(event),
        "watching": watching(event, request.user),
        "page_span": span(event.starts_on, event.ends_on),
        "earlier_spans": [span(*days) for days in event.earlier_spans],
        "registration": registration(event),
        "stream_host": urlsplit(event.stream).hostname,
    }


def localized(page_id: int | None, reader: Reader) -> Page | None:
    """A page that is not closed to the reader, in their language."""
    found = readable(Page.objects.filter(pk=page_id), reader)
    return next(iter(in_readers_language(found.specific(), reader)), None) if page_id else None


def proceedings(event: EventPage, reader: Reader) -> list[Proceeding]:
    found = []
    for row in event.proceedings.all():
        if row.document and may_open(reader, row.document):
            found.append(Proceeding(row.title or row.document.title, row.document.url, row.document))
        elif row.page_id and (page := localized(row.page_id, reader)):
            found.append(Proceeding(row.title or page.title, page.url))
    return found


def titles_for_everybody(event: EventPage) -> list[str]:
    """What search finds the proceedings by: no name that was given to a closed file or page."""
    return [row.title for row in proceedings(event, AnonymousUser())]


def reason(event: EventPage) -> tuple[str, str]:
    """Why the event was called off, postponed or moved, and the language in which that is said."""
    if event.change_reason or event.locale.language_code == "en" or not (event.earlier_dates or event.status != "planned"):
        return event.change_reason, event.locale.language_code
    return source_of(event).change_reason, "en"


def registration(event: EventPage) -> dict | None:
    """How one registers at this moment. No number of free places: it would tell whether an address was new."""
    if event.opens_later:
        return {"opens": event.registration_opens}
    if not event.is_open() or not event.pk:
        is_closed = event.takes_registrations and event.phase() in (event.Phase.ANNOUNCED, event.Phase.SOON)
        return {"is_closed": True} if is_closed else None
    source = source_of(event)
    return {"url": reverse("event_register", args=[source.pk]), "is_full": not has_room(source, timezone.now())}
