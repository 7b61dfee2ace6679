"""The Atom feed of any search: what it finds for everybody, the newest first, under the search's own address."""

import re
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language, gettext as _
from wagtail.models import Page

from gateway.search.asked import Asked
from gateway.search.facets import names_of
from gateway.search.programmes import programme_names
from gateway.search.saved.found import found

ENTRIES_AT_MOST = 50
NOTHING_YET = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of a feed without entries, which Django would date anew at each look."""
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""XML has no way to write them."""


class PageFeed(Atom1Feed):
    """Pages as the entries of a feed."""

    def add_pages(self, pages: Iterable[Page]) -> None:
        for page in pages:
            self.add_item(**entry(page))

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.num_items() else NOTHING_YET


def search_feed(asked: Asked) -> str:
    """The feed of a search in the reader's language."""
    pages = list(found(asked, AnonymousUser()).select_related("locale").specific()[:ENTRIES_AT_MOST])
    known = names_of(asked, programme_names(AnonymousUser()))
    address = f"?{asked.address()}" if asked.address() else ""
    feed = PageFeed(
        title=writable(title(asked, known)),
        link=f"{settings.SITE_URL}{reverse('search')}{address}",
        description="",
        language=get_language(),
        feed_url=f"{settings.SITE_URL}{reverse('search_feed')}{address}",
    )
    feed.add_pages(pages)
    return str(feed.writeString("utf-8"))


def title(asked: Asked, chosen: Iterable[str]) -> str:
    words = ", ".join(filter(None, [asked.text, *chosen]))
    return _("Search: %(text)s") % {"text": words} if words else _("All pages")


def entry(page: Page) -> dict[str, Any]:
    return {
        "title": writable(page.title),
        "link": urljoin(settings.SITE_URL, page.url or "/"),
        "description": escape(writable(getattr(page, "summary", ""))),
        "pubdate": page.first_published_at,
        "updateddate": page.last_published_at,
        # Stays the same when the page moves; a translation is an entry of its own.
        "unique_id": f"urn:uuid:{uuid.uuid5(page.translation_key, page.locale.language_code)}",
        "unique_id_is_permalink": False,
    }


def writable(text: object) -> str:
    return _UNWRITABLE.sub("", str(text))
