"""The signed link in each letter that stops it: whoever holds the letter may use it, signed in or not."""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from gateway.search.saved.models import SavedSearch

_signer = signing.Signer(salt="gateway.search.saved.stop")


def stop_url(saved: SavedSearch) -> str:
    with translation.override(saved.owner.language):
        return str(settings.SITE_URL + reverse("saved_search_stop", args=[_signer.sign(str(saved.pk))]))


def search_of(ticket: str) -> int | None:
    """The number of the search that a ticket stops; None for a ticket that nobody signed."""
    try:
        return int(_signer.unsign(ticket))
    except signing.BadSignature:
        return None
