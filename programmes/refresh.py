"""The one function that turns an export into a release."""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from programmes.basis import Basis
from programmes.disclosure import secured
from programmes.holding import STANDING, reasons
from programmes.housekeeping import working_folder
from programmes.lock import lock_publication
from programmes.models import Release, Run
from programmes.progress import Progress, unwatched
from programmes.publishing import MOST_AUDITS, NotAllowed, describe, publish, receive, sign_off
from programmes.queries import known_codes, may_be_told
from programmes.registry import check, gate, manifest as manifests, money, protect, searching
from programmes.registry.findings import MANIFEST, Finding, Rejected
from programmes.registry.manifest import Manifest

logger = logging.getLogger(__name__)
PUBLISHED, ALREADY, HELD, REJECTED = "published", "already published", "held", "rejected"
NEVER_PUBLISHED = (Release.State.REJECTED, Release.State.REFUSED)
UNTOLD = "export"
Step = Run.Step


@dataclass
class Report:
    """What became of an export. It names places and rules, never a value.

    `findings` are for everybody who gets the report. Where a release under embargo has a part in them they say less, and
    `reserved` says all to those who decide over releases.
    """

    state: str = REJECTED
    release: int | None = None
    export_id: str | None = None
    rows: int | None = None
    findings: list[Finding] = field(default_factory=list)
    reserved: list[Finding] = field(default_factory=list)
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        return {
            "state": self.state,
            "release": self.release,
            "export_id": self.export_id,
            "rows": self.rows,
            "checks": [finding.as_json() for finding in self.findings],
            "seconds": round(self.seconds, 3),
        }

    def kept(self) -> dict[str, Any]:
        """For the database, whose pages ask who reads."""
        return self.as_json() | {"reserved": [finding.as_json() for finding in self.reserved]}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Report":
        given = {name: kept[name] for name in ("state", "release", "export_id", "rows", "seconds")}
        return cls(**given, findings=read(kept["checks"]), reserved=read(kept.get("reserved", [])))

    @property
    def holds_personal_data(self) -> bool:
        return any(finding.rule == "personal-data" for finding in self.findings)


def read(checks: Iterable[dict[str, Any]]) -> list[Finding]:
    return [Finding(**check) for check in checks]


@dataclass(frozen=True)
class Way:
    """How an export is treated on its way."""

    signed_off_by: str = ""
    dry_run: bool = False
    uploaded_by: Any = None
    progress: Progress = unwatched
    sees_embargoed: bool = True


def refresh(
    folder: Path,
    *,
    signed_off_by: str = "",
    dry_run: bool = False,
    source: str = "",
    uploaded_by: Any = None,
    progress: Progress = unwatched,
    sees_embargoed: bool = True,
) -> Report:
    """Publishes the export in `folder`, holds it, or says why not; what is published stands until the new is whole.

    `signed_off_by` names the data steward who lets it through although it would be held. `source`
    is the registry whose inbox it lies in; an export that names another is rejected. `uploaded_by`
    is the person who handed it in. `progress` is told each step, and the share of it that is done.
    `sees_embargoed` is False for a dry run whose report goes to somebody who may not know of releases under embargo.
    """
    began = time.perf_counter()
    report, way = Report(), Way(signed_off_by, dry_run, uploaded_by, progress, sees_embargoed or not dry_run)
    try:
        manifest = read_manifest(folder, report, source)
        try:
            report = process(folder, manifest, report, way)
        except Rejected as rejected:
            report.findings = with_personal_data(folder, rejected.findings)
            if not dry_run:
                report.release = record_rejection(manifest, report.findings, uploaded_by)
    except Rejected as rejected:
        report.findings = with_personal_data(folder, rejected.findings)
    if report.state == REJECTED and not may_be_told(report.export_id or ""):
        report.export_id = None
    report.seconds = time.perf_counter() - began
    logger.info("Export %s: %s, %s", report.export_id, report.state, sorted({finding.rule for finding in report.findings}))
    return report


def read_manifest(folder: Path, report: Report, source: str) -> Manifest:
    package = manifests.load(gate.read_manifest(folder))
    manifest = manifests.check(package, known_codes(), timezone.localdate())
    report.export_id, report.rows = manifest.export_id, manifest.rows
    if source and (source, folder.name) != (manifest.source, manifest.export_id):
        raise Rejected(Finding("wrong-folder", MANIFEST, column="source"))
    return manifest


def process(folder: Path, manifest: Manifest, report: Report, way: Way) -> Report:
    with working_folder() as work:
        gated = gate.pass_gate(folder, manifest, work, way.progress)
        if earlier := known_to(way, manifest):
            return met_before(earlier, manifest, report, way)
        exact = check.checked_figures(
            gated,
            manifest,
            known_codes(),
            timezone.localdate(),
            work=work,
            memory_mb=settings.REFRESH_MEMORY_MB,
            progress=way.progress,
        )
        way.progress(Step.PROTECT, 0)
        figures = protect.protected(money.following_counts(exact))
        gated.check_unchanged()
    return audited(manifest, figures, report, way)


