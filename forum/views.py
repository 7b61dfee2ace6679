"""The events' addresses that end in a file name, which Wagtail's page addresses cannot."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from forum.calendars import Titled, calendar_file
from forum.events.twins import source_of
from forum.listings import english
from forum.models import EventPage, EventsIndexPage
from gateway.accounts.audience import may_read, readable
from gateway.pages.localized import in_readers_language


@require_safe
def calendar(request: HttpRequest, path: str) -> HttpResponse:
    """Below an event, that event; below the list of events, all that the reader may read, past ones too."""
    route = Page.route_for_request(request, path)
    page = route[0] if route else None
    if not isinstance(page, EventPage | EventsIndexPage) or not may_read(request.user, page):
        raise Http404
    events = [(source_of(page), page)] if isinstance(page, EventPage) else all_events(request)
    return calendar_file(page, events, request)


def all_events(request: HttpRequest) -> list[Titled]:
    found = list(readable(english(EventPage), request.user).order_by("starts_on", "pk"))
    return list(zip(found, in_readers_language(found, request.user), strict=True))
