"""Decides over releases: moves the pointer that readers follow, each time in one transaction."""

from collections.abc import Iterable
from functools import partial
from typing import Any

import polars as pl
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from programmes.basis import Basis
from programmes.disclosure import findings_of
from programmes.holding import is_overtaking
from programmes.lock import lock_publication
from programmes.models.datasets import DataSet
from programmes.models.runs import Run
from programmes.models.statistics import CurrentRelease, Registry, Release
from programmes.movements import movements
from programmes.progress import Progress, unwatched
from programmes.registry.findings import Finding
from programmes.registry.manifest import Manifest
from programmes.registry.protect import rounded_rows
from programmes.telling import tell
from programmes.writing import carry_over, mark_revised, store

METHOD, MOST_AUDITS = "1.0", 3
State = Release.State


class NotAllowed(Exception):
    """The decision is not this person's, or not one that this release is open to; says why. `findings` are of an audit."""

    findings: tuple[Finding, ...] | list[Finding] = ()


def describe(manifest: Manifest, findings: Iterable[Finding], state: Release.State, uploaded_by: Any = None) -> Release:
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
        method=METHOD,
        uploaded_by=uploaded_by,
        reason=manifest.reason,
    )


def receive(release: Release, figures: pl.DataFrame, title: str = "") -> None:
    """Writes the release beside the published one, with what would move; the data set's row is made at first sight."""
    release.save()
    DataSet.objects.get_or_create(registry=release.registry, code=release.dataset, defaults={"title": title})
    store(release, figures)
    release.movements, release.moved = movements(release, Basis().current(release.registry.code, release.dataset))
    release.save(update_fields=["movements", "moved"])


class Unsafe(NotAllowed):
    """`findings` name the indicators of which figures would be given away."""

    def __init__(self, findings: list[Finding]):
        super().__init__(_("With what has been published since, its figures would give away some that are hidden."))
        self.findings = findings


def sign_off(release: Release, *, progress: Progress = unwatched, **decision: Any) -> None:
    """Publishes a held release. It is attacked once more before anybody has to wait, and anew if something was
    published meanwhile. `decision` is as for `publish`."""
    basis, source = Basis(), release.registry.code
    for _attempt in range(MOST_AUDITS):
        stand = basis.stand(source, release.dataset)
        progress(Run.Step.AUDIT, 0)
        require_safe(findings_of(release, partial(progress, Run.Step.AUDIT)))
        progress(Run.Step.PUBLISH, 0)
        with transaction.atomic():
            lock_publication()
            if basis.stand(source, release.dataset) == stand:
                return publish(release, is_safe=True, **decision)
    return publish(release, **decision)


def require_safe(findings: list[Finding]) -> None:
    if findings:
        raise Unsafe(findings)


@transaction.atomic
def publish(release: Release, *, signed_off_by: str = "", by: Any = None, reason: str = "", is_safe: bool = False) -> None:
    """Carries over what the release does not cover, then moves the pointer.

    `by` is the data steward who decides, if one does: never the person who handed it in. `is_safe` says that
    it was attacked beside all that is published now.
    """
    lock_publication()
    require(release, State.RECEIVED, State.HELD)
    if release.state == State.HELD and not is_safe:
        require_safe(findings_of(release))
    if by is not None and by.pk == release.uploaded_by_id:
        raise NotAllowed(_("Nobody signs off what they handed in themselves."))
    now, before = timezone.now(), Basis().current(release.registry.code, release.dataset)
    if before:
        take_over(release, before, now)
    CurrentRelease.objects.update_or_create(registry=release.registry, dataset=release.dataset, defaults={"release": release})
    release.signed_off_by = signed_off_by or (str(by) if by else "")
    if not release.is_embargoed(now):
        tell(release)
        release.told_at = now
    release.published_at = now
    decide(release, State.PUBLISHED, by, reason)


def require_open(release: Release) -> None:
    """Whether a held release can be published as things stand, as far as that is quick to say."""
    require(release, State.HELD)
    if before := Basis().current(release.registry.code, release.dataset):
        require_turn(release, before, timezone.now())


def require_turn(release: Release, before: Release, now) -> None:
    if is_overtaking(release.embargo_until, before, now):
        raise NotAllowed(_("A release of this data set waits for its hour: this one may follow it, not overtake it."))


def take_over(release: Release, before: Release, now) -> None:
    require_turn(release, before, now)
    mark_revised(release, before)
    release.movements, release.moved = movements(release, before)
    carry_over(before, release)
    before.state = State.SUPERSEDED
    before.save(update_fields=["state"])


@transaction.atomic
def refuse(release: Release, *, by: Any, reason: str) -> None:
    """Closes a held release for good; the registry may hand in the same export again."""
    lock_publication()
    require(release, State.HELD)
    decide(release, State.REFUSED, by, required(reason))


@transaction.atomic
def withdraw(release: Release, *, by: Any, reason: str) -> None:
    """Takes back the newest release of a data set: readers see the one before it again, or none."""
    lock_publication()
    require(release, State.PUBLISHED)
    pointer = CurrentRelease.objects.get(release=release)
    if before := release_before(release):
        pointer.release = before
        pointer.save()
        before.state = State.PUBLISHED
        before.save(update_fields=["state"])
    else:
        pointer.delete()
    tell(release)
    decide(release, State.WITHDRAWN, by, required(reason))


def release_before(release: Release) -> Release | None:
    """The one whose place it took."""
    earlier = Release.objects.filter(registry=release.registry, dataset=release.dataset, state=State.SUPERSEDED)
    return earlier.filter(published_at__lt=release.published_at).order_by("-published_at", "-pk").first()


def require(release: Release, *states: Release.State) -> None:
    """Looks at the row anew: somebody else may have decided meanwhile."""
    release.refresh_from_db(fields=["state"])
    if release.state not in states:
        raise NotAllowed(_("The state of this release is by now: %(state)s.") % {"state": release.get_state_display()})


def required(reason: str) -> str:
    if not reason.strip():
        raise NotAllowed(_("A reason is needed."))
    return reason


def decide(release: Release, state: Release.State, by: Any, reason: str) -> None:
    release.state = state
    release.reason = "\n".join(filter(None, (release.reason, reason.strip())))
    if by is not None:
        release.decided_by, release.decided_at = by, timezone.now()
    release.save(update_fields=Release.MOVING)
