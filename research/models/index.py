"""The library's front page: the list of all publications, to read, to filter and to take away."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.translation import gettext_lazy as _, pgettext
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from gateway.accounts.audience import inherited
from gateway.blocks.body import plain_text
from gateway.pages.models import BasePage
from research.exports import LIST_FORMATS, export
from research.library import publications
from research.listing import Listing


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

    def search_text(self) -> str:
        return plain_text(self.introduction)

    def serve(self, request: HttpRequest, *args, **kwargs):
        if "format" in request.GET:
            return export_list(Listing(publications(request.user), request.GET), request)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        listing = Listing(publications(request.user), request.GET)
        page = listing.page(request)
        return super().get_context(request, *args, **kwargs) | {
            "listing": listing,
            "paginator_page": page,
            "cards": [publication.card() for publication in page.object_list],
            "formats": list(LIST_FORMATS.values()),
        }


def export_list(listing: Listing, request: HttpRequest) -> HttpResponse:
    """The whole list in one file; what is not understood is refused, since a file cannot say that it was left out."""
    chosen = LIST_FORMATS.get(request.GET["format"])
    if chosen is None:
        text = _("This format is not offered. Choose one of these: %(formats)s.") % {"formats": ", ".join(LIST_FORMATS)}
        return HttpResponseBadRequest(text, content_type="text/plain; charset=utf-8")
    if listing.unknown:
        text = _("These filter values are not known: %(values)s.") % {
            "values": pgettext("between names", ", ").join(listing.unknown)
        }
        return HttpResponseBadRequest(text, content_type="text/plain; charset=utf-8")
    return export(listing.found.select_related("locale"), chosen, "publications", request)
