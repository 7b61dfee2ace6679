"""What the page of a publication shows, gathered for its template."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.encoding import uri_to_iri
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from gateway.accounts.audience import readable
from gateway.pages.localized import in_readers_language
from gateway.search.api import similar
from gateway.use.shown import use_for_readers
from research.citations.record import Citation
from research.exports import PAGE_FORMATS, STYLES
from research.footnotes import Footnotes
from research.history import give_histories
from research.library import related
from research.listing import prepare_lines
from research.metadata import head_tags
from research.models.publication import PublicationPage
from research.references import references
from research.shown_files import cover_of, editions, open_files, readable_here, shown_notices
from research.vocabulary import LICENCE_ADDRESSES

PAGE_NEEDS = (
    "authors__person__institution",
    "authors__institution",
    "files__document__collection",
    "files__document__cover",
    "programme_links",
    "course_links",
    "themes",
    "stages",
    "areas",
)


@dataclass(frozen=True)
class ShownCitation:
    """A reference for people (`html`), or a record for a reference manager (`text`), and where it is to be had alone."""

    code: str
    label: str
    url: str
    html: SafeString | str = ""
    text: str = ""


def publication_context(page: PublicationPage, request: HttpRequest) -> dict:
    prefetch_related_objects([page], *PAGE_NEEDS)
    if not getattr(request, "is_preview", False):
        give_histories([page])
    [citation] = references([page], request)
    files = open_files(page, request.user)
    return {
        # The work's own title: its cover is the same in every language.
        "cover_seed": citation.title,
        "first_page": cover_of(files),
        "styles": styles(page, citation),
        "records": records(page, citation),
        "head_tags": head_tags(citation, page, files, request),
        "fact_rows": [*fact_rows(page, request), *use_rows(page, files, request)],
        "theme_chips": chips(page, request),
        "notices": shown_notices(page.history),
        "editions": editions(page.history, files),
        "has_files": bool(files),
        "first_pdf": readable_here(files),
        "decoders": f"{settings.STATIC_URL}pdfjs/",
        "footnotes": Footnotes([note.label for note in page.footnotes.all()]),
        "programmes": chosen_or_like([link.programme_id for link in page.programme_links.all()], page, "programme", request),
        "courses": chosen_or_like([link.course_id for link in page.course_links.all()], page, "course", request),
        "related": related_cards(page, request),
    }


def styles(page: PublicationPage, citation: Citation) -> list[ShownCitation]:
    return [
        ShownCitation(style.code, style.label, f"{page.url}cite.{style.code}.txt", html=style.write(citation))
        for style in STYLES.values()
    ]


def records(page: PublicationPage, citation: Citation) -> list[ShownCitation]:
    return [
        ShownCitation(form.code, form.label, f"{page.url}cite.{extension}", text=form.write([citation]))
        for extension, form in PAGE_FORMATS.items()
    ]


def fact_rows(page: PublicationPage, request: HttpRequest) -> list[tuple[str, object]]:
    address = request.build_absolute_uri(page.url)
    rows = [
        (_("Kind"), capfirst(page.get_kind_display())),
        (_("Published"), page.published_date.label),
        (_("Version"), page.history.today),
        (_("Publisher"), page.publisher.label if page.publisher else None),
        (_("Language of the work"), page.get_language_display()),
        (_("DOI"), (page.doi, f"https://doi.org/{page.doi}") if page.doi else None),
        (_("ISBN"), page.isbn),
        (_("Areas"), [area.label for area in page.areas.all()] or _("Pakistan")),
        (_("Lifecycle stages"), [stage.label for stage in page.stages.all()]),
        (_("Licence"), _licence(page)),
        (_("Permanent address"), (uri_to_iri(address), address)),
    ]
    return [(label, value) for label, value in rows if value]


def use_rows(page: PublicationPage, files: list, request: HttpRequest) -> list[tuple[str, object]]:
    said = use_for_readers(page, [file.document for file in files], request)
    return [(_("Use"), said)] if said else []


def _licence(page: PublicationPage) -> object:
    address = LICENCE_ADDRESSES.get(page.licence)
    return (page.get_licence_display(), address) if address else page.get_licence_display()


def chips(page: PublicationPage, request: HttpRequest) -> list[tuple[str, str]]:
    library = page.get_parent().specific.url
    return [(theme.label, f"{library}?theme={theme.code}") for theme in page.themes.all()]


def chosen_or_like(keys: list[int], page: PublicationPage, kind: str, request: HttpRequest) -> dict:
    """Those that an editor chose; or else, said to be so, those that search finds like it."""
    if chosen := linked(keys, request):
        return {"terms": chosen, "are_chosen": True}
    return {"terms": [(each.title, each.url) for each in similar(page, request.user, 3, [kind])], "are_chosen": False}


def linked(keys: list[int], request: HttpRequest) -> list[tuple[str, str]]:
    """The chosen pages of another wing, in order and in the reader's language: those that the reader may read."""
    if not keys:
        return []
    pages = {each.pk: each for each in readable(Page.objects.filter(pk__in=keys), request.user).specific()}
    shown = in_readers_language([pages[pk] for pk in keys if pk in pages], request.user)
    return [(page.title, page.url) for page in shown]


def related_cards(page: PublicationPage, request: HttpRequest) -> list:
    """What search finds like it; by shared themes alone while search does not know the page."""
    pages = similar(page, request.user) or in_readers_language(related(page, request.user), request.user)
    prepare_lines(pages)
    return [each.card() for each in pages]
