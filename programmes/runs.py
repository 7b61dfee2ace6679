"""The way of an export through the refresh, kept in the database: started, claimed, worked off, tried again.

A row says what is to be done; the queue only rings. Whoever holds the lock of the data set works.
"""

import logging
import traceback
from datetime import timedelta
from pathlib import Path

from celery import current_app
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError

from programmes import intake
from programmes.holding import NEUTRAL
from programmes.lock import sole_refresh
from programmes.models import Registry, Release, Run
from programmes.progress import Progress, Watch, kept_in
from programmes.publishing import NotAllowed, sign_off
from programmes.queries import may_be_told
from programmes.refresh import ALREADY, HELD, NEVER_PUBLISHED, PUBLISHED, REJECTED, Report, refresh, why_held
from programmes.registry import gate, manifest as manifests
from programmes.registry.findings import MANIFEST, Finding, Rejected

logger = logging.getLogger(__name__)
FAILED = "failed"
PATIENCE = timedelta(minutes=1)
MOST_BELLS = 20


def start(folder: Path, *, door: str, started_by=None, dry_run: bool = False) -> Run:
    """Makes a row and, on commit, rings a worker; an export that is on its way already gets no second row."""
    folder = folder.resolve()
    with transaction.atomic():
        on_its_way = Run.objects.filter(folder=str(folder), state__in=Run.OPEN, dry_run=dry_run).first()
        run = on_its_way or enter(folder, door=door, started_by=started_by, dry_run=dry_run)
        transaction.on_commit(lambda: ring(run), robust=True)
    return run


def has_failed(folder: Path) -> bool:
    """Whether a run of this very export was given up: then people look at it first."""
    failed = Run.objects.filter(folder=str(folder.resolve()), state=Run.State.FAILED, dry_run=intake.is_trial(folder))
    last = failed.order_by("-pk").first()
    return last is not None and last.queued_at.timestamp() > (folder / MANIFEST).lstat().st_mtime


def at_once(
    folder: Path, *, door: str, dry_run: bool = False, signed_off_by: str = "", watch: Watch | None = None
) -> Report | None:
    """Starts a run and works it off in this process; None, and no run, while another process has the data set."""
    run = enter(folder.resolve(), door=door, dry_run=dry_run, signed_off_by=signed_off_by)
    try:
        report = carry_out(run, watch=watch)
    except Exception:
        give_up(run)
        raise
    if report is None:
        run.delete()
    return report


def start_decision(release: Release, *, by, reason: str = "") -> Run:
    """Makes a row and rings a worker, as for an export; whoever else wants to publish it meanwhile gets the same row."""
    with transaction.atomic():
        on_its_way = Run.objects.filter(door=Run.Door.DESK, release=release, state__in=Run.OPEN).first()
        run = on_its_way or Run.objects.create(
            door=Run.Door.DESK,
            release=release,
            source=release.registry.code,
            dataset=release.dataset,
            export_id=release.export_id,
            started_by=by,
            signed_off_by=str(by),
            reason=reason,
        )
        transaction.on_commit(lambda: ring(run), robust=True)
    return run


def enter(folder: Path, *, door: str, started_by=None, dry_run: bool = False, signed_off_by: str = "") -> Run:
    """A row of its own, which says all that whoever takes it up after a sudden end has to know."""
    given = names(folder)
    given["export_id"] = told if may_be_told(told := given.get("export_id", "")) else ""
    kept = {"door": door, "started_by": started_by, "dry_run": dry_run, "signed_off_by": signed_off_by}
    return Run.objects.create(folder=str(folder), **kept, **given)


def names(folder: Path) -> dict[str, str]:
    """What the manifest calls itself, as far as it has the form of a name; `dataset` serves as the lock's name meanwhile."""
    try:
        package = manifests.load(gate.read_manifest(folder))
    except Rejected:
        return {}
    given = package.get("gateway")
    forms = {"source": manifests.DATASET, "dataset": manifests.DATASET, "export_id": manifests.EXPORT_ID}
    given = given if isinstance(given, dict) else {}
    found = {name: given[name] for name, form in forms.items() if manifests.names(form)(given.get(name))}
    if not Registry.objects.filter(code=found.get("source", "")).exists():
        found.pop("source", None)
    return found


def ring(run: Run) -> None:
    """Wakes a worker; while the broker is away the row waits for the next look."""
    try:
        current_app.tasks["refresh_statistics"].delay(run.pk)
    except OperationalError:
        logger.warning("The task broker does not answer; run %s waits for the next look.", run.pk)


def carry_out(run: Run, *, watch: Watch | None = None) -> Report | None:
    """Works the run off in this process; None while another has its data set, or when it has ended.

    `watch` is told the per cent that are done, and the step. An unexpected failure leaves the run to be tried again.
    """
    with sole_refresh(lock_name(run)) as alone:
        if not alone or not claim(run):
            return None
        try:
            progress = kept_in(run, watch)
            report = decided(run, progress) if run.is_decision else report_of(run, progress)
            conclude(run, report)
        except KeyboardInterrupt:
            give_up(run, "interrupted")
            raise
        except Exception as error:
            stumble(run, error)
            raise
    return report


def lock_name(run: Run) -> str:
    return f"{run.source}/{run.dataset}" if run.source and run.dataset else run.folder


def claim(run: Run) -> bool:
    """Counts the attempt before any work, so that one that kills its process counts too."""
    mine = Run.objects.filter(pk=run.pk, state__in=Run.OPEN, attempts__lt=Run.MOST_ATTEMPTS)
    claimed = mine.update(state=Run.State.RUNNING, attempts=F("attempts") + 1, began_at=timezone.now(), step="", done=0)
    run.refresh_from_db()
    if not claimed and run.state in Run.OPEN:
        give_up(run)
    return bool(claimed)


