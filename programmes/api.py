"""Published statistics as JSON, each figure with its provenance. No key is needed."""

from collections.abc import Collection
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from ninja import Router
from ninja.errors import HttpError

from programmes.figures import shown_status
from programmes.models import Observation, Release
from programmes.queries import known_codes, published_observations
from programmes.registry.codes import SEXES, TOTAL
from programmes.registry.periods import parse
from programmes.views import shown_releases

router = Router(tags=["statistics"])
PAGE_SIZE = 500
OBSERVATION_FILTERS = ("programme", "indicator", "area", "period", "sex")


@router.get("/observations", summary="Published figures with their provenance")
def observations(
    request: HttpRequest,
    programme: str = "",
    indicator: str = "",
    area: str = "",
    period: str = "",
    sex: str = "",
    format: str = "json",
    page: str = "1",
) -> dict[str, Any]:
    refuse_unknown(request, (*OBSERVATION_FILTERS, "format", "page"))
    codes = known_codes()
    require_code("programme", programme, codes.programmes)
    require_code("indicator", indicator, codes.units)
    require_code("area", area, codes.areas)
    require_code("sex", sex, (*SEXES, TOTAL))
    require_code("format", format, ("json",))
    require_period(period)
    given = {"programme": programme, "indicator": indicator, "area": area, "period": period, "sex": sex}
    found = published_observations(**{name: value for name, value in given.items() if value})
    return paged(found.order_by("programme", "indicator__code", "period", "area__code", "sex", "pk"), page, observation_json)


@router.get("/releases", summary="Every release: source, export, as-of date, checksum, rows")
def releases(request: HttpRequest, page: str = "1") -> dict[str, Any]:
    refuse_unknown(request, ("page",))
    return paged(shown_releases(), page, release_json)


def refuse_unknown(request: HttpRequest, names: Collection[str]) -> None:
    if unknown := set(request.GET) - set(names):
        raise HttpError(400, f"{len(unknown)} unknown parameter(s). Known are: {', '.join(names)}.")


def require_code(name: str, value: str, known: Collection[str]) -> None:
    if value and value not in known:
        listed = ", ".join(sorted(known)) if len(known) <= 60 else "ISO 3166-2 codes of provinces and P-codes of districts"
        raise HttpError(400, f"The {name} is not known. Known are: {listed}.")


def require_period(value: str) -> None:
    try:
        if value:
            parse(value)
    except ValueError:
        raise HttpError(400, "The period must read like 2025, 2025-Q1, 2025-03, FY2025, FY2025-H1 or FY2025-9M.") from None


def paged(rows, page: str, as_json) -> dict[str, Any]:
    paginator = Paginator(rows, PAGE_SIZE)
    if not (page.isascii() and page.isdecimal() and len(page) < 9 and 1 <= int(page) <= paginator.num_pages):
        raise HttpError(400, f"The page must be a number from 1 to {paginator.num_pages}.")
    return {
        "total": paginator.count,
        "page": int(page),
        "pages": paginator.num_pages,
        "results": [as_json(row) for row in paginator.page(int(page))],
    }


def observation_json(row: Observation) -> dict[str, Any]:
    """`value` is null where a small number is hidden: `status` then is suppressed."""
    return {
        "programme": row.programme,
        "indicator": row.indicator.code,
        "unit": row.indicator.unit,
        "definition": row.indicator.definition,
        "period": row.period,
        "area": row.area.iso_code or row.area.code,
        "area_name": row.area.name,
        "sex": row.sex,
        "age_band": row.age_band,
        "value": row.value,
        "status": row.status,
        "nature": row.get_nature_display(),
        "illustrative": shown_status(row) == "illustrative",
        "provenance": release_json(row.origin),
    }


def release_json(release: Release) -> dict[str, Any]:
    return {
        "release": release.pk,
        "registry": release.registry.code,
        "dataset": release.dataset,
        "export_id": release.export_id,
        "as_of": release.as_of,
        "sequence": release.sequence,
        "supersedes": release.supersedes or None,
        "sha256": release.sha256,
        "contract": release.contract,
        "rows": release.rows,
        "state": release.state,
        "illustrative": release.illustrative,
        "citation": release.citation or None,
        "notes": release.description or None,
        "published_at": release.published_at,
    }
