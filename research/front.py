"""The latest publications on the home page."""

from django.http import HttpRequest

from gateway.accounts.audience import readable
from gateway.pages.localized import in_readers_language
from research.library import publications
from research.listing import prepare_lines
from research.models import ResearchIndexPage

COUNT = 5


def latest_publications(request: HttpRequest) -> dict | None:
    newest = publications(request.user).select_related("locale").order_by("-published", "-first_published_at")[:COUNT]
    pages = in_readers_language(newest, request.user)
    library = readable(ResearchIndexPage.objects.filter(locale__language_code="en"), request.user).select_related("locale")
    if not pages or not library:
        return None
    prepare_lines(pages)
    return {"cards": [page.card() for page in pages], "library": in_readers_language(library[:1], request.user)[0]}
