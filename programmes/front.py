"""What the programmes wing puts on the home page."""

from django.http import HttpRequest

from gateway.accounts.audience import readable
from gateway.pages.front import FrontPanel, register_front_panel
from gateway.pages.localized import in_readers_language
from programmes.models.index_pages import StatisticsIndexPage, front_figures


def leading_figures(request: HttpRequest) -> dict | None:
    """The leading figures and the address of all others; nothing before there is a statistics page."""
    pages = readable(StatisticsIndexPage.objects.filter(locale__language_code="en"), request.user)
    leading = front_figures(request.user)
    if not leading or not pages:
        return None
    return {"leading": leading, "address": in_readers_language(pages, request.user)[0].url}


def register_panels() -> None:
    register_front_panel(FrontPanel(10, "programmes/front_panel.html", leading_figures))
