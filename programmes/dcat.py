"""The statistics in the site's catalogue of data: each data set of a registry, with its figures in each format of the API."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from gateway.pages.catalogue import AUTHORITY, Distribution, a_date, agent, dataset
from programmes.downloads import comma_separated, sdmx, workbook
from programmes.edition import edition
from programmes.models import Holding, Release
from programmes.provenance.freshness import Freshness, rows

FORMATS = {
    "json": ("application/json", "JSON", "JSON"),
    "csv": (comma_separated.CONTENT_TYPE, "CSV", "CSV"),
    "xlsx": (workbook.CONTENT_TYPE, "XLSX", "Workbook"),
    "sdmx-csv": (sdmx.CONTENT_TYPE, "CSV", "SDMX-CSV"),
}
FREQUENCIES = {"month": "MONTHLY", "quarter": "QUARTERLY", "half": "ANNUAL_2", "year": "ANNUAL", "once": "IRREG"}
DESCRIPTION = "Figures of {registry}: the programmes and indicators that the data set holds, each with its provenance."


def statistics_datasets(request: HttpRequest) -> Iterable[dict]:
    shown = Release.objects.in_bulk(edition())
    current = {(release.registry_id, release.dataset): release for release in shown.values()}
    held: dict[int, list[Holding]] = {}
    for holding in (
        Holding.objects.filter(release__in=shown).select_related("indicator").order_by("programme", "indicator__code")
    ):
        held.setdefault(holding.release_id, []).append(holding)
    for row in rows():
        release = row.dataset and current.get((row.registry.pk, row.dataset.code))
        if release and release.pk in held:
            yield _dataset(row, release, held[release.pk], request)


def _dataset(row: Freshness, release: Release, held: list[Holding], request: HttpRequest) -> dict:
    made_up = "Illustrative: made up for demonstration. " if release.illustrative else ""
    return dataset(
        request.build_absolute_uri(reverse("release", args=[release.pk])),
        {"en": row.dataset.title or row.dataset.code, "ur": row.dataset.title_ur},
        made_up + DESCRIPTION.format(registry=row.registry.label),
        _distributions(held, request),
        identifier=f"{row.registry.code}/{row.dataset.code}",
        issued=a_date(release.as_of.isoformat()),
        publisher=agent(row.registry.label),
        accrualPeriodicity={"@id": f"{AUTHORITY}frequency/{FREQUENCIES[row.dataset.frequency]}"},
        keyword=list(dict.fromkeys(holding.indicator.name for holding in held)),
    )


def _distributions(held: list[Holding], request: HttpRequest) -> Iterable[Distribution]:
    programmes = ",".join(dict.fromkeys(holding.programme for holding in held))
    indicators = ",".join(dict.fromkeys(holding.indicator.code for holding in held))
    for code, (media_type, file_type, title) in FORMATS.items():
        query = urlencode({"programme": programmes, "indicator": indicators, "format": code})
        address = request.build_absolute_uri(f"/api/statistics/observations?{query}")
        yield Distribution(address, media_type.partition(";")[0], file_type, title, is_download=code != "json")
