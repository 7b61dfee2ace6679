"""How fresh each registry's data are, and what is overdue by the data set's own calendar."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes.models.datasets import DataSet
from programmes.models.statistics import Registry, Release
from programmes.provenance import calendar
from programmes.provenance.releases import shown_releases


@dataclass(frozen=True)
class Freshness:
    """One data set of a registry; `dataset` and `release` are None for a registry that has published nothing yet."""

    registry: Registry
    dataset: DataSet | None = None
    release: Release | None = None
    next_due: date | None = None
    overdue_since: date | None = None

    @property
    def title(self) -> str:
        return self.dataset.label if self.dataset else self.registry.label

    @property
    def received(self) -> date | None:
        return timezone.localdate(self.release.received_at) if self.release else None

    @property
    def is_overdue(self) -> bool:
        return self.overdue_since is not None

    @property
    def is_expected(self) -> bool:
        """Whether something is awaited: by a calendar, or because nothing ever came."""
        return self.next_due is not None or self.release is None

    @property
    def standing(self) -> str:
        """When the next export is expected, or since when it has been overdue, in words."""
        if self.overdue_since:
            return _("overdue since %(date)s") % {"date": date_format(self.overdue_since, "DATE_FORMAT")}
        if self.next_due:
            return _("expected by %(date)s") % {"date": date_format(self.next_due, "DATE_FORMAT")}
        return _("no fixed time") if self.release else _("nothing published yet")


def rows(today: date | None = None) -> list[Freshness]:
    """Every registry and data set that the public may know of, with three queries.

    What a calendar expects comes first, the overdue before all, illustrative ones last; then registries that were never
    heard of; then what no calendar expects.

    What is held or under embargo does not count as arrived: the difference would give it away.
    """
    today = today or timezone.localdate()
    known = [freshness(dataset, release, today) for dataset, release in latest_releases()]
    published = {row.registry.pk for row in known}
    silent = [Freshness(registry) for registry in Registry.objects.filter(illustrative=False) if registry.pk not in published]
    known.sort(key=order)
    return [row for row in known if row.is_expected] + silent + [row for row in known if not row.is_expected]


def order(row: Freshness) -> tuple:
    return row.registry.illustrative, not row.is_overdue, row.registry.label, -row.release.as_of.toordinal(), row.title


def freshness(dataset: DataSet, release: Release, today: date) -> Freshness:
    calendar_of = (release.as_of, dataset.frequency, dataset.days_allowed)
    return Freshness(
        dataset.registry, dataset, release, calendar.next_due(*calendar_of), calendar.overdue_since(*calendar_of, today)
    )


def latest_releases() -> list[tuple[DataSet, Release]]:
    """Each data set with the release of the latest as-of date, superseded by a correction of older figures or not."""
    standing = shown_releases().exclude(state=Release.State.WITHDRAWN)
    own = standing.filter(registry=OuterRef("registry"), dataset=OuterRef("code"))
    found: QuerySet[DataSet] = DataSet.objects.select_related("registry").annotate(
        latest=Subquery(own.order_by("-as_of", "-sequence", "-pk").values("pk")[:1])
    )
    datasets = [dataset for dataset in found if dataset.latest]
    releases = Release.objects.select_related("registry").in_bulk([dataset.latest for dataset in datasets])
    return [(dataset, releases[dataset.latest]) for dataset in datasets]
