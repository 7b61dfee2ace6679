"""Writes a complete release beside the published one, and moves the pointer."""

from collections.abc import Iterable
from datetime import datetime

import polars as pl
from django.db import transaction
from django.utils import timezone

from gateway.taxonomy.models import Area
from programmes.models.statistics import CurrentRelease, Indicator, Observation, Registry, Release
from programmes.registry.changes import large_changes
from programmes.registry.findings import Finding
from programmes.registry.manifest import Manifest
from programmes.registry.protect import rounded_rows

BATCH = 2000
Status = Observation.Status


def describe(manifest: Manifest, findings: Iterable[Finding], state: Release.State, signed_off_by: str = "") -> Release:
    """The release's own row, not saved yet."""
    registry = Registry.objects.get(code=manifest.source)
    return Release(
        registry=registry,
        dataset=manifest.dataset,
        export_id=manifest.export_id,
        kind=manifest.kind,
        as_of=manifest.as_of,
        sequence=manifest.sequence,
        supersedes=manifest.supersedes,
        sha256=manifest.sha256,
        contract="1.0",
        covers=[list(item) for item in manifest.covers],
        rows=rounded_rows(manifest.rows),
        state=state,
        report={"checks": [finding.as_json() for finding in findings]},
        embargo_until=manifest.embargo_until,
        citation=manifest.citation,
        description=manifest.description,
        illustrative=registry.illustrative,
        signed_off_by=signed_off_by,
    )


def current_release(source: str, dataset: str) -> Release | None:
    pointer = CurrentRelease.objects.filter(registry__code=source, dataset=dataset).select_related("release").first()
    return pointer.release if pointer else None


def reasons_to_hold(manifest: Manifest, figures: pl.DataFrame, data_file: str) -> list[Finding]:
    """What a data steward has to decide, given what is published now."""
    found = []
    if (figures["conf_status"] == "F").any():
        found.append(Finding("awaits-sign-off", data_file, column="conf_status"))
    current = current_release(manifest.source, manifest.dataset)
    if current is None:
        return found
    if manifest.sequence <= current.sequence:
        found.append(Finding("older-sequence", "datapackage.json", column="sequence"))
    if manifest.as_of < current.as_of:
        found.append(Finding("older-as-of", "datapackage.json", column="as_of"))
    changes = large_changes(new_totals(figures), published_totals(current))
    return found + [Finding("large-change", data_file, column=indicator, count=count) for indicator, count in changes.items()]


def new_totals(figures: pl.DataFrame) -> pl.DataFrame:
    provinces = list(Area.objects.filter(kind=Area.Kind.PROVINCE).values_list("iso_code", flat=True))
    totals = figures.filter(pl.col("area").is_in(provinces), sex="_T", age_band="_T")
    return totals.select("programme", "indicator", "area", "period", "value")


def published_totals(release: Release) -> pl.DataFrame:
    totals = release.observations.filter(area__kind=Area.Kind.PROVINCE, sex="_T", age_band="_T")
    rows = totals.values_list("programme", "indicator__code", "area__iso_code", "period", "value")
    columns = dict.fromkeys(("programme", "indicator", "area", "period"), pl.String) | {"value": pl.Int64}
    return pl.DataFrame(list(rows), schema=columns, orient="row")


def store(release: Release, figures: pl.DataFrame) -> None:
    """Writes the release with its own, protected figures; nothing points to it yet."""
    release.save()
    areas = area_keys()
    indicators = dict(Indicator.objects.values_list("code", "pk"))
    before = replaced_values(release) if release.supersedes else {}
    observations = [
        Observation(
            release=release,
            origin=release,
            programme=row["programme"],
            indicator_id=indicators[row["indicator"]],
            period=row["period"],
            area_id=areas[row["area"]],
            sex=row["sex"],
            age_band=row["age_band"],
            value=row["value"],
            status=status(row, release, before, indicators, areas),
            nature=row["obs_status"],
        )
        for row in figures.iter_rows(named=True)
    ]
    Observation.objects.bulk_create(observations, batch_size=BATCH)


def area_keys() -> dict[str, int]:
    keys: dict[str, int] = {}
    for pk, code, iso_code in Area.objects.values_list("pk", "code", "iso_code"):
        keys |= {code: pk} | ({iso_code: pk} if iso_code.startswith("PK-") else {})
    return keys


def replaced_values(release: Release) -> dict[tuple, int | None]:
    current = current_release(release.registry.code, release.dataset)
    if current is None:
        return {}
    cells = ("programme", "indicator_id", "period", "area_id", "sex", "age_band", "value")
    return {tuple(cell): value for *cell, value in current.observations.values_list(*cells)}


def status(row: dict, release: Release, before: dict, indicators: dict, areas: dict) -> str:
    if row["value"] is None:
        return Status.SUPPRESSED
    if release.illustrative:
        return Status.ILLUSTRATIVE
    cell = (row["programme"], indicators[row["indicator"]], row["period"], areas[row["area"]], row["sex"], row["age_band"])
    if cell in before and before[cell] != row["value"]:
        return Status.REVISED
    if row["conf_status"] == "F":
        return Status.QUOTED
    return Status.PROVISIONAL if row["obs_status"] == "P" else Status.NORMAL


@transaction.atomic
def publish(release: Release, *, signed_off_by: str = "") -> None:
    """Carries over what the release does not cover, then moves the pointer."""
    pointer = (
        CurrentRelease.objects.filter(registry=release.registry, dataset=release.dataset).select_related("release").first()
    )
    now = timezone.now()
    if pointer:
        carry_over(pointer.release, release)
        pointer.release.state = Release.State.SUPERSEDED
        pointer.release.save(update_fields=["state"])
    CurrentRelease.objects.update_or_create(
        registry=release.registry,
        dataset=release.dataset,
        defaults={"release": release, "previous": shown_meanwhile(pointer, release, now)},
    )
    release.state, release.published_at = Release.State.PUBLISHED, now
    release.signed_off_by = signed_off_by or release.signed_off_by
    release.save(update_fields=["state", "published_at", "signed_off_by"])


def shown_meanwhile(pointer: CurrentRelease | None, release: Release, now: datetime) -> Release | None:
    """What readers see until the new release's embargo ends."""
    if pointer is None or not under_embargo(release, now):
        return None
    return pointer.previous if under_embargo(pointer.release, now) else pointer.release


def under_embargo(release: Release, now: datetime) -> bool:
    return release.embargo_until is not None and release.embargo_until > now


def carry_over(old: Release, new: Release) -> None:
    covered = {tuple(item) for item in new.covers}
    kept = [row for row in old.observations.iterator(BATCH) if (row.programme, row.period) not in covered]
    for row in kept:
        row.pk, row.release = None, new
        row._state.adding = True
    Observation.objects.bulk_create(kept, batch_size=BATCH)
