"""Links to pages for menus and breadcrumbs: a title and an address, without loading the pages' own types."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import translation
from wagtail.models import Page

from gateway.accounts.audience import Reader, readable


@dataclass(frozen=True)
class PageLink:
    """`is_here`: the value of aria-current, whether the reader is at the page, below it, or neither."""

    title: str
    url: str
    language: str
    depth: int
    in_menu: bool
    is_here: str = ""

    @property
    def is_untranslated(self) -> bool:
        return self.language != translation.get_language()


def page_links(pages: QuerySet, reader: Reader, path: str = "") -> list[PageLink]:
    """Links to the readable ones among English or Urdu pages, each in the reader's language where it can be; two queries."""
    found = list(readable(pages, reader).select_related("locale"))
    language = translation.get_language() or "en"
    keys = [page.translation_key for page in found if page.locale.language_code != language]
    same = Page.objects.filter(translation_key__in=keys, locale__language_code=language) if keys else Page.objects.none()
    local = {page.translation_key: page for page in readable(same, reader).select_related("locale")}
    return [_link(local.get(page.translation_key, page), path) for page in found]


def _link(page: Page, path: str) -> PageLink:
    url = address_in(translation.get_language(), page.locale.language_code, page.url or "")
    return PageLink(page.title, url, page.locale.language_code, page.depth, page.show_in_menus, _is_here(url, path))


def address_in(language: str | None, page_language: str, path: str) -> str:
    """The address of a page under the reader's language, which an English page not yet translated keeps."""
    return path if page_language != "en" or language in (None, "en") or not path else f"/{language}{path}"


def _is_here(url: str, path: str) -> str:
    if not url or not path.startswith(url):
        return ""
    return "page" if path == url else "true"
