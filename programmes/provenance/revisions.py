"""What a figure said before: every release of its data set that gave it another value, and why."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db.models import F
from django.utils.translation import get_language, gettext as _

from programmes.models.statistics import Observation, Release
from programmes.provenance.cells import Cell
from programmes.provenance.releases import described, shown_releases
from programmes.wording import value_label


@dataclass(frozen=True)
class Revision:
    before: str
    after: str
    on: datetime
    reason: str
    reason_language: str
    release: Release


def revisions(cell: Cell, row: Observation) -> list[Revision]:
    """The latest first. What a withdrawn release said is not repeated, and what is under embargo not said."""
    known = shown_releases().filter(registry=row.origin.registry_id, dataset=row.origin.dataset)
    releases = {release.pk: release for release in known.exclude(state=Release.State.WITHDRAWN)}
    said = cell.everything_said().filter(origin__in=releases, release=F("origin")).values_list("origin", "value")
    in_order = sorted(said, key=lambda one: (releases[one[0]].appeared, one[0]))
    found = [revision(cell, old, new, releases[key]) for (_key, old), (key, new) in pairwise(in_order) if old != new]
    return found[::-1]


def revision(cell: Cell, old: int | None, new: int | None, release: Release) -> Revision:
    unit = cell.indicator.unit
    return Revision(value_label(old, unit), value_label(new, unit), release.appeared, *reason(release), release)


def reason(release: Release) -> tuple[str, str]:
    """Why a release says something else than the one before it, and the language of the words."""
    if release.reason:
        return release.why
    language = get_language() or "en"
    if release.supersedes:
        return _("the registry corrected its export %(export)s") % {"export": release.supersedes}, language
    return _("a later export of the same data set gives another value"), language


def last_word(cell: Cell) -> Release | None:
    """The release that last held a cell which no published release holds any more."""
    said = cell.everything_said().filter(release=F("origin")).values("origin")
    release = shown_releases().filter(pk__in=said).first()
    return described([release])[0] if release else None
