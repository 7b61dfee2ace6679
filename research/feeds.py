"""The library's Atom feed: the newest publications, or those of a filtered list."""

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from research.models.index import ResearchIndexPage
from research.models.publication import PublicationPage

CONTENT_TYPE = "application/atom+xml; charset=utf-8"


def atom(library: ResearchIndexPage, pages: list[PublicationPage], request: HttpRequest) -> HttpResponse:
    feed = Atom1Feed(
        title=library.title,
        link=request.build_absolute_uri(library.url),
        description="",
        subtitle=library.summary,
        language=translation.get_language(),
        feed_url=request.build_absolute_uri(),
        feed_guid=f"urn:uuid:{library.translation_key}",
    )
    for page in pages:
        feed.add_item(**_entry(page, request))
    return HttpResponse(feed.writeString("utf-8"), content_type=CONTENT_TYPE)


def _entry(page: PublicationPage, request: HttpRequest) -> dict:
    return {
        "title": _("Retracted: %(title)s") % {"title": page.title} if page.history.is_retracted else page.title,
        "link": request.build_absolute_uri(page.url),
        "description": " ".join(
            filter(None, [page.history.state and f"[{page.history.state}]", page.summary or page.abstract])
        ),
        "author_name": ", ".join(page.author_names) or None,
        "pubdate": page.first_published_at,
        "updateddate": page.last_published_at,
        # Stays the same when the page moves or is translated.
        "unique_id": f"urn:uuid:{page.translation_key}",
        "unique_id_is_permalink": False,
        "categories": [theme.label for theme in page.themes.all()],
    }
