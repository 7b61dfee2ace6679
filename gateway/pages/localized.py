"""English pages, each in the reader's language where a translation is live."""

from collections.abc import Iterable

from django.http import HttpRequest
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


def own_addresses(pages: Iterable[Page], request: HttpRequest) -> list[str]:
    """Where each of the pages itself is read: the reader's language leads from an English page to its translation, if it has one."""
    pages, language = list(pages), translation.get_language() or "en"
    english = [page.translation_key for page in pages if language != "en" and page.locale.language_code == "en"]
    same = Page.objects.filter(translation_key__in=english, locale__language_code=language)
    translated = {*readable(same, request.user).values_list("translation_key", flat=True)} if english else set()
    addresses = []
    for page in pages:
        is_original = page.translation_key in translated and page.locale.language_code == "en"
        with translation.override("en" if is_original else language):
            addresses.append(page.get_url(request) or "")
    return addresses
