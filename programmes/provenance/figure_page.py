"""The permanent page of one figure: the number with its proof, what it means, what it said before, what is around it."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes.figures import figure
from programmes.links import area_code
from programmes.models.statistics import Observation, Release
from programmes.provenance.cells import Cell, asked_cell
from programmes.provenance.data_links import data_links
from programmes.provenance.facts import release_facts
from programmes.provenance.lines import full_line
from programmes.provenance.neighbours import neighbourhoods
from programmes.provenance.releases import described, shown_releases
from programmes.provenance.revisions import last_word, revisions
from programmes.provenance.sources import linked
from programmes.provenance.way import programme_link, way_to_statistics
from programmes.provenance.words import marks
from programmes.registry.codes import TOTAL
from programmes.wording import indicator_label, period_label, value_label


def figure_page(request: HttpRequest, programme: str, indicator: str, area: str, period: str) -> HttpResponse:
    cell = asked_cell(request, programme, indicator, area, period)
    row = cell.row
    if row is None:
        return former_figure(request, cell)
    release = described(shown_releases().filter(pk=row.origin_id))[0]
    name, address = programme_link(programme, request)
    said_before = revisions(cell, row)
    context = {
        "cell": cell,
        "programme": (name, address),
        "breadcrumb": way_to_statistics(request),
        "figure": figure(row),
        "marks": list(marks(row, was_revised=bool(said_before))),
        "release": release,
        "facts": release_facts(release),
        "notes": linked(release.notes[0]),
        "notes_language": release.notes[1],
        "revisions": said_before,
        "rivals": [(full_line(rival), rival.origin) for rival in cell.rivals],
        "neighbourhoods": neighbourhoods(cell),
        "citation": citation(cell, row, name, request),
        "explorer_query": explorer_query(cell),
        "data_links": data_links(**series_query(cell)),
        "json_ld": observation_json_ld(cell, row, name, request),
    }
    return render(request, "programmes/figure_detail.html", context)


def former_figure(request: HttpRequest, cell: Cell) -> HttpResponse:
    """A figure that was published once says so, and why it is not any more; one that never was is not found."""
    release = last_word(cell)
    name, address = programme_link(cell.programme, request)
    context = {"cell": cell, "release": release, "programme": (name, address), "breadcrumb": way_to_statistics(request)}
    return render(request, "programmes/figure_gone.html" if release else "404.html", context, status=410 if release else 404)


def citation(cell: Cell, row: Observation, programme: str, request: HttpRequest) -> str:
    words = _(
        "%(source)s. %(figure)s, %(programme)s, %(where)s, %(period)s: %(value)s %(unit)s. "
        "As of %(date)s, export %(export)s. %(site)s, %(address)s"
    )
    return words % {
        "source": row.origin.citation or row.origin.registry.label,
        "figure": indicator_label(row),
        "programme": programme,
        "where": cell.where,
        "period": period_label(row.period),
        "value": value_label(row.value, cell.indicator.unit),
        "unit": cell.indicator.get_unit_display(),
        "date": date_format(row.origin.as_of, "DATE_FORMAT"),
        "export": row.origin.export_id,
        "site": _(settings.WAGTAIL_SITE_NAME),
        "address": request.build_absolute_uri(cell.address),
    }


def series_query(cell: Cell) -> dict[str, str]:
    """The cell in all its periods."""
    return {
        "programme": cell.programme,
        "indicator": cell.indicator.code,
        "area": area_code(cell.area),
        "sex": cell.sex,
        "age": cell.age_band,
    }


def explorer_query(cell: Cell) -> str:
    return urlencode({name: code for name, code in series_query(cell).items() if code != TOTAL})


def observation_json_ld(cell: Cell, row: Observation, programme: str, request: HttpRequest) -> dict:
    """After schema.org: an observation about a place, on the last day of its period, based on a release."""
    release: Release = row.origin
    return {
        "@context": "https://schema.org",
        "@type": "Observation",
        "name": f"{cell.indicator.name}, {programme}",
        "url": request.build_absolute_uri(cell.address),
        "observationAbout": {"@type": "AdministrativeArea", "name": cell.area.name, "identifier": area_code(cell.area)},
        "observationDate": cell.period_end.isoformat(),
        "measuredProperty": {
            "@type": "Property",
            "name": cell.indicator.name,
            "identifier": cell.indicator.code,
            "description": cell.indicator.definition,
        },
        **({"value": row.value} if row.value is not None else {}),
        "unitText": cell.indicator.unit,
        "isBasedOn": {
            "@type": "Dataset",
            "name": release.dataset,
            "identifier": release.export_id,
            "url": request.build_absolute_uri(figure(row).provenance_url),
        },
    }
