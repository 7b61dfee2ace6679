"""Every release: the list, its feed, and the page behind each number's proof."""

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes.downloads import workbook
from programmes.figures import provenance_text
from programmes.models.statistics import Observation, Release
from programmes.provenance import freshness
from programmes.provenance.contents import Content, contents, figures_of
from programmes.provenance.data_links import data_links
from programmes.provenance.facts import release_facts
from programmes.provenance.filters import Chosen, chosen_filters, dataset_choices, registry_choices, seen_releases
from programmes.provenance.lines import FullLine, full_line
from programmes.provenance.movements import Names, movements_of
from programmes.provenance.releases import described, in_state, shown_releases, standing_label
from programmes.provenance.sources import linked
from programmes.provenance.way import way_to_statistics

STATES = (Release.State.PUBLISHED, Release.State.SUPERSEDED, Release.State.WITHDRAWN)
A_PAGE, FIGURES_A_PAGE, MOST_MOVEMENTS, IN_FEED = 50, 100, 20, 50


def release_list(request: HttpRequest) -> HttpResponse:
    chosen = asked(request)
    page = Paginator(filtered(**chosen.values), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "paginator_page": page,
        "releases": [(release, linked(release.citation)) for release in described(page.object_list)],
        "filters": chosen,
        "freshness": freshness.rows(),
        "breadcrumb": way_to_statistics(request),
    }
    return render(request, "programmes/release_list.html", context)


def asked(request: HttpRequest) -> Chosen:
    seen = seen_releases()
    return chosen_filters(
        request.GET,
        ("registry", _("Registry"), registry_choices(seen)),
        ("dataset", _("Data set"), dataset_choices(seen)),
        ("state", _("State"), [(state.value, standing_label(state)) for state in STATES]),
    )


def filtered(registry: str, dataset: str, state: str) -> QuerySet[Release]:
    releases = shown_releases()
    if registry:
        releases = releases.filter(registry__code=registry)
    if dataset:
        releases = releases.filter(dataset=dataset)
    return in_state(releases, state) if state else releases


def release_detail(request: HttpRequest, pk: int) -> HttpResponse:
    release = described([get_object_or_404(shown_releases(), pk=pk)])[0]
    history = described(shown_releases().filter(registry=release.registry_id, dataset=release.dataset))
    held = contents(release)
    chosen = chosen_content(held, request)
    context = {
        "release": release,
        "breadcrumb": way_to_statistics(request),
        "rows": release_facts(release, next((row for row in history if row.export_id == release.supersedes), None)),
        "notes": linked(release.notes[0]),
        "notes_language": release.notes[1],
        "source": linked(release.citation),
        "contents": held,
        "whole": whole_release(release, held),
        "chosen": chosen,
        "history": history,
        "movements": movements_of(release, Names.read(), MOST_MOVEMENTS) if release.moved else [],
        "citation": citation(release, request),
        "json_ld": dataset_json_ld(release, request),
        **figure_lines(release, chosen, request),
    }
    return render(request, "programmes/release_detail.html", context)


def chosen_content(held: list[Content], request: HttpRequest) -> Content | None:
    """The figures that the reader asked for, or else the first ones."""
    asked_for = (request.GET.get("programme"), request.GET.get("indicator"))
    return next((content for content in held if content.codes == asked_for), held[0] if held else None)


def figure_lines(release: Release, chosen: Content | None, request: HttpRequest) -> dict:
    if chosen is None:
        return {}
    page: Page = Paginator(figures_of(release, chosen), FIGURES_A_PAGE).get_page(request.GET.get("page"))
    programme, indicator = chosen.codes
    return {
        "paginator_page": page,
        "lines": [line_with_origin(row, release) for row in page.object_list],
        "data_links": data_links(programme=programme, indicator=indicator, release=release.pk),
    }


def whole_release(release: Release, held: list[Content]) -> list[tuple[str, str]]:
    """All that it holds, in each format that takes so many figures."""
    fits = sum(content.figures for content in held) <= workbook.MOST_ROWS
    return [link for link in data_links(release=release.pk) if fits or link[0] != "XLSX"] if held else []


def line_with_origin(row: Observation, release: Release) -> tuple[FullLine, Release | None]:
    """The figure, and the earlier release that it was carried over from, if it was."""
    return full_line(row), row.origin if row.origin_id != release.pk else None


def release_feed(request: HttpRequest) -> HttpResponse:
    """The newest releases as Atom."""
    feed = Atom1Feed(
        title=_("Releases of statistics"),
        link=request.build_absolute_uri(reverse("releases")),
        description=_("Every export of a registry that has been published."),
        feed_url=request.build_absolute_uri(),
    )
    for release in described(shown_releases()[:IN_FEED]):
        feed.add_item(
            title=release.title,
            link=request.build_absolute_uri(reverse("release", args=[release.pk])),
            description=f"{provenance_text(release)} ({release.standing_label})",
            pubdate=release.appeared,
            updateddate=release.appeared,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def citation(release: Release, request: HttpRequest) -> str:
    return _("%(source)s. Data set %(dataset)s, as of %(date)s, export %(export)s. %(site)s, %(address)s") % {
        "source": release.citation or release.registry.label,
        "dataset": release.title,
        "date": date_format(release.as_of, "DATE_FORMAT"),
        "export": release.export_id,
        "site": _(settings.WAGTAIL_SITE_NAME),
        "address": request.build_absolute_uri(request.path),
    }


def dataset_json_ld(release: Release, request: HttpRequest) -> dict:
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": release.title,
        "identifier": release.export_id,
        "description": release.description or release.citation or release.registry.name,
        "temporalCoverage": release.as_of.isoformat(),
        "datePublished": release.appeared.date().isoformat() if release.appeared else None,
        "version": str(release.sequence),
        "creator": {"@type": "Organization", "name": release.registry.name},
        "spatialCoverage": "Pakistan",
        "url": request.build_absolute_uri(request.path),
    }
