"""What the page of a publication shows, gathered for its template."""

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from gateway.accounts.audience import readable
from gateway.pages.localized import in_readers_language
from research.citations.apa import write_apa
from research.exports import PAGE_FORMATS
from research.library import related
from research.listing import LINE_NEEDS
from research.metadata import head_tags
from research.models.publication import PublicationPage
from research.references import references
from research.vocabulary import LICENCE_ADDRESSES

PAGE_NEEDS = (
    "authors__person__institution",
    "authors__institution",
    "files__document",
    "programme_links",
    "themes",
    "stages",
    "areas",
)


def publication_context(page: PublicationPage, request: HttpRequest) -> dict:
    prefetch_related_objects([page], *PAGE_NEEDS)
    [citation] = references([page], request)
    return {
        # The work's own title: its cover is the same in every language.
        "cover_seed": citation.title,
        "apa": write_apa(citation),
        "citation_links": [(form.label, f"{page.url}cite.{extension}") for extension, form in PAGE_FORMATS.items()],
        "head_tags": head_tags(citation, page, request),
        "fact_rows": fact_rows(page),
        "theme_chips": chips(page, request),
        "programmes": linked_programmes(page, request),
        "related": related_cards(page, request),
    }


def fact_rows(page: PublicationPage) -> list[tuple[str, object]]:
    rows = [
        (_("Kind"), capfirst(page.get_kind_display())),
        (_("Published"), page.published_date.label),
        (_("Publisher"), page.publisher.label if page.publisher else None),
        (_("Language of the work"), page.get_language_display()),
        (_("DOI"), (page.doi, f"https://doi.org/{page.doi}") if page.doi else None),
        (_("ISBN"), page.isbn),
        (_("Areas"), [area.label for area in page.areas.all()] or _("Pakistan")),
        (_("Lifecycle stages"), [stage.label for stage in page.stages.all()]),
        (_("Licence"), _licence(page)),
    ]
    return [(label, value) for label, value in rows if value]


def _licence(page: PublicationPage) -> object:
    address = LICENCE_ADDRESSES.get(page.licence)
    return (page.get_licence_display(), address) if address else page.get_licence_display()


def chips(page: PublicationPage, request: HttpRequest) -> list[tuple[str, str]]:
    library = page.get_parent().specific.url
    return [(theme.label, f"{library}?theme={theme.code}") for theme in page.themes.all()]


def linked_programmes(page: PublicationPage, request: HttpRequest) -> list[tuple[str, str]]:
    linked = [link.programme_id for link in page.programme_links.all()]
    if not linked:
        return []
    pages = {each.pk: each for each in readable(Page.objects.filter(pk__in=linked), request.user).specific()}
    shown = in_readers_language([pages[pk] for pk in linked if pk in pages], request.user)
    return [(programme.title, programme.url) for programme in shown]


def related_cards(page: PublicationPage, request: HttpRequest) -> list:
    pages = in_readers_language(related(page, request.user), request.user)
    prefetch_related_objects(pages, *LINE_NEEDS)
    return [each.card() for each in pages]
