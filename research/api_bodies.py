"""What the publications' API says of a publication."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest

from research.exports import PAGE_FORMATS
from research.models import Author, Notice, PublicationPage
from research.oai.works import Work, read_works
from research.vocabulary import LICENCE_ADDRESSES


def publication_bodies(pages: list[PublicationPage], request: HttpRequest) -> list[dict[str, Any]]:
    """In the pages' order; the number of queries does not grow with them."""
    works = read_works([page.translation_key for page in pages], request)
    prefetch_related_objects([work.page for work in works.values()], "stages")
    return [_body(works[page.translation_key]) for page in pages if page.translation_key in works]


def _body(work: Work) -> dict[str, Any]:
    page, citation = work.page, work.citation
    return {
        "id": f"urn:uuid:{page.translation_key}",
        "url": citation.url,
        "title": citation.title,
        "translations": [{"language": each.language, "title": each.title} for each in work.versions],
        "kind": page.kind,
        "published": page.published,
        "language": page.language,
        "authors": [_author(author) for author in page.authors.all()],
        "publisher": citation.publisher or None,
        "summary": page.summary,
        "abstract": page.abstract,
        "plain_language": page.plain_language,
        "doi": page.doi or None,
        "isbn": page.isbn or None,
        "licence": {"code": page.licence, "url": LICENCE_ADDRESSES.get(page.licence)},
        "source": page.external_link or None,
        "themes": [term.code for term in page.themes.all()],
        "stages": [term.code for term in page.stages.all()],
        "areas": [area.code for area in page.areas.all()],
        "version": page.history.today or None,
        "notices": [_notice(notice, page) for notice in page.history.notices],
        "files": [{"url": file.url, "label": file.label, "type": file.content_type} for file in work.files],
        "citations": {extension: f"{citation.url}cite.{extension}" for extension in PAGE_FORMATS},
    }


def _notice(notice: Notice, page: PublicationPage) -> dict[str, Any]:
    return {
        "kind": notice.kind,
        "published": notice.published,
        "version": notice.version or None,
        "concerns_today": page.history.concerns_today(notice),
        "text": notice.text,
        "url": notice.link or None,
    }


def _author(author: Author) -> dict[str, str | None]:
    institution = author.institution or (author.person and author.person.institution)
    return {
        "name": str(author.person or author.institution or author.printed_name),
        "orcid": (author.person and author.person.orcid) or None,
        "institution": institution.name if institution else None,
    }
