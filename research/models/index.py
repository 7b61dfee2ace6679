"""The library's front page: the list of all publications, to read, to filter and to take away."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, pgettext
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from gateway.accounts.audience import inherited
from gateway.blocks.body import plain_text
from gateway.pages.models import BasePage
from research.citations.apa import write_apa
from research.exports import LIST_FORMATS, export
from research.library import publications
from research.listing import Listing
from research.models.publication import PublicationPage
from research.references import references

MOST_PRINTED = 1_000


class ResearchIndexPage(BasePage):
    search_kind = "page"
    audience_rule = staticmethod(inherited)
    parent_page_types: ClassVar = ["gateway_pages.HomePage"]
    subpage_types: ClassVar = ["research.PublicationPage"]
    max_count_per_parent = 1
    introduction = RichTextField(
        _("introduction"), blank=True, features=["bold", "italic", "link", "ul"], help_text=_("Shown below the list.")
    )

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("research library")
        verbose_name_plural = _("research libraries")

    def search_text(self) -> str:
        return plain_text(self.introduction)

    def serve(self, request: HttpRequest, *args, **kwargs):
        """`format` gives a file of what is ticked, or of the whole list; `take` never more than what is ticked."""
        if "format" in request.GET or ("take" in request.GET and "pick" in request.GET):
            return export_list(Listing(publications(request.user), request.GET), request)
        return super().serve(request, *args, **kwargs)

    def get_template(self, request: HttpRequest, *args, **kwargs) -> str:
        return "research/printed_list.html" if is_printed(request) else super().get_template(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        listing = Listing(publications(request.user), request.GET)
        if is_printed(request):
            return super().get_context(request, *args, **kwargs) | {"listing": listing} | printed(listing, request)
        page = listing.page(request)
        return super().get_context(request, *args, **kwargs) | {
            "listing": listing,
            "paginator_page": page,
            "lines": [(publication.slug, publication.card()) for publication in page.object_list],
            "pick_page": listing.query_picking(publication.slug for publication in page.object_list),
            "picks_elsewhere": picks_elsewhere(listing, page.object_list),
            "nothing_ticked": "take" in request.GET,
            "formats": list(LIST_FORMATS.values()),
        }


def is_printed(request: HttpRequest) -> bool:
    return request.GET.get("view") == "print"


def printed(listing: Listing, request: HttpRequest) -> dict:
    found = listing.found.select_related("locale")[:MOST_PRINTED]
    total = listing.found.count()
    return {
        "references": [write_apa(citation) for citation in references(found, request)],
        "total": total,
        "left_out": max(0, total - MOST_PRINTED),
        "printed_on": timezone.localdate(),
        "list_address": request.build_absolute_uri(f"{request.path}?{listing.query}"),
    }


def picks_elsewhere(listing: Listing, shown: list[PublicationPage]) -> list[str]:
    """Ticks of other pages of the list, which this page's form hands on."""
    here = {page.slug for page in shown}
    return [slug for slug in listing.picks if slug not in here]


def export_list(listing: Listing, request: HttpRequest) -> HttpResponse:
    """The ticked publications, or the whole list, in one file; what is not understood is refused, since a file cannot say that it was left out."""
    chosen = LIST_FORMATS.get(request.GET.get("format") or request.GET.get("take", ""))
    if chosen is None:
        text = _("This format is not offered. Choose one of these: %(formats)s.") % {"formats": ", ".join(LIST_FORMATS)}
        return HttpResponseBadRequest(text, content_type="text/plain; charset=utf-8")
    if listing.unknown:
        text = _("These filter values are not known: %(values)s.") % {
            "values": pgettext("between names", ", ").join(listing.unknown)
        }
        return HttpResponseBadRequest(text, content_type="text/plain; charset=utf-8")
    wanted = listing.picked.order_by(*listing.order) if listing.picks else listing.found
    return export(wanted.select_related("locale"), chosen, "publications", request)
