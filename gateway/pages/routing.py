"""The way to a page by its address, in two queries however deep it lies; where that fails, Wagtail's own way."""

from django.db.models import Exists, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail import views
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from gateway.accounts.audience import admits
from gateway.pages.restrictions import restrictions_along


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's view, told beforehand which page it is to serve."""
    if page := page_at(request, path):
        request._wagtail_route_for_request = RouteResult(page)
    return views.serve(request, path)


def page_at(request: HttpRequest, path: str) -> Page | None:
    """The live page under an address: the one in the reader's language, else the English one."""
    slugs = [slug for slug in path.split("/") if slug]
    wanted = addresses(request, slugs)
    known = {page.url_path: page for page in with_parents(wanted, slugs[-2:])} if wanted else {}
    page = next((known[address] for address in wanted if address in known and known[address].live), None)
    if page is None or page.specific_class is None or page.specific_class.route is not Page.route:
        return None
    served = getattr(page.specific_class, "served_pages", page.specific_class.objects.all)
    specific = (
        served().annotate(is_restricted=Exists(restrictions_along(page)), is_admitted=admits(request.user)).get(pk=page.pk)
    )
    if parent := known.get(above(page.url_path)):
        specific._cached_parent_obj = parent
    return specific


def addresses(request: HttpRequest, slugs: list[str]) -> list[str]:
    site = Site.find_for_request(request)
    if not site or not slugs:
        return []
    roots = {root.language_code: root.root_path for root in Site.get_site_root_paths() if root.site_id == site.pk}
    below = "/".join(slugs) + "/"
    return [roots[language] + below for language in dict.fromkeys([get_language(), "en"]) if language in roots]


def with_parents(wanted: list[str], slugs: list[str]) -> QuerySet[Page]:
    """Slugs are indexed and addresses are not, hence both."""
    return Page.objects.filter(slug__in=slugs, url_path__in=[*wanted, *map(above, wanted)])


def above(address: str) -> str:
    return address.rstrip("/").rpartition("/")[0] + "/"
