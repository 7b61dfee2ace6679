"""The Atom feed of a saved search, for feed readers, which cannot sign in: its address is its key."""

import re
import uuid
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from wagtail.models import Page

from gateway.search.saved.found import found_by
from gateway.search.saved.models import SavedSearch

ENTRIES_AT_MOST = 50
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""XML has no way to write them."""


def feed_url(saved: SavedSearch) -> str:
    with translation.override(saved.owner.language):
        return str(settings.SITE_URL + reverse("saved_search_feed", args=[saved.feed_secret]))


def atom(saved: SavedSearch) -> str:
    """What everybody may read; with the owner's leave, what the owner may read at this moment."""
    reader = saved.owner if saved.feed_names_closed else AnonymousUser()
    with translation.override(saved.owner.language):
        feed = Atom1Feed(
            title=writable(saved.name),
            link=f"{settings.SITE_URL}{reverse('search')}?{saved.address}",
            description="",
            language=saved.owner.language,
            feed_url=feed_url(saved),
            feed_guid=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{settings.SITE_URL}/saved-search/{saved.pk}')}",
        )
        for page in found_by(saved, reader).select_related("locale").specific()[:ENTRIES_AT_MOST]:
            feed.add_item(**entry(page))
        return str(feed.writeString("utf-8"))


def entry(page: Page) -> dict[str, Any]:
    return {
        "title": writable(page.title),
        "link": urljoin(settings.SITE_URL, page.url or "/"),
        "description": writable(getattr(page, "summary", "")),
        "pubdate": page.first_published_at,
        "updateddate": page.last_published_at,
        # Stays the same when the page moves; a translation is an entry of its own.
        "unique_id": f"urn:uuid:{uuid.uuid5(page.translation_key, page.locale.language_code)}",
        "unique_id_is_permalink": False,
    }


def writable(text: object) -> str:
    return _UNWRITABLE.sub("", str(text))
