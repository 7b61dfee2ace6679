"""The figures on the screen as a file: exactly those, panel by panel, however their periods differ."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponseBase

from programmes.answering import as_json, attached, opened
from programmes.api_bodies import observation_bodies
from programmes.catalogue import VALUES, Catalogue
from programmes.cover import wording
from programmes.downloads.file_names import file_name
from programmes.explorer.panels import Panel
from programmes.explorer.reading import releases
from programmes.explorer.selection import Selection
from programmes.models.statistics import Observation
from programmes.registry import periods
from programmes.takeaway import written

FORMATS = (("csv", "CSV"), ("xlsx", "XLSX"), ("json", "JSON"), ("sdmx-csv", "SDMX-CSV"))
KINDS = {"yes": True, "no": False}


def download(
    request: HttpRequest, file_format: str, title: str, selection: Selection, panels: Iterable[Panel]
) -> HttpResponseBase:
    """`illustrative=no` leaves made-up figures out, `illustrative=yes` takes only them: each chart of a profile is of one kind."""
    kind = KINDS.get(request.GET.get("illustrative", ""))
    panels = [panel for panel in panels if kind in (None, panel.illustrative)]
    rows = [row for panel in panels for row in in_order(panel.observations, selection)]
    catalogue = Catalogue.read()
    figures = [tuple(getattr(row, name) for name in VALUES) for row in rows]
    name = file_name([selection.programmes, selection.indicators, [selection.state.by or "series"]], file_format)
    if file_format == "json":
        bodies = observation_bodies(figures, catalogue)
        answer = attached(as_json({"total": len(bodies), "page": 1, "pages": 1, "next": None, "results": bodies}), name)
    else:
        indicators = list({row.indicator_id: row.indicator for row in rows}.values())
        said = "; ".join(dict.fromkeys([title, *(panel.heading for panel in panels)]))
        address = request.build_absolute_uri(f"?{without_format(request)}")
        answer = written(
            request,
            file_format,
            name,
            catalogue.rows(figures),
            lambda: wording(said, indicators, address, releases(rows)),
        )
    answer.headers["X-Robots-Tag"] = "noindex"
    return opened(answer)


def without_format(request: HttpRequest) -> str:
    """What leads back to the view on the screen."""
    asked = request.GET.copy()
    asked.pop("format", None)
    asked.pop("illustrative", None)
    return asked.urlencode(safe=",")


def in_order(rows: Iterable[Observation], selection: Selection) -> list[Observation]:
    """Series after series, each along its time."""
    place = {area.pk: number for number, area in enumerate(selection.areas)}
    order = {code: number for number, code in enumerate(selection.indicators)}
    return sorted(
        rows,
        key=lambda row: (
            row.programme,
            order[row.indicator.code],
            place[row.area_id],
            row.sex,
            row.age_band,
            periods.parse(row.period),
        ),
    )
