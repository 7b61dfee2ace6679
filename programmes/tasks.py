"""Background work on statistics."""

from pathlib import Path

from celery import shared_task

from programmes.intake import take_in, waiting_exports


@shared_task(name="refresh_statistics")
def refresh_statistics(export: str) -> str | None:
    """The state that the export came to; None while another worker has it."""
    folder = Path(export)
    report = take_in(folder) if folder.is_dir() else None
    return report.state if report else None


@shared_task(name="look_into_inbox")
def look_into_inbox() -> int:
    """Queues every complete export; one that is still being written waits for the next look."""
    exports = list(waiting_exports())
    for folder in exports:
        refresh_statistics.delay(str(folder))
    return len(exports)
