"""English pages, each in the reader's language where a translation is live."""

from collections.abc import Iterable

from django.utils import translation
from wagtail.models import Page

from gateway.accounts.audience import Reader, readable


def in_readers_language(pages: Iterable[Page], reader: Reader) -> list[Page]:
    """The pages in their order, as specific pages, each replaced by its readable translation; two queries a type."""
    pages = list(pages)
    if translation.get_language() in (None, "en") or not pages:
        return pages
    same = Page.objects.filter(
        translation_key__in=[page.translation_key for page in pages], locale__language_code=translation.get_language()
    )
    local = {page.translation_key: page for page in readable(same, reader).specific()}
    return [local.get(page.translation_key, page) for page in pages]
