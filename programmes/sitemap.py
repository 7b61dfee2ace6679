"""The statistics in the sitemap: explorer, releases, change log, and the figures that people look for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils import translation

from gateway.taxonomy.models import Area
from programmes.evidence.rows import Row, read, whole_counts
from programmes.figures import preferred
from programmes.links import area_code, figure_address
from programmes.models.statistics import Observation, Release
from programmes.provenance.changes import changes
from programmes.provenance.releases import shown_releases
from programmes.registry import periods

LANGUAGES = ("en", "ur")
Moment = date | datetime | None


@dataclass(frozen=True)
class Place:
    """A view's name and arguments, or a figure; what it says changed last `on` that day."""

    view: str
    arguments: tuple
    on: Moment

    def address(self, language: str) -> str:
        with translation.override(language):
            if self.view == "figure":
                return figure_address(*self.arguments)
            return reverse(self.view, args=self.arguments)


class StatisticsSitemap(Sitemap):
    """Each address in both languages. Of figures only the latest sourced totals of country and provinces: what is made up,
    hidden or planned nobody should find by a search, and the rest is one link away from these."""

    limit = 10_000

    @cached_property
    def releases(self) -> dict[int, Release]:
        return {release.pk: release for release in shown_releases()}

    def items(self) -> list[tuple[str, Place]]:
        places = [*self.lists(), *self.release_pages(), *self.figures()]
        return [(language, place) for place in places for language in LANGUAGES]

    def lists(self) -> Iterator[Place]:
        if self.releases:
            newest = next(iter(self.releases.values())).appeared
            yield from (Place(view, (), newest) for view in ("explore", "releases"))
            yield Place("statistics_changes", (), changes()[0].at)

    def release_pages(self) -> Iterator[Place]:
        for release in self.releases.values():
            withdrawn = release.state == Release.State.WITHDRAWN
            yield Place("release", (release.pk,), (release.decided_at if withdrawn else None) or release.appeared)

    def figures(self) -> Iterator[Place]:
        for row in latest_totals():
            where = (row.programme, row.indicator.code, area_code(row.area), row.period)
            yield Place("figure", where, self.releases[row.origin_id].appeared if row.origin_id in self.releases else None)

    def location(self, item: tuple[str, Place]) -> str:
        language, place = item
        return place.address(language)

    def lastmod(self, item: tuple[str, Place]) -> Moment:
        return item[1].on

    def get_urls(self, page=1, site=None, protocol=None) -> list[dict]:
        root = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        urls = super().get_urls(page, site, protocol)
        for url in urls:
            _language, place = url["item"]
            url["alternates"] = [{"lang_code": code, "location": root + place.address(code)} for code in LANGUAGES]
        return urls


def latest_totals() -> list[Row]:
    """Of each programme, indicator and area its latest period, one figure a cell."""
    wide = whole_counts().filter(area__kind__in=[Area.Kind.COUNTRY, Area.Kind.PROVINCE], origin__illustrative=False)
    rows = preferred(read(wide.filter(value__isnull=False).exclude(nature=Observation.Nature.FORECAST)))
    found = {
        (row.programme, row.indicator_id, row.area_id): row for row in sorted(rows, key=lambda row: periods.parse(row.period))
    }
    return list(found.values())
