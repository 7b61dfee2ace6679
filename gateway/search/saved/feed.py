"""The Atom feed of a saved search, for feed readers, which cannot sign in: its address is its key."""

import uuid

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import translation

from gateway.search.feed import ENTRIES_AT_MOST, PageFeed, writable
from gateway.search.saved.found import found_by
from gateway.search.saved.models import SavedSearch


def feed_url(saved: SavedSearch) -> str:
    with translation.override(saved.owner.language):
        return str(settings.SITE_URL + reverse("saved_search_feed", args=[saved.feed_secret]))


def atom(saved: SavedSearch) -> str:
    """What everybody may read; with the owner's leave, what the owner may read at this moment."""
    reader = saved.owner if saved.feed_names_closed else AnonymousUser()
    with translation.override(saved.owner.language):
        feed = PageFeed(
            title=writable(saved.name),
            link=f"{settings.SITE_URL}{reverse('search')}?{saved.address}",
            description="",
            language=saved.owner.language,
            feed_url=feed_url(saved),
            feed_guid=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{settings.SITE_URL}/saved-search/{saved.pk}')}",
        )
        feed.add_pages(found_by(saved, reader).select_related("locale").specific()[:ENTRIES_AT_MOST])
        return str(feed.writeString("utf-8"))
