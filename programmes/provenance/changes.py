"""The public change log: publications, revisions, withdrawals and changes of method, in the order of their days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import get_language, gettext as _, gettext_lazy

from programmes.models.statistics import Observation, Release
from programmes.provenance.methods import METHODS, Method
from programmes.provenance.movements import Movement, Names, movements_of
from programmes.provenance.releases import described, shown_releases
from programmes.provenance.revisions import reason


class Kind(StrEnum):
    PUBLISHED = "published"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"
    METHOD = "method"


KINDS = {
    Kind.PUBLISHED: gettext_lazy("published"),
    Kind.REVISED: gettext_lazy("revised"),
    Kind.WITHDRAWN: gettext_lazy("withdrawn"),
    Kind.METHOD: gettext_lazy("change of method"),
}
MOST_MOVEMENTS = 3


@dataclass(frozen=True)
class Change:
    """One line of the log. A change of method has no release, every other change no method."""

    kind: Kind
    at: datetime
    release: Release | None = None
    method: Method | None = None
    movements: list[Movement] = field(default_factory=list)

    @property
    def kind_label(self) -> str:
        return str(KINDS[self.kind])

    @property
    def title(self) -> str:
        return self.release.title if self.release else _("Method %(version)s") % {"version": self.method.version}

    @property
    def words(self) -> str:
        """Why, as far as it is known."""
        return self._why[0]

    @property
    def words_language(self) -> str:
        return self._why[1]

    @property
    def _why(self) -> tuple[str, str]:
        if self.method:
            return str(self.method.change), get_language() or "en"
        return reason(self.release) if self.kind == Kind.REVISED else self.release.why


@dataclass(frozen=True)
class Filters:
    """What a reader asks the log for: a data set's code, a programme's, a kind of change."""

    dataset: str = ""
    programme: str = ""
    kind: str = ""


EVERYTHING = Filters()


def changes(filters: Filters = EVERYTHING) -> list[Change]:
    """Every change that the filters admit, the latest first, its release not yet read: see `with_releases`."""
    found = [change for row in skeleton(filters) for change in changes_of(row)]
    if not filters.dataset and not filters.programme:
        found += [Change(Kind.METHOD, midnight(method.since), method=method) for method in METHODS]
    admitted = [change for change in found if not filters.kind or change.kind == filters.kind]
    return sorted(admitted, key=lambda change: change.at, reverse=True)


def skeleton(filters: Filters) -> QuerySet[Release]:
    """Of each release only what the order of the log needs."""
    releases = shown_releases().select_related(None).filter(published_at__isnull=False)
    if filters.dataset:
        releases = releases.filter(dataset=filters.dataset)
    if filters.programme:
        own = Observation.objects.filter(origin=OuterRef("pk"), programme=filters.programme)
        releases = releases.filter(Exists(own))
    return releases.only("pk", "state", "supersedes", "moved", "published_at", "decided_at")


def changes_of(release: Release) -> list[Change]:
    kind = Kind.REVISED if release.supersedes or release.moved else Kind.PUBLISHED
    found = [Change(kind, release.appeared, release)]
    if release.state == Release.State.WITHDRAWN:
        found.append(Change(Kind.WITHDRAWN, release.decided_at or release.appeared, release))
    return found


def with_releases(chosen: Iterable[Change]) -> list[Change]:
    """The changes of one page of the log, ready to be shown; a fixed number of queries."""
    chosen = list(chosen)
    wanted = {change.release.pk for change in chosen if change.release}
    releases = {release.pk: release for release in described(shown_releases().filter(pk__in=wanted))}
    names = Names.read()
    return [told(change, releases, names) for change in chosen if not change.release or change.release.pk in releases]


def told(change: Change, releases: Mapping[int, Release], names: Names) -> Change:
    if not change.release:
        return change
    release = releases[change.release.pk]
    moved = movements_of(release, names, MOST_MOVEMENTS) if change.kind == Kind.REVISED else []
    return replace(change, release=release, movements=moved)


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
