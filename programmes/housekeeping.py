"""Clears away what sudden ends left behind, and exports that have been kept for long enough."""

import fcntl
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from programmes.models import Run

logger = logging.getLogger(__name__)
WORKING = "refresh-"
KEPT_IN = ("exports", "held", "quarantine", "uploads")
NEWBORN_SECONDS = 60


@contextmanager
def working_folder() -> Iterator[Path]:
    """For what a refresh unpacks. Its lock dies with the process: then anyone may clear the folder away."""
    with tempfile.TemporaryDirectory(prefix=WORKING, dir=settings.VAR) as name, locked(Path(name)):
        yield Path(name)


@contextmanager
def locked(folder: Path) -> Iterator[bool]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(descriptor)


def clear_abandoned() -> int:
    """Removes working folders whose process is gone; one that was made this minute may still be waiting for its lock."""
    cleared = 0
    for folder in Path(settings.VAR).glob(f"{WORKING}*"):
        if age(folder) < timedelta(seconds=NEWBORN_SECONDS):
            continue
        with locked(folder) as is_abandoned:
            if is_abandoned:
                shutil.rmtree(folder, ignore_errors=True)
                cleared += 1
    return cleared


def purge_exports() -> int:
    """Deletes exports older than EXPORTS_KEPT_DAYS, wherever they were put; none whose run is still open."""
    purged, limit = 0, timedelta(days=settings.EXPORTS_KEPT_DAYS)
    on_their_way = set(Run.objects.filter(state__in=Run.OPEN).values_list("folder", flat=True))
    for place in KEPT_IN:
        for folder in (Path(settings.VAR) / place).glob("*"):
            if age(folder) > limit and str(folder.resolve()) not in on_their_way:
                shutil.rmtree(folder)
                purged += 1
    if purged:
        logger.info("%s exports were older than %s days and are deleted.", purged, settings.EXPORTS_KEPT_DAYS)
    return purged


def age(folder: Path) -> timedelta:
    return timedelta(seconds=time.time() - folder.stat().st_mtime)