def decided(run: Run, progress: Progress) -> Report:
    """A held release published, or why it still waits."""
    release = Release.objects.select_related("registry").get(pk=run.release_id)
    report = Report(PUBLISHED, release.pk, release.export_id)
    if release.state == Release.State.HELD:
        try:
            sign_off(release, by=run.started_by, signed_off_by=run.signed_off_by, reason=run.reason, progress=progress)
        except NotAllowed as refusal:
            release.refresh_from_db(fields=["state"])
            pending = [Finding("embargo-pending", MANIFEST, column="embargo_until")]
            report.state, report.findings, report.reserved = HELD, [NEUTRAL], [*refusal.findings] or pending
    if release.state != Release.State.HELD and (release.decided_by_id, release.state) != (run.started_by_id, PUBLISHED):
        report.state, report.findings, report.reserved = ALREADY, [Finding("decided-meanwhile", "")], []
    return report


def report_of(run: Run, progress: Progress) -> Report:
    """The refresh's own report, or that of an attempt that came so far and no further."""
    if run.report:
        return Report.from_json(run.report)
    folder = Path(run.folder)
    source = folder.parent.name if intake.is_in_inbox(folder) else ""
    if not folder.is_dir():
        return report_of_another(run)
    report = refresh(
        folder,
        signed_off_by=run.signed_off_by,
        dry_run=run.dry_run,
        source=source,
        uploaded_by=run.started_by,
        progress=progress,
        sees_embargoed=sees_embargoed(run),
    )
    if report.state == ALREADY and run.attempts > 1:
        report.state = own_state(run, report)
    run.report = report.kept()
    run.save(update_fields=["report"])
    return report


def sees_embargoed(run: Run) -> bool:
    """Whoever runs the command, and stewards; the inbox gives its report to the source, who may not."""
    return run.started_by.has_perm("programmes.decide_release") if run.started_by else run.door != Run.Door.INBOX


def report_of_another(run: Run) -> Report:
    """Another run was quicker with the same export, and put its folder away."""
    release = Release.objects.filter(registry__code=run.source, export_id=run.export_id).order_by("-pk").first()
    if release is None or release.state in NEVER_PUBLISHED:
        raise FolderGone
    if release.state != Release.State.HELD:
        return Report(ALREADY, release.pk, run.export_id)
    told, reserved = why_held(release)
    return Report(HELD, release.pk, run.export_id, findings=told, reserved=reserved)


class FolderGone(Exception):
    """The export is no longer where it lay when the run was started."""


def own_state(run: Run, report: Report) -> str:
    """What an earlier attempt of this run published is not "already published" to whoever started it."""
    own = Release.objects.filter(pk=report.release, received_at__gte=run.queued_at, state=Release.State.PUBLISHED)
    return Run.State.PUBLISHED if own.exists() else ALREADY


def conclude(run: Run, report: Report) -> None:
    if run.folder:
        folder = Path(run.folder)
        if folder.is_dir():
            put_away(folder, report, run)
        run.folder = str(intake.named(folder, report))
    end(run, report)


def put_away(folder: Path, report: Report, run: Run) -> None:
    """An export that was only tried stays; in the inbox its report lies beside it, and personal data is purged all the same."""
    tried_in_inbox = run.dry_run and intake.is_in_inbox(folder)
    if not run.dry_run or (tried_in_inbox and report.holds_personal_data):
        intake.settle(folder, report)
    elif tried_in_inbox:
        intake.write_report(folder / intake.REPORT, report)


def end(run: Run, report: Report) -> None:
    """Names that the source gave are kept of an export that passed, or where they are nobody's."""
    run.state, run.report, run.release_id = report.state, report.kept(), report.release
    passed = report.state not in (REJECTED, FAILED)
    run.export_id = report.export_id or run.export_id
    run.dataset = run.dataset if passed or may_be_told(run.dataset) else ""
    run.done, run.ended_at = 100, timezone.now()
    run.save(update_fields=["state", "folder", "report", "release", "dataset", "export_id", "done", "ended_at"])


def stumble(run: Run, error: Exception) -> None:
    """Says where it failed, not with which words: an engine's own words may repeat a row."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    logger.error("Run %s: %s at %s, line %s", run.pk, type(error).__name__, place.filename, place.lineno)
    if run.attempts < Run.MOST_ATTEMPTS and not isinstance(error, FolderGone):
        Run.objects.filter(pk=run.pk).update(state=Run.State.WAITING)
    else:
        give_up(run, "folder-gone" if isinstance(error, FolderGone) else "gave-up")


def give_up(run: Run, rule: str = "gave-up") -> None:
    end(run, Report(state=FAILED, export_id=run.export_id or None, findings=[Finding(rule, MANIFEST)]))


def retry(run: Run) -> None:
    """Rings again for a run that failed and has an attempt left."""
    run.refresh_from_db()
    if run.state == Run.State.WAITING:
        ring(run)


def ring_next(run: Run) -> None:
    """The oldest run of the same data set that waited for this one."""
    same = Run.objects.filter(source=run.source, dataset=run.dataset, state__in=Run.OPEN).exclude(pk=run.pk)
    if run.dataset and (waiting := same.order_by("pk").first()):
        ring(waiting)


def ring_for_lost() -> None:
    """Runs that have waited for a while, and those whose process is gone."""
    waiting = Run.objects.filter(state=Run.State.WAITING, queued_at__lt=timezone.now() - PATIENCE)
    for run in waiting.order_by("pk")[:MOST_BELLS]:
        ring(run)
    for run in Run.objects.filter(state=Run.State.RUNNING):
        with sole_refresh(lock_name(run)) as is_lost:
            pass
        if is_lost:
            ring(run)
