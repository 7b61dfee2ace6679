"""Where the reader is, above pages that no Wagtail page stands for; and what programmes are called."""

from django.http import HttpRequest

from gateway.accounts.audience import readable
from gateway.pages.links import PageLink, page_links
from gateway.pages.localized import in_readers_language
from programmes.models.index_pages import StatisticsIndexPage
from programmes.models.pages import ProgrammePage
from programmes.models.statistics import ProgrammeCode


def way_to_statistics(request: HttpRequest) -> list[PageLink]:
    index = StatisticsIndexPage.objects.filter(locale__language_code="en").first()
    return page_links(index.get_ancestors(inclusive=True).filter(depth__gt=1), request.user) if index else []


def programme_link(code: str, request: HttpRequest) -> tuple[str, str]:
    """The programme's name and the address of its page, empty if it has none that the reader may open."""
    pages = readable(ProgrammePage.objects.filter(code=code, locale__language_code="en"), request.user)
    for page in in_readers_language(pages, request.user):
        return page.title, page.url
    return programme_names().get(code, code), ""


def programme_names() -> dict[str, str]:
    return {row.code: row.label for row in ProgrammeCode.objects.all()}
