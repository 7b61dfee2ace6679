"""One page and its addresses in the two languages: for the language switch and for search engines."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import translation
from wagtail.models import Page

URDU_LETTER, LATIN_LETTER = re.compile("[\u0621-\u06d3]"), re.compile("[A-Za-z]")


@dataclass(frozen=True)
class Version:
    """One language's address. `canonical`: the address to cite; `alternate`: a translation stands there."""

    code: str
    name: str
    url: str
    absolute_url: str
    current: bool
    canonical: bool = False
    alternate: bool = False


def told_in(title: str, otherwise: str) -> str:
    """The language of a page's words by its title: a work in Urdu may stand among the English pages."""
    return "ur" if len(URDU_LETTER.findall(title)) > len(LATIN_LETTER.findall(title)) else otherwise


def versions(request: HttpRequest, page: Page | None) -> list[Version]:
    if page is None or page.pk is None:
        return [_of_view(request, code, name) for code, name in settings.LANGUAGES]
    return _of_page(request, page)


def _of_view(request: HttpRequest, code: str, name: str) -> Version:
    url = translate_url(request.get_full_path(), code)
    return Version(code, name, url, request.build_absolute_uri(url), code == translation.get_language())


def _of_page(request: HttpRequest, page: Page) -> list[Version]:
    stored = Page.objects.filter(translation_key=page.translation_key, live=True).exclude(pk=page.pk)
    translated = {other.locale.language_code: other for other in (page, *stored.select_related("locale"))}
    whole = not request.GET
    found = []
    for code, name in settings.LANGUAGES:
        url = _address(request, translated, page, code)
        canonical = whole and translated.get(code) == page
        found.append(
            Version(
                code,
                name,
                url,
                request.build_absolute_uri(url),
                code == translation.get_language(),
                canonical,
                whole and len(translated) > 1,
            )
        )
    return found


def _address(request: HttpRequest, translated: dict[str, Page], page: Page, code: str) -> str:
    with translation.override(code):
        if code in translated:
            return translated[code].get_url(request) or request.path
        return page.specific.get_url(request) or request.path
