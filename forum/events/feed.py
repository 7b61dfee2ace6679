"""The Atom feed of the events, newest announcement first: `/events/feed.xml`, narrowed like the list."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forum.dates import span
from forum.events.listing import EventList
from forum.models import EventPage, EventsIndexPage
from gateway.accounts.audience import readable
from gateway.pages.localized import in_readers_language
from gateway.search.saved.feed import writable

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
FEED_LENGTH = 50


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    english = readable(EventsIndexPage.objects.filter(locale__language_code="en"), request.user).select_related("locale")
    index = next(iter(in_readers_language(english[:1], request.user)), None)
    if index is None:
        raise Http404
    newest = EventList(request.GET, request.user).found.order_by("-first_published_at", "-pk")[:FEED_LENGTH]
    return atom(index, in_readers_language(newest, request.user), request)


def atom(index: EventsIndexPage, events: list[EventPage], request: HttpRequest) -> HttpResponse:
    made = Atom1Feed(
        title=index.title,
        link=request.build_absolute_uri(index.url),
        description="",
        subtitle=index.summary,
        language=translation.get_language(),
        feed_url=request.build_absolute_uri(),
        feed_guid=f"urn:uuid:{index.translation_key}",
    )
    for event in events:
        made.add_item(**entry(event, request))
    headers = {"Cache-Control": "private, no-cache"}
    return HttpResponse(made.writeString("utf-8"), content_type=CONTENT_TYPE, headers=headers)


def entry(event: EventPage, request: HttpRequest) -> dict:
    when = span(event.starts_on, event.ends_on)
    return {
        "title": writable(title(event)),
        "link": request.build_absolute_uri(event.url),
        "description": writable(" · ".join(filter(None, [when, *event.facts(), event.summary]))),
        "pubdate": event.first_published_at,
        "updateddate": event.last_published_at,
        # Stays the same when the page moves or is translated.
        "unique_id": f"urn:uuid:{event.translation_key}",
        "unique_id_is_permalink": False,
        "categories": [str(event.get_kind_display())],
    }


def title(event: EventPage) -> str:
    words = {"called-off": _("Called off: %(title)s"), "postponed": _("Postponed: %(title)s")}
    return words.get(event.status, "%(title)s") % {"title": event.title}
