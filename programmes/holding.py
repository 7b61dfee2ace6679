"""What a data steward has to decide before an export is published."""

from collections.abc import Sequence
from datetime import datetime

import polars as pl
from django.utils import timezone

from gateway.taxonomy.models import Area
from programmes.basis import Basis
from programmes.models.datasets import DataSet
from programmes.models.statistics import Release
from programmes.registry.changes import large_changes
from programmes.registry.findings import MANIFEST, Finding
from programmes.registry.manifest import Manifest

STANDING = frozenset({"embargo-pending", "disclosure"})
"""What not even a sign-off overcomes, as long as it lasts."""
NEUTRAL = Finding("awaits-decision", MANIFEST)


def reasons(
    manifest: Manifest, figures: pl.DataFrame, basis: Basis, against: Sequence[Finding] = ()
) -> tuple[list[Finding], list[Finding]]:
    """All that a data steward has to decide, and what of it those may be told who may not know what waits for its hour.

    The second is worked out from what is public alone. It is neutral where the public knows of no reason, and a data set
    of which every release is signed off says the same, so that nobody can tell from it that something waits.
    `against` is what the audit found beside releases that wait.
    """
    told = reasons_to_hold(manifest, figures, manifest.path, Basis(embargoed=False))
    if not basis.embargoed:
        return told, told
    found = [*against, *reasons_to_hold(manifest, figures, manifest.path, basis)]
    known = {(finding.rule, finding.column) for finding in found}
    every = found + [finding for finding in told if (finding.rule, finding.column) not in known]
    if DataSet.objects.filter(registry__code=manifest.source, code=manifest.dataset, signed_off=True).exists():
        every.append(NEUTRAL)
    return every, told or ([NEUTRAL] if every else [])


def reasons_to_hold(manifest: Manifest, figures: pl.DataFrame, data_file: str, basis: Basis) -> list[Finding]:
    """As far as one basis has any."""
    found = []
    if (figures["conf_status"] == "F").any():
        found.append(Finding("awaits-sign-off", data_file, column="conf_status"))
    current = basis.current(manifest.source, manifest.dataset)
    if current is None:
        return found
    if is_overtaking(manifest.embargo_until, current, timezone.now()):
        found.append(Finding("embargo-pending", "datapackage.json", column="embargo_until"))
    if manifest.sequence <= current.sequence:
        found.append(Finding("older-sequence", "datapackage.json", column="sequence"))
    if manifest.as_of < current.as_of:
        found.append(Finding("older-as-of", "datapackage.json", column="as_of"))
    changes = large_changes(new_totals(figures), published_totals(current))
    return found + [Finding("large-change", data_file, column=indicator, count=count) for indicator, count in changes.items()]


def is_overtaking(embargo_until: datetime | None, current: Release, now: datetime) -> bool:
    """Whether it would be shown before the hour of the release that it is built on, and with it that one's figures."""
    return current.is_embargoed(now) and (embargo_until is None or embargo_until < current.embargo_until)


def new_totals(figures: pl.DataFrame) -> pl.DataFrame:
    provinces = list(Area.objects.filter(kind=Area.Kind.PROVINCE).values_list("iso_code", flat=True))
    totals = figures.filter(pl.col("area").is_in(provinces), sex="_T", age_band="_T")
    return totals.select("programme", "indicator", "unit", "area", "period", "value")


def published_totals(release: Release) -> pl.DataFrame:
    totals = release.observations.filter(area__kind=Area.Kind.PROVINCE, sex="_T", age_band="_T")
    rows = totals.values_list("programme", "indicator__code", "indicator__unit", "area__iso_code", "period", "value")
    columns = dict.fromkeys(("programme", "indicator", "unit", "area", "period"), pl.String) | {"value": pl.Int64}
    return pl.DataFrame(list(rows), schema=columns, orient="row")
