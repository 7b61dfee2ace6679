"""The library's addresses that end in a file name, which Wagtail's page addresses cannot."""

from html import unescape

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import strip_tags
from django.views.decorators.http import require_safe
from wagtail.models import Page

from gateway.accounts.audience import may_read, readable
from gateway.pages.localized import in_readers_language
from research.exports import PAGE_FORMATS, STYLES, export
from research.feeds import atom
from research.library import publications
from research.listing import Listing, prepare_lines
from research.models import PublicationPage, ResearchIndexPage
from research.references import references

FEED_LENGTH = 50


@require_safe
def cite(request: HttpRequest, path: str, extension: str) -> HttpResponse:
    """One publication's citation, below the publication's own address."""
    page = publication_at(request, path)
    return export([page], PAGE_FORMATS[extension], page.slug, request)


@require_safe
def cite_as_text(request: HttpRequest, path: str, style: str) -> HttpResponse:
    """The reference as plain text, to copy where the button that copies cannot work."""
    [citation] = references([publication_at(request, path)], request)
    text = unescape(strip_tags(STYLES[style].write(citation)))
    return HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8", headers={"X-Robots-Tag": "noindex"})


def publication_at(request: HttpRequest, path: str) -> PublicationPage:
    route = Page.route_for_request(request, path)
    page = route[0] if route else None
    if not isinstance(page, PublicationPage) or not may_read(request.user, page):
        raise Http404
    return page


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    english = readable(ResearchIndexPage.objects.filter(locale__language_code="en"), request.user).select_related("locale")
    library = next(iter(in_readers_language(english[:1], request.user)), None)
    if library is None:
        raise Http404
    listing = Listing(publications(request.user), request.GET)
    newest = listing.found.order_by("-first_published_at")[:FEED_LENGTH].select_related("locale")
    pages = in_readers_language(newest, request.user)
    prepare_lines(pages, "themes")
    return atom(library, pages, request)
