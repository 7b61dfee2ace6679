"""Links to pages for menus and breadcrumbs: a title and an address, without loading the pages' own types."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import BooleanField, Case, Q, QuerySet, When
from django.http import HttpRequest
from django.utils import translation
from wagtail.models import Page, Site

from gateway.accounts.audience import Reader, readable


@dataclass(frozen=True)
class PageLink:
    """`is_here`: the value of aria-current, whether the reader is at the page, below it, or neither.

    `stands_for`: the tree paths of the page that was asked for and of the one that the link leads to.
    """

    title: str
    url: str
    language: str
    depth: int
    in_menu: bool
    is_here: str = ""
    stands_for: tuple[str, ...] = ()

    @property
    def is_untranslated(self) -> bool:
        return self.language != translation.get_language()


def page_links(pages: QuerySet, reader: Reader, path: str = "") -> list[PageLink]:
    """Links to the readable ones among English or Urdu pages, each in the reader's language where it can be; one query."""
    language = translation.get_language() or "en"
    wanted = Q(pk__in=pages.values("pk"))
    either = wanted | Q(translation_key__in=pages.values("translation_key"), locale__language_code=language)
    asked = Case(When(wanted, then=True), default=False, output_field=BooleanField())
    found = list(readable(Page.objects.filter(either), reader).annotate(asked=asked).select_related("locale").order_by("path"))
    local = {page.translation_key: page for page in found if page.locale.language_code == language}
    return [_link(page, local.get(page.translation_key, page), path) for page in found if page.asked]


def house_links(request: HttpRequest, above: Sequence[str] = ()) -> list[PageLink]:
    """The home page, its children and the pages `above` the one that is read, in one query for each request."""
    if not hasattr(request, "_house_links"):
        site = Site.find_for_request(request)
        house = in_house(site.root_page) if site else Q(pk=None)
        request._house_links = page_links(Page.objects.filter(house | Q(path__in=above)), request.user, request.path)
    return request._house_links


def in_house(home: Page) -> Q:
    """The home page and its children, by paths and not by a pattern, which SQLite's index would not serve."""
    return Q(path=home.path) | Q(path__range=Page._get_children_path_interval(home.path), depth=home.depth + 1)


def sections(request: HttpRequest) -> list[PageLink]:
    """The home page's readable children, in the reader's language; each knows whether the reader is in it."""
    site = Site.find_for_request(request)
    home = site.root_page.path if site else ""
    return [link for link in house_links(request) if link.depth == 3 and link.stands_for[0].startswith(home)]


def breadcrumb(page: Page, request: HttpRequest) -> list[PageLink]:
    """The way down to a page; another query only where a page above is closed or the menus were read before."""
    above = [page.path[: page.steplen * depth] for depth in range(2, page.depth)]
    known = {path: link for link in house_links(request, above) for path in link.stands_for}
    if all(path in known for path in above):
        return [known[path] for path in above]
    return page_links(page.get_ancestors().filter(depth__gt=1), request.user)


def _link(asked: Page, page: Page, path: str) -> PageLink:
    url = address_in(translation.get_language(), page.locale.language_code, page.url or "")
    here, paths = _is_here(url, path), (asked.path, page.path)
    return PageLink(page.title, url, page.locale.language_code, page.depth, page.show_in_menus, here, paths)


def address_in(language: str | None, page_language: str, path: str) -> str:
    """The address of a page under the reader's language, which an English page not yet translated keeps."""
    return path if page_language != "en" or language in (None, "en") or not path else f"/{language}{path}"


def _is_here(url: str, path: str) -> str:
    if not url or not path.startswith(url):
        return ""
    return "page" if path == url else "true"
