"""From a publication's page to the plain record that the citation formats are written from."""

from collections.abc import Iterable

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils import translation

from gateway.accounts.audience import readable
from research.citations.record import Citation, Name, one_line, with_unique_keys
from research.history import History, give_histories
from research.models.parts import Author
from research.models.publication import PublicationPage
from research.vocabulary import Kind

NEEDED = ("locale", "publisher", "themes", "authors__person", "authors__institution")


def references(pages: Iterable[PublicationPage], request: HttpRequest) -> list[Citation]:
    """One record a page, in order; the number of queries does not grow with the pages."""
    cited = in_language_of_work(list(pages), request)
    prefetch_related_objects(cited, *NEEDED)
    give_histories(page for page in cited if not page.__dict__.get("history"))
    with translation.override("en"):
        return with_unique_keys(_reference(page, request) for page in cited)


def in_language_of_work(pages: list[PublicationPage], request: HttpRequest) -> list[PublicationPage]:
    """A work is cited by its own title: a page that translates it gives way to the page in the work's language."""
    prefetch_related_objects(pages, "locale")
    others = [page.translation_key for page in pages if page.language != page.locale.language_code]
    if not others:
        return pages
    twins = readable(PublicationPage.objects.filter(translation_key__in=others), request.user)
    own = {twin.translation_key: twin for twin in twins.select_related("locale") if twin.language == twin.locale.language_code}
    return [own.get(page.translation_key, page) for page in pages]


def _reference(page: PublicationPage, request: HttpRequest) -> Citation:
    return Citation(
        kind=Kind(page.kind),
        title=one_line(page.title),
        date=page.published_date,
        names=tuple(_name(author) for author in page.authors.all()),
        publisher=page.publisher.name if page.publisher else "",
        language=page.language,
        doi=page.doi,
        isbn=page.isbn,
        url=request.build_absolute_uri(page.url),
        abstract=one_line(page.abstract or page.summary),
        keywords=tuple(theme.name for theme in page.themes.all()),
        version=page.history.today,
        state=page.history.gravest.kind if page.history.gravest else "",
        standing=page.history.state,
        notice=_notice(page.history),
    )


def _notice(history: History) -> str:
    """`Retracted, March 2025: the tables counted families twice.`"""
    return one_line(f"{history.state}: {history.gravest.text}") if history.gravest else ""


def _name(author: Author) -> Name:
    if author.person:
        return Name(author.person.family_name, author.person.given_names)
    return Name(author.institution.name if author.institution else author.printed_name, literal=True)
