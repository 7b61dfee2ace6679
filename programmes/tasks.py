"""Background work on statistics."""

from celery import shared_task

from programmes import runs
from programmes.housekeeping import clear_abandoned, purge_exports
from programmes.intake import is_trial, waiting_exports
from programmes.models import Run
from programmes.telling import tell_ended_embargoes


@shared_task(name="refresh_statistics")
def refresh_statistics(run_id: int) -> None:
    """Works one run off; what went wrong stands in its row, and not in the queue's own log."""
    run = Run.objects.select_related("started_by").get(pk=run_id)
    try:
        report = runs.carry_out(run)
    except Exception:
        runs.retry(run)
        return
    if report:
        runs.ring_next(run)


@shared_task(name="look_into_inbox")
def look_into_inbox() -> int:
    """Starts a run for every complete export; one that is still being written waits for the next look."""
    clear_abandoned()
    exports = [folder for folder in waiting_exports() if not runs.has_failed(folder)]
    for folder in exports:
        runs.start(folder, door=Run.Door.INBOX, dry_run=is_trial(folder))
    return len(exports)


@shared_task(name="tend_releases")
def tend_releases() -> None:
    """What nobody rings for: runs whose process or bell was lost, and hours that have come."""
    runs.ring_for_lost()
    tell_ended_embargoes()


@shared_task(name="purge_exports")
def purge_old_exports() -> int:
    """Deletes unprotected records that nobody needs any more."""
    return purge_exports()
