"""The library's data sets in the site's catalogue: publications of that kind, with their open files."""

from collections.abc import Iterable

from django.http import HttpRequest

from gateway.pages.catalogue import Distribution, a_date, agent, dataset, language
from research.oai.ledger import harvestable
from research.oai.works import File, Work, read_works
from research.vocabulary import LICENCE_ADDRESSES, Kind

FILE_TYPES = {
    "text/csv": "CSV",
    "application/pdf": "PDF",
    "application/json": "JSON",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
}


def published_datasets(request: HttpRequest) -> Iterable[dict]:
    keys = harvestable().filter(kind=Kind.DATASET).order_by("-published", "title").values_list("translation_key", flat=True)
    works = read_works(keys, request)
    return [_dataset(works[key], request) for key in keys if key in works]


def _dataset(work: Work, request: HttpRequest) -> dict:
    citation, page = work.citation, work.page
    title = {citation.language: citation.title} | {version.language: version.title for version in work.versions}
    licence = LICENCE_ADDRESSES.get(page.licence)
    return dataset(
        citation.url,
        title,
        citation.abstract or citation.title,
        map(_distribution, work.files),
        identifier=f"urn:uuid:{page.translation_key}",
        issued=a_date(str(citation.date)),
        language=language(citation.language),
        publisher=agent(citation.publisher) if citation.publisher else None,
        creator=[agent(name.natural) for name in citation.names],
        keyword=list(citation.keywords),
        license={"@id": licence} if licence else None,
    )


def _distribution(file: File) -> Distribution:
    return Distribution(file.url, file.content_type, FILE_TYPES.get(file.content_type, ""), file.label)
