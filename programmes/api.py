"""Published statistics for programs: figures with their provenance, and what they refer to. No key is needed.

Here are the addresses; what they ask is judged in `asking`, found in `selecting`, said in `api_bodies` and `downloads`.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from ninja import Query, Router

from programmes import api_schemas as schemas, takeaway
from programmes.answering import Answer, answer, as_json, not_found
from programmes.api_bodies import area_body, dataset_body, indicator_body, observation_bodies, release_bodies
from programmes.asking import Refused, page_number, read_question, refuse_unknown, single
from programmes.catalogue import Catalogue
from programmes.downloads import comma_separated, sdmx, workbook
from programmes.models import ProgrammeCode
from programmes.provenance.freshness import rows as freshness_rows
from programmes.selecting import counts, page_of

router = Router(tags=["statistics"])
PAGE_SIZE = 500
UNCHANGED = {304: {"description": "Not modified since the answer whose ETag was sent in If-None-Match."}}
FILES = {
    content_type: {"schema": {"type": "string"}}
    for content_type in (comma_separated.CONTENT_TYPE, workbook.CONTENT_TYPE, sdmx.CONTENT_TYPE)
}


def reading(path: str, shape: Any, summary: str, **more: Any) -> Callable[[Callable], Callable]:
    """An address that answers GET, described by OpenAPI, and HEAD."""
    responses = {200: shape, 400: schemas.Problem} | more.pop("responses", {})
    extra = {"responses": UNCHANGED | more.pop("extra", {})}

    def register(view: Callable) -> Callable:
        router.add_api_operation(path, ["GET"], view, response=responses, summary=summary, openapi_extra=extra)
        router.add_api_operation(path, ["HEAD"], view, response=responses, include_in_schema=False)
        return view

    return register


@reading(
    "/observations",
    schemas.ObservationPage,
    "Published figures with their provenance",
    extra={200: {"content": FILES}},
)
def observations(request: HttpRequest, asked: Query[schemas.ObservationQuestion]) -> HttpResponseBase:
    """Every filter may be repeated, or hold several codes between commas; without any, all figures are meant."""

    def prepare(catalogue: Catalogue) -> Answer:
        question = read_question(request.GET, catalogue.known)
        if question.file_format != "json":
            return takeaway.prepared(request, question, catalogue)
        numbers = counts(question, catalogue)
        page = Page(request, sum(numbers.values()), question.page)
        return lambda: page.of(observation_bodies(page_of(question, catalogue, numbers, page.start, PAGE_SIZE), catalogue))

    return answer(request, prepare, request.GET.get("language", ""))


@reading("/releases", schemas.ReleasePage, "Every release: source, export, as-of date, checksum, rows, state")
def releases(request: HttpRequest, asked: Query[schemas.ReleaseQuestion]) -> HttpResponseBase:
    """A withdrawn release stays on record, and its figures are shown no more."""

    def prepare(catalogue: Catalogue) -> Answer:
        refuse_unknown(request.GET, ("registry", "dataset", "page"))
        wanted = {name: single(request.GET, name) for name in ("registry", "dataset")}
        found = [row for row in catalogue.releases.values() if is_wanted(row, **wanted)]
        page = Page(request, len(found), page_number(request.GET))
        return lambda: page.of(release_bodies(found[page.start : page.start + PAGE_SIZE]))

    return answer(request, prepare)


def is_wanted(release, registry: str, dataset: str) -> bool:
    return registry in ("", release.registry.code) and dataset in ("", release.dataset)


@reading("/releases/{release}", schemas.Release, "One release", responses={404: schemas.Problem})
def release(request: HttpRequest, release: str) -> HttpResponseBase:
    def prepare(catalogue: Catalogue) -> Answer:
        refuse_unknown(request.GET, ())
        key = int(release) if release.isascii() and release.isdecimal() and len(release) < 18 else 0
        if key not in catalogue.releases:
            return lambda: not_found("There is no such release.")
        return lambda: as_json(next(release_bodies([catalogue.releases[key]])))

    return answer(request, prepare)


@reading("/indicators", list[schemas.Indicator], "What is counted, and how")
def indicators(request: HttpRequest) -> HttpResponseBase:
    return whole_list(request, lambda catalogue: (indicator_body(row, catalogue) for row in catalogue.indicators.values()))


@reading("/areas", list[schemas.Area], "Country, provinces and districts")
def areas(request: HttpRequest) -> HttpResponseBase:
    return whole_list(request, lambda catalogue: (area_body(row, catalogue) for row in catalogue.areas.values()))


@reading("/programmes", list[schemas.Named], "Programmes that figures may be about")
def programmes(request: HttpRequest) -> HttpResponseBase:
    def bodies(catalogue: Catalogue) -> Iterable[dict]:
        named = {row.code: row for row in ProgrammeCode.objects.all()}
        for code in catalogue.programmes:
            row = named.get(code)
            yield {"code": code, "name": row.name if row else code, "name_ur": row.name_ur if row else ""}

    return whole_list(request, bodies)


@reading("/datasets", list[schemas.DataSet], "Data sets, how fresh they are, and which are overdue")
def datasets(request: HttpRequest) -> HttpResponseBase:
    return whole_list(request, lambda _catalogue: map(dataset_body, freshness_rows()))


@reading("/structure", dict[str, Any], "Dimensions, attributes and code lists, as an SDMX-JSON structure message")
def structure(request: HttpRequest) -> HttpResponseBase:
    def prepare(catalogue: Catalogue) -> Answer:
        refuse_unknown(request.GET, ())
        return lambda: as_json(takeaway.structure(catalogue))

    return answer(request, prepare)


def whole_list(request: HttpRequest, bodies: Callable[[Catalogue], Iterable[dict]]) -> HttpResponseBase:
    def prepare(catalogue: Catalogue) -> Answer:
        refuse_unknown(request.GET, ())
        return lambda: as_json(list(bodies(catalogue)))

    return answer(request, prepare)


class Page:
    """One page of a list. Raises Refused where the list has no such page."""

    def __init__(self, request: HttpRequest, total: int, number: int):
        self.request, self.total, self.number = request, total, number
        self.pages = max(1, -(-total // PAGE_SIZE))
        self.start = (number - 1) * PAGE_SIZE
        if number > self.pages:
            raise Refused("page", f"The page must be a whole number from 1 to {self.pages}.")

    @property
    def next(self) -> str | None:
        if self.number == self.pages:
            return None
        query = self.request.GET.copy()
        query["page"] = str(self.number + 1)
        return self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode(safe=',')}")

    def of(self, bodies: Iterable[dict]) -> HttpResponseBase:
        place = {"total": self.total, "page": self.number, "pages": self.pages, "next": self.next}
        return as_json(place | {"results": list(bodies)})
