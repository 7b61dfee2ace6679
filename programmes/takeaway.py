"""Whole selections as files: CSV and SDMX-CSV as streams, a workbook through a file on disk."""

from collections.abc import Mapping
from functools import partial
from typing import IO

from django.http import HttpRequest
from django.utils import timezone

from programmes.answering import Answer, stored, streamed
from programmes.asking import Asked, Refused
from programmes.catalogue import Catalogue
from programmes.cover import wording
from programmes.downloads import comma_separated, sdmx, workbook
from programmes.downloads.file_names import file_name
from programmes.downloads.sdmx import code_of
from programmes.downloads.structure import structure_message
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
    if asked.file_format in TEXTS:
        lines, content_type = TEXTS[asked.file_format]
        return lambda: streamed(request, lines(catalogue.rows(stream(asked, catalogue, numbers))), content_type, name)
    if sum(numbers.values()) > workbook.MOST_ROWS:
        most = f"{workbook.MOST_ROWS:,}"
        raise Refused("format", f"A workbook holds at most {most} figures; this selection has more. Take format=csv.", ["csv"])
    return lambda: stored(request, partial(write, request, asked, catalogue, numbers), workbook.CONTENT_TYPE, name)


def write(request: HttpRequest, asked: Asked, catalogue: Catalogue, numbers: Mapping[int, int], file: IO[bytes]) -> None:
    sources = [catalogue.releases[key] for key in origins(asked, catalogue, numbers) if key in catalogue.releases]
    said = wording(asked, catalogue, request.build_absolute_uri(), sources)
    workbook.write_workbook(file, said, catalogue.rows(stream(asked, catalogue, numbers)))


def name_parts(asked: Asked) -> list[tuple[str, ...]]:
    bounds = [(f"from-{asked.earliest}",)] if asked.earliest else []
    bounds += [(f"to-{asked.latest}",)] if asked.latest else []
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
