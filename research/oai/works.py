"""What the formats write of a work: its citation and its page, its titles and summaries by language, its open files."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import prefetch_related_objects
from django.http import HttpRequest

from gateway.accounts.audience import readable
from gateway.accounts.documents import is_closed
from research.citations.record import Citation, one_line
from research.models import PublicationFile, PublicationPage
from research.oai.ledger import harvestable
from research.references import references

NEEDED = ("authors__person__institution", "authors__institution", "files__document__collection", "themes", "areas")


@dataclass(frozen=True)
class Version:
    """Another language's page of the same work."""

    language: str
    title: str
    summary: str


@dataclass(frozen=True)
class File:
    url: str
    content_type: str
    label: str


@dataclass
class Work:
    page: PublicationPage
    citation: Citation
    versions: list[Version] = field(default_factory=list)
    files: list[File] = field(default_factory=list)


def read_works(keys: Iterable[UUID], request: HttpRequest) -> dict[UUID, Work]:
    """The works that everyone may read at this moment, whatever the ledger says; the request's reader must be nobody."""
    pages = list(harvestable().filter(translation_key__in=list(keys)).select_related("locale"))
    prefetch_related_objects(pages, *NEEDED)
    works = {
        page.translation_key: Work(page, citation) for page, citation in zip(pages, references(pages, request), strict=True)
    }
    _add_versions(works)
    _add_files(works, request)
    return works


def _add_versions(works: dict[UUID, Work]) -> None:
    pages = readable(PublicationPage.objects.filter(translation_key__in=list(works), alias_of=None), AnonymousUser())
    for page in pages.select_related("locale").order_by("pk"):
        work, title = works[page.translation_key], one_line(page.title)
        if title != work.citation.title:
            summary = one_line(page.abstract or page.summary)
            work.versions.append(Version(page.locale.language_code, title, summary))


def _add_files(works: dict[UUID, Work], request: HttpRequest) -> None:
    closed: dict[int, bool] = {}
    for work in works.values():
        for file in work.page.files.all():
            collection = file.document.collection
            if collection.pk not in closed:
                closed[collection.pk] = is_closed(collection, AnonymousUser())
            if not closed[collection.pk]:
                work.files.append(_file(file, request))


def _file(file: PublicationFile, request: HttpRequest) -> File:
    return File(request.build_absolute_uri(file.document.url), file.document.content_type, str(file))
