"""Whole selections as files: CSV and SDMX-CSV as streams, a workbook through a file on disk."""

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from programmes.answering import Answer, stored, streamed
from programmes.asking import Asked, Refused
from programmes.catalogue import Catalogue
from programmes.cover import selection_words, wording
from programmes.downloads import comma_separated, sdmx, workbook
from programmes.downloads.file_names import file_name
from programmes.downloads.rows import Row
from programmes.downloads.sdmx import code_of
from programmes.downloads.structure import structure_message
from programmes.downloads.workbook import Wording
from programmes.links import area_code
from programmes.models import Registry
from programmes.selecting import counts, origins, stream

TEXTS = {
    "csv": (comma_separated.csv_lines, comma_separated.CONTENT_TYPE),
    "sdmx-csv": (sdmx.sdmx_lines, sdmx.CONTENT_TYPE),
}


def prepared(request: HttpRequest, asked: Asked, catalogue: Catalogue) -> Answer:
    numbers = counts(asked, catalogue)
    name = file_name(name_parts(asked), asked.file_format)
    if asked.file_format == "xlsx" and sum(numbers.values()) > workbook.MOST_ROWS:
        most = f"{workbook.MOST_ROWS:,}"
        raise Refused("format", f"A workbook holds at most {most} figures; this selection has more. Take format=csv.", ["csv"])

    def said() -> Wording:
        indicators = [row for row in catalogue.indicators.values() if not asked.indicator or row.code in asked.indicator]
        sources = [catalogue.releases[key] for key in origins(asked, catalogue, numbers) if key in catalogue.releases]
        return wording(selection_words(asked), indicators, request.build_absolute_uri(), sources)

    return lambda: written(request, asked.file_format, name, catalogue.rows(stream(asked, catalogue, numbers)), said)


def written(
    request: HttpRequest, file_format: str, name: str, rows: Iterable[Row], said: Callable[[], Wording]
) -> HttpResponseBase:
    """Text goes out as it is read; `said` is asked for a workbook only."""
    if file_format in TEXTS:
        lines, content_type = TEXTS[file_format]
        return streamed(request, lines(rows), content_type, name)
    return stored(request, lambda file: workbook.write_workbook(file, said(), rows), workbook.CONTENT_TYPE, name)


def name_parts(asked: Asked) -> list[tuple[str, ...]]:
    bounds = [(f"from-{asked.earliest}",)] if asked.earliest else []
    bounds += [(f"to-{asked.latest}",)] if asked.latest else []
    bounds += [(f"release-{asked.release}",)] if asked.release else []
    return [*asked.filters.values(), *bounds]


def structure(catalogue: Catalogue) -> dict:
    """The SDMX data structure with the codes that are known today."""
    registries = {row.code: row.name for row in Registry.objects.order_by("code")}
    lists = {
        "REGISTRY": registries,
        "DATA_SET": {release.dataset: release.dataset for release in catalogue.releases.values()},
        "PROGRAMME": {code: catalogue.programme_name(code) for code in catalogue.programmes},
        "INDICATOR": {row.code: row.name for row in catalogue.indicators.values()},
        "REF_AREA": {area_code(area): area.name for area in catalogue.areas.values()},
        "UNIT_MEASURE": {code_of(row.unit): str(row.get_unit_display()) for row in catalogue.indicators.values()},
    }
    return structure_message(lists, timezone.now().isoformat(timespec="seconds"))
