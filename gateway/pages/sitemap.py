"""The sitemap: what everyone may read, each address with its date and its twin in the other language."""

from collections.abc import Callable, Iterator

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index, sitemap
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from wagtail.models import Page

from gateway.accounts.audience import readable


class PageSitemap(Sitemap):
    """Drafts, closed pages, and English pages shown under an Urdu address are not in it."""

    limit = 10_000

    def __init__(self) -> None:
        public = readable(Page.objects.filter(depth__gt=1, alias_of=None), AnonymousUser())
        self.pages = list(public.select_related("locale").order_by("path"))
        self.versions: dict = {}
        for page in self.pages:
            self.versions.setdefault(page.translation_key, []).append(page)

    def items(self) -> list[Page]:
        return self.pages

    def location(self, item: Page) -> str:
        with translation.override(item.locale.language_code):
            return item.url

    def lastmod(self, item: Page):
        return item.last_published_at

    def get_urls(self, page=1, site=None, protocol=None) -> list[dict]:
        root = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        urls = super().get_urls(page, site, protocol)
        for url in urls:
            url["alternates"] = list(self._alternates(url["item"], root))
        return urls

    def _alternates(self, item: Page, root: str) -> Iterator[dict[str, str]]:
        versions = self.versions[item.translation_key]
        for version in versions if len(versions) > 1 else ():
            yield {"lang_code": version.locale.language_code, "location": root + self.location(version)}


_sections: dict[str, Callable[[], Sitemap]] = {"pages": PageSitemap}


def register_sitemap(name: str, section: Callable[[], Sitemap]) -> None:
    """For a wing whose addresses are not all pages; the name stands in the address of the section."""
    _sections[name] = section


def sitemap_or_index(request: HttpRequest) -> HttpResponse:
    """One file while the addresses fit into it; beyond that, an index of its parts."""
    made = {name: section() for name, section in _sections.items()}
    sections = {name: section for name, section in made.items() if section.paginator.count}
    if "p" not in request.GET and any(section.paginator.num_pages > 1 for section in sections.values()):
        return index(request, sections, sitemap_url_name="sitemap_part")
    return sitemap(request, sections)


def sitemap_part(request: HttpRequest, section: str) -> HttpResponse:
    return sitemap(request, {name: made() for name, made in _sections.items() if name == section}, section)
