"""`/api/publications`: the library as JSON, for everyone, with the filters of its list. No key is needed."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, QueryDict
from ninja import Query, Router

from research import api_schemas as schemas
from research.api_answering import Refused, answer
from research.api_bodies import publication_bodies
from research.facets import FACETS
from research.library import publications
from research.listing import SORTS, Listing
from research.models import PublicationPage
from research.oai.ledger import harvestable
from research.oai.selecting import IDENTIFIER

router = Router(tags=["publications"])
PAGE_SIZE = 100
MOST_VALUES = 50
SINGLE = ("sort", "page")
UNCHANGED = {"responses": {304: {"description": "Not modified since the answer whose ETag was sent in If-None-Match."}}}


def reading(path: str, shape: type, summary: str) -> Callable[[Callable], Callable]:
    """An address that answers GET, described by OpenAPI, and HEAD."""
    answers = {200: shape, 400: schemas.Problem, 404: schemas.Problem}

    def register(view: Callable) -> Callable:
        router.add_api_operation(path, ["GET"], view, response=answers, summary=summary, openapi_extra=UNCHANGED)
        router.add_api_operation(path, ["HEAD"], view, response=answers, include_in_schema=False)
        return view

    return register


@reading("/publications", schemas.PublicationPage, "Publications that everyone may read")
def list_publications(request: HttpRequest, asked: Query[schemas.Question]) -> HttpResponse:
    """A filter may be repeated, or hold several codes between commas; different filters narrow one another."""
    return answer(request, found)


@reading("/publications/{publication}", schemas.Publication, "One publication")
def one_publication(request: HttpRequest, publication: str) -> HttpResponse:
    def body(request: HttpRequest) -> dict[str, Any]:
        refuse_unknown(request, ())
        try:
            page = harvestable().get(translation_key=UUID(publication.removeprefix(IDENTIFIER)))
        except (ValueError, PublicationPage.DoesNotExist):
            raise Refused("publication", "There is no such publication.", status=404) from None
        return publication_bodies([page], request)[0]

    return answer(request, body)


def found(request: HttpRequest) -> dict[str, Any]:
    listing = Listing(publications(AnonymousUser()).filter(alias_of=None), split(request))
    check(listing)
    total = listing.found.count()
    pages = max(1, -(-total // PAGE_SIZE))
    number = page_number(listing.asked.get("page", "1"), pages)
    shown = listing.found.select_related("locale")[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    place = {"total": total, "page": number, "pages": pages, "next": next_page(request, number, pages)}
    return place | {"results": publication_bodies(list(shown), request)}


def split(request: HttpRequest) -> QueryDict:
    """The question with each value on its own: `kind=law,guide` asks what `kind=law&kind=guide` asks."""
    filters = [facet.name for facet in FACETS]
    refuse_unknown(request, [*filters, *SINGLE])
    asked = request.GET.copy()
    for name in asked:
        if name in filters:
            asked.setlist(name, values_of(name, asked))
        elif len(asked.getlist(name)) > 1:
            raise Refused(name, "Give this parameter once.")
    return asked


def values_of(name: str, asked: QueryDict) -> list[str]:
    values = [value for text in asked.getlist(name) for value in text.split(",")]
    if len(values) > MOST_VALUES:
        raise Refused(name, f"Give at most {MOST_VALUES} values.")
    return values


def refuse_unknown(request: HttpRequest, known: Sequence[str]) -> None:
    for name in request.GET:
        if name not in known:
            raise Refused(name, "There is no such parameter.", known)


def check(listing: Listing) -> None:
    """Refuses what the list on the page would merely leave out: a program cannot see the notice there."""
    if (sort := listing.asked.get("sort", "newest")) not in SORTS:
        raise Refused("sort", "There is no such order.", SORTS, sort)
    for name, labels in listing.labels.items():
        for value in listing.asked.getlist(name):
            if value not in labels:
                raise Refused(name, f"There is no {name} {value[:60]!r}.", labels, value)


def page_number(text: str, pages: int) -> int:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    if not 1 <= number <= pages:
        raise Refused("page", f"The page must be a whole number from 1 to {pages}.")
    return number


def next_page(request: HttpRequest, number: int, pages: int) -> str | None:
    if number == pages:
        return None
    query = request.GET.copy()
    query["page"] = str(number + 1)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode(safe=',')}")
