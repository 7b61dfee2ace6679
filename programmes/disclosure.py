"""Puts what is published before the attacks: the figures of releases as frames, and what may not stand."""

from collections.abc import Callable, Sequence

import polars as pl

from programmes.basis import Basis
from programmes.models.statistics import Observation, Release
from programmes.queries import known_codes
from programmes.registry.audit import COLUMNS, findings, recoveries
from programmes.registry.codes import RATE
from programmes.registry.findings import Finding, Rejected
from programmes.registry.manifest import Manifest
from programmes.registry.promise import Recovery
from programmes.registry.sums import completing_periods, flows
from programmes.registry.withhold import told_by, withheld

SCHEMA = dict.fromkeys(COLUMNS, pl.String) | {"value": pl.Int64}


def secured(
    figures: pl.DataFrame, manifest: Manifest, basis: Basis, progress: Callable[[float], None] = lambda share: None
) -> pl.DataFrame:
    """The protected figures without those few that the rest would give away; Rejected where that does not help."""
    before, others = before_publication(manifest.source, manifest.dataset, manifest.covers, basis)
    known = {"homes": known_codes().districts, "rates": rates(basis), "elsewhere": others}
    beside = carried_over(manifest.source, manifest.dataset, manifest.covers, basis)
    kept, left = withheld(figures, before, beside=beside, progress=progress, **known)
    if left:
        raise Rejected(*findings(left, manifest.path))
    return kept


def weaknesses(release: Release, progress: Callable[[float], None] = lambda share: None) -> list[Recovery]:
    """What can be recovered from a release as it stands, given those published before it."""
    covers = sorted(set(release.observations.values_list("programme", "period").order_by()))
    basis = Basis()
    before, others = before_publication(release.registry.code, release.dataset, covers, basis, release)
    known = {"homes": known_codes().districts, "rates": rates(basis), "elsewhere": others, "progress": progress}
    if release.published_at:
        return recoveries(frame(release, covers), before, **known)
    beside = carried_over(release.registry.code, release.dataset, covers, basis)
    return told_by(frame(release, covers), before, beside=beside, **known)


def carried_over(source: str, dataset: str, covers: Sequence[tuple[str, str]], basis: Basis) -> pl.DataFrame:
    """What stays beside a release of these programmes and periods and adds up with it, quarters to years."""
    current = basis.current(source, dataset)
    found = [pl.DataFrame(schema=SCHEMA)]
    for programme in sorted({programme for programme, period in covers}) if current else ():
        covered = {period for name, period in covers if name == programme}
        held = set(current.observations.filter(programme=programme).values_list("period", flat=True).order_by())
        others = completing_periods(covered, held)
        found += [flows(frame(current, [(programme, period) for period in sorted(others)]))] if others else []
    return pl.concat(found)


def before_publication(
    source: str, dataset: str, covers: Sequence[tuple[str, str]], basis: Basis, release: Release | None = None
) -> tuple[list[pl.DataFrame], list[pl.DataFrame]]:
    """Those of the same data set, and what other data sets say of the same people."""
    own = [frame(old, covers) for old in basis.earlier(source, dataset, release)]
    return own, [table for other in basis.beside(source, dataset) if (table := frame(other, covers)).height]


def frame(release: Release, covers: Sequence[tuple[str, str]]) -> pl.DataFrame:
    """The release's figures for these programmes and periods, as the attacks want them."""
    shown = release.observations.filter(
        programme__in={programme for programme, period in covers}, period__in={period for programme, period in covers}
    )
    columns = ("programme", "indicator__code", "period", "area__code", "area__iso_code", "sex", "age_band")
    rows = shown.order_by().values_list(*columns, "indicator__unit", "value", "status")
    names = ("programme", "indicator", "period", "code", "iso", "sex", "age_band", "unit", "value", "status")
    schema = dict.fromkeys(names, pl.String) | {"value": pl.Int64}
    found = pl.DataFrame(list(rows.iterator(chunk_size=10_000)), schema=schema, orient="row")
    iso = pl.col("iso").str.starts_with("PK-")
    return found.with_columns(
        area=pl.when(iso).then("iso").otherwise("code"),
        conf_status=pl.when(pl.col("status") == Observation.Status.QUOTED.value).then(pl.lit("F")).otherwise(pl.lit("C")),
    ).select(COLUMNS)


def rates(basis: Basis) -> pl.DataFrame:
    """What a payment is, by programme and period, as far as it is published."""
    known = Observation.objects.filter(release__in=basis.shown(), indicator__unit=RATE, value__isnull=False)
    rows = list(known.order_by().values_list("programme", "period", "value"))
    return pl.DataFrame(rows, schema={"programme": pl.String, "period": pl.String, "rate": pl.Int64}, orient="row")


def findings_of(release: Release, progress: Callable[[float], None] = lambda share: None) -> list[Finding]:
    return findings(weaknesses(release, progress), "")
