"""What machines read in a publication's head: schema.org, Highwire Press tags and Dublin Core."""

from collections.abc import Iterator

from django.http import HttpRequest

from research.citations.record import Citation
from research.models.history import Notice
from research.models.parts import Author, PublicationFile
from research.models.publication import PublicationPage
from research.shown_files import open_files
from research.vocabulary import LICENCE_ADDRESSES, Kind, NoticeKind

SCHEMA_TYPES = {
    Kind.WORKING_PAPER: "ScholarlyArticle",
    Kind.DATASET: "Dataset",
    Kind.LAW: "Legislation",
    Kind.STATEMENT: "CreativeWork",
    Kind.NOTE: "Article",
}
DUBLIN_CORE_TYPES = {Kind.DATASET: "Dataset"}


def schema(page: PublicationPage, request: HttpRequest) -> dict:
    files = [_media(file, request) for file in open_files(page, request.user)]
    facts = {
        "@context": "https://schema.org",
        "@type": SCHEMA_TYPES.get(page.kind, "Report"),
        "@id": request.build_absolute_uri(page.url),
        "url": request.build_absolute_uri(page.url),
        "name": page.title,
        "headline": page.title,
        "description": page.summary or page.abstract,
        "abstract": page.abstract,
        "inLanguage": page.language,
        "datePublished": page.published,
        "author": [_author(author) for author in page.authors.all()],
        "publisher": {"@type": "Organization", "name": page.publisher.name} if page.publisher else None,
        "license": LICENCE_ADDRESSES.get(page.licence),
        "identifier": {"@type": "PropertyValue", "propertyID": "DOI", "value": page.doi} if page.doi else None,
        "sameAs": f"https://doi.org/{page.doi}" if page.doi else page.external_link,
        "keywords": [theme.name for theme in page.themes.all()],
        "spatialCoverage": [area.name for area in page.areas.all()] or "Pakistan",
        "distribution" if page.kind == Kind.DATASET else "encoding": files,
        "legislationDate": page.published if page.kind == Kind.LAW else None,
        "version": page.history.today,
        "creativeWorkStatus": "Retracted" if page.history.is_retracted else None,
        "correction": [_correction(notice) for notice in page.history.notices],
    }
    return {name: value for name, value in facts.items() if value}


def _author(author: Author) -> dict:
    if not author.person:
        return {"@type": "Organization" if author.institution else "Person", "name": str(author)}
    person = {"@type": "Person", "name": str(author.person)}
    if author.person.orcid:
        person["sameAs"] = f"https://orcid.org/{author.person.orcid}"
    if author.person.institution:
        person["affiliation"] = {"@type": "Organization", "name": author.person.institution.name}
    return person


def _correction(notice: Notice) -> dict:
    concerned = f"{notice.version}: " if notice.version else ""
    facts = {
        "@type": "CorrectionComment",
        "name": NoticeKind(notice.kind).english.capitalize(),
        "text": f"{concerned}{notice.label}",
        "datePublished": notice.published,
        "url": notice.link,
    }
    return {name: value for name, value in facts.items() if value}


def _media(file: PublicationFile, request: HttpRequest) -> dict:
    return {
        "@type": "DataDownload" if file.publication.kind == Kind.DATASET else "MediaObject",
        "name": str(file),
        "contentUrl": request.build_absolute_uri(file.document.url),
        "encodingFormat": file.document.content_type,
        "contentSize": str(file.document.file_size or ""),
        "inLanguage": file.language,
    }


def head_tags(
    citation: Citation, page: PublicationPage, files: list[PublicationFile], request: HttpRequest
) -> list[tuple[str, str]]:
    """Pairs of name and content; a name stands once for each of its values. `files` are those open to the reader."""
    pairs = (*_highwire(citation, page, files, request), *_dublin_core(citation, page))
    return [(name, content) for name, content in pairs if content]


def _highwire(
    citation: Citation, page: PublicationPage, files: list[PublicationFile], request: HttpRequest
) -> Iterator[tuple[str, str]]:
    yield "citation_title", citation.title
    for name in citation.names:
        yield "citation_author", name.inverted
    yield "citation_publication_date", citation.date.joined("/")
    is_report = SCHEMA_TYPES.get(page.kind, "Report") == "Report"
    yield "citation_technical_report_institution" if is_report else "citation_publisher", citation.publisher
    yield "citation_language", citation.language
    yield "citation_doi", citation.doi
    yield "citation_isbn", citation.isbn
    yield "citation_abstract_html_url", citation.url
    for keyword in citation.keywords:
        yield "citation_keywords", keyword
    for file in files:
        of_today = file.version in ("", page.history.today)
        if of_today and file.document.file_extension == "pdf" and file.language == page.language:
            yield "citation_pdf_url", request.build_absolute_uri(file.document.url)


def _dublin_core(citation: Citation, page: PublicationPage) -> Iterator[tuple[str, str]]:
    yield "DC.title", citation.title
    for name in citation.names:
        yield "DC.creator", name.inverted
    yield "DC.publisher", citation.publisher
    yield "DC.date", str(citation.date)
    yield "DC.language", citation.language
    yield "DC.type", DUBLIN_CORE_TYPES.get(page.kind, "Text")
    yield "DC.identifier", f"doi:{citation.doi}" if citation.doi else citation.url
    yield "DC.rights", LICENCE_ADDRESSES.get(page.licence, "")
    yield "DC.description", citation.abstract
    yield "DC.description", citation.notice
    for keyword in citation.keywords:
        yield "DC.subject", keyword
