"""The search as JSON, with the same words, filters and audience as the page."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from gateway.search.asked import Asked
from gateway.search.facets import Offer
from gateway.search.query import Hit, Results, search
from gateway.search.similar import similar
from gateway.search.spelling import did_you_mean

__all__ = ["router", "similar"]

router = Router(tags=["search"])


class Parameters(Schema):
    """Words and filters. A value that nothing can match is ignored or finds nothing; it is never an error."""

    q: str = ""
    kind: list[str] = []
    theme: list[str] = []
    stage: list[str] = []
    area: list[str] = []
    programme: list[str] = []
    institution: list[str] = []
    language: list[str] = []
    format: list[str] = []
    year: list[str] = []
    """A year, or a span of years: 2018, 2015-2020, 2015-, -2020."""
    sort: str = "relevance"
    page: str = "1"


class Result(Schema):
    """`snippet` is HTML, escaped but for `<mark>`; `page` is the page of a PDF where the words stand in one.

    `document` is the file, `reader` the web page that shows the PDF at that page; null where there is no such thing.
    """

    title: str
    url: str
    kind: str
    language: str
    snippet: str
    page: int | None
    document: str | None
    reader: str | None


class FacetValue(Schema):
    value: str
    label: str
    count: int


class Answer(Schema):
    total: int
    results: list[Result]
    facets: dict[str, list[FacetValue]]
    widened: bool
    rebuilding: bool
    """Whether the index is being rebuilt, so that the database answers in simple order."""
    did_you_mean: str | None


@router.get("/search", response=Answer, summary="Find pages and the text of their documents")
def search_api(request: HttpRequest, parameters: Query[Parameters]) -> dict[str, Any]:
    asked = Asked.from_address(request.GET)
    found, better = search(request.user, asked), did_you_mean(request.user, asked)
    return {
        "total": found.total,
        "results": [result(request, hit) for hit in found.hits],
        "facets": offered(found),
        "widened": found.widened,
        "rebuilding": found.stands_in,
        "did_you_mean": better.text if better else None,
    }


def offered(found: Results) -> dict[str, list[dict[str, Any]]]:
    """The values of each facet; provinces and districts are one."""
    values: dict[str, list[dict[str, Any]]] = {}
    for facet in Offer(found).facets:
        values.setdefault(facet.code, []).extend(vars(choice) for choice in facet.choices)
    return values


def result(request: HttpRequest, hit: Hit) -> dict[str, Any]:
    passage, url = hit.passage, hit.page.get_url(request)
    return {
        "title": hit.entry.title,
        "url": url,
        "kind": hit.entry.kind,
        "language": hit.entry.language,
        "snippet": hit.snippet,
        "page": passage.page_number if passage else None,
        "document": passage.url if passage else None,
        "reader": f"{url}{hit.reading_place}" if hit.reading_place else None,
    }