def known_to(way: Way, manifest: Manifest) -> Release | None:
    """The release that this export has become already; a dry run finds none that its reader may not know of."""
    known = Release.objects.filter(registry__code=manifest.source, export_id=manifest.export_id)
    if not way.sees_embargoed:
        known = known.filter(Basis(embargoed=False).open() | Q(uploaded_by=way.uploaded_by))
    return known.exclude(state__in=NEVER_PUBLISHED).first()


def met_before(release: Release, manifest: Manifest, report: Report, way: Way) -> Report:
    if release.sha256 != manifest.sha256:
        raise Rejected(Finding("export-id-reused", MANIFEST, column="export_id"))
    report.release = release.pk
    if release.state != Release.State.HELD:
        report.state = ALREADY
        return report
    report.state, report.findings, report.reserved = HELD, *why_held(release)
    if way.signed_off_by and not way.dry_run:
        try:
            sign_off(release, signed_off_by=way.signed_off_by, progress=way.progress)
            report.state = PUBLISHED
        except NotAllowed as refusal:
            report.reserved = [*(report.reserved or report.findings), *refusal.findings]
            if not Basis().holds_embargoed():
                report.findings, report.reserved = report.reserved, []
    return report


def why_held(release: Release) -> tuple[list[Finding], list[Finding]]:
    """As it is told to whoever handed it in, and in full where that differs."""
    every, told = release.report["checks"], release.report.get("told")
    return (read(told), read(every)) if told else (read(every), [])


def audited(manifest: Manifest, protected: pl.DataFrame, report: Report, way: Way) -> Report:
    """Attacked beside what stands, then written in one transaction; attacked anew if that has changed meanwhile,
    and if it keeps changing, once more while all others wait."""
    basis = Basis(embargoed=way.sees_embargoed)
    progress = partial(way.progress, Step.AUDIT)
    for _ in range(MOST_AUDITS):
        progress(0)
        stand = basis.stand(manifest.source, manifest.dataset)
        tried = attacked(protected, manifest, basis, progress)
        way.progress(Step.PUBLISH, 0)
        with transaction.atomic():
            lock_publication()
            if basis.stand(manifest.source, manifest.dataset) == stand:
                return decide(manifest, *tried, protected.height, basis, report, way)
    with transaction.atomic():
        lock_publication()
        return decide(manifest, *attacked(protected, manifest, basis), protected.height, basis, report, way)


def attacked(
    protected: pl.DataFrame, manifest: Manifest, basis: Basis, progress: Callable[[float], None] = lambda share: None
) -> tuple[pl.DataFrame, list[Finding]]:
    """The figures that may be published, and what releases under embargo alone have against them.

    A rejection, or a gap, that only such a release explains would tell of it; a data steward decides instead.
    """
    if not basis.holds_embargoed():
        return secured(protected, manifest, basis, progress), []
    try:
        figures = secured(protected, manifest, basis, progress)
    except Rejected as rejected:
        return secured(protected, manifest, Basis(embargoed=False)), rejected.findings
    if figures.height == protected.height:
        return figures, []
    gaps = secured(protected, manifest, Basis(embargoed=False)).height - figures.height
    return figures, [Finding("gaps", manifest.path, count=gaps)] if gaps > 0 else []


def decide(
    manifest: Manifest, figures: pl.DataFrame, against: list[Finding], height: int, basis: Basis, report: Report, way: Way
) -> Report:
    """Held or published, within the caller's transaction; `height` figures there were before some were left out."""
    every, report.findings = reasons(manifest, figures, basis, against)
    report.reserved = every if every != report.findings else []
    held = bool(every) and not (way.signed_off_by and STANDING.isdisjoint(finding.rule for finding in every))
    report.state = HELD if held else PUBLISHED
    if way.dry_run:
        return report
    release = describe(manifest, every, Release.State.HELD if held else Release.State.RECEIVED, way.uploaded_by)
    release.report["withheld"] = height - figures.height
    if report.reserved:
        release.report["told"] = [finding.as_json() for finding in report.findings]
    receive(release, figures, manifest.title)
    if not held:
        publish(release, signed_off_by=way.signed_off_by)
    report.release = release.pk
    return report


def with_personal_data(folder: Path, findings: Iterable[Finding]) -> list[Finding]:
    """A file that failed by its manifest, at the gate or in its rows may hold some in any file; where sums alone differ, none."""
    found = list(findings)
    if {finding.rule for finding in found} & {"personal-data", "control-total"}:
        return found
    return searching.personal_data_in(folder, known_codes()) + found


def record_rejection(manifest: Manifest, findings: list[Finding], uploaded_by: Any) -> int:
    """The same file rejected for the same reasons is one rejection, however often it is looked at."""
    release = describe(manifest, findings, Release.State.REJECTED, uploaded_by)
    for name in ("export_id", "dataset", "supersedes"):
        given = getattr(release, name)
        setattr(release, name, given if not given or may_be_told(given) else UNTOLD)
    release.citation = release.description = release.reason = ""
    same = Release.objects.filter(registry=release.registry, export_id=release.export_id, state=release.state)
    if known := same.filter(sha256=release.sha256, report=release.report).first():
        return known.pk
    release.save()
    return release.pk
