"""Every release and its particulars: the page behind each number's proof."""

from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gateway.pages.links import PageLink, page_links
from programmes.figures import provenance_text
from programmes.models.index_pages import StatisticsIndexPage
from programmes.models.statistics import Indicator, ProgrammeCode, Release
from programmes.provenance.releases import shown_releases


def release_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(shown_releases(), 50).get_page(request.GET.get("page"))
    return render(request, "programmes/release_list.html", {"paginator_page": page, "breadcrumb": way_to_statistics(request)})


def way_to_statistics(request: HttpRequest) -> list[PageLink]:
    index = StatisticsIndexPage.objects.filter(locale__language_code="en").first()
    return page_links(index.get_ancestors(inclusive=True).filter(depth__gt=1), request.user) if index else []


def release_detail(request: HttpRequest, pk: int) -> HttpResponse:
    release = get_object_or_404(shown_releases(), pk=pk)
    context = {
        "release": release,
        "breadcrumb": way_to_statistics(request),
        "rows": particulars(release),
        "contents": contents(release),
        "citation": citation(release, request),
        "json_ld": dataset_json_ld(release, request),
    }
    return render(request, "programmes/release_detail.html", context)


def release_feed(request: HttpRequest) -> HttpResponse:
    """The newest releases as Atom."""
    feed = Atom1Feed(
        title=_("Releases of statistics"),
        link=request.build_absolute_uri(reverse("releases")),
        description=_("Every export of a registry that has been published."),
        feed_url=request.build_absolute_uri(),
    )
    for release in shown_releases()[:50]:
        feed.add_item(
            title=release.dataset,
            link=request.build_absolute_uri(reverse("release", args=[release.pk])),
            description=provenance_text(release),
            pubdate=release.published_at,
            updateddate=release.published_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def particulars(release: Release) -> list[tuple[str, str]]:
    """The release's facts in the reader's words; those that it lacks are left out."""
    rows = [
        (_("Registry"), release.registry.label),
        (_("Source"), release.citation),
        (_("Notes"), release.description),
        (_("Export"), release.export_id),
        (_("Corrects the export"), release.supersedes),
        (_("As of"), date_format(release.as_of)),
        (_("Received"), date_format(release.received_at.date())),
        (_("Published"), date_format(release.published_at.date()) if release.published_at else ""),
        (_("State"), release.get_state_display()),
        (_("Rows, rounded"), f"{release.rows:,}"),
        (_("Signed off by"), release.signed_off_by),
        (_("Checksum (SHA-256)"), release.sha256),
        (_("Version of the contract"), release.contract),
    ]
    return [(label, value) for label, value in rows if value]


@dataclass(frozen=True)
class Content:
    """How many figures of one indicator a release holds for a programme."""

    programme: str
    indicator: str
    unit: str
    figures: int


def contents(release: Release) -> list[Content]:
    counted = (
        release.observations.values("programme", "indicator").annotate(figures=Count("pk")).order_by("programme", "indicator")
    )
    indicators, names = Indicator.objects.in_bulk(), {row.code: row.label for row in ProgrammeCode.objects.all()}
    return [
        Content(
            names.get(row["programme"], row["programme"]),
            indicators[row["indicator"]].label,
            indicators[row["indicator"]].get_unit_display(),
            row["figures"],
        )
        for row in counted
    ]


def citation(release: Release, request: HttpRequest) -> str:
    return _("%(source)s. Data set %(dataset)s, as of %(date)s, export %(export)s. %(site)s, %(address)s") % {
        "source": release.citation or release.registry.label,
        "dataset": release.dataset,
        "date": date_format(release.as_of),
        "export": release.export_id,
        "site": _(settings.WAGTAIL_SITE_NAME),
        "address": request.build_absolute_uri(request.path),
    }


def dataset_json_ld(release: Release, request: HttpRequest) -> dict:
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": release.dataset,
        "identifier": release.export_id,
        "description": release.description or release.citation or release.registry.name,
        "temporalCoverage": release.as_of.isoformat(),
        "datePublished": release.published_at.date().isoformat() if release.published_at else None,
        "creator": {"@type": "Organization", "name": release.registry.name},
        "spatialCoverage": "Pakistan",
        "url": request.build_absolute_uri(request.path),
    }
