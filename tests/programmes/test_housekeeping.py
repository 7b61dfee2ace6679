import os
import time
from pathlib import Path

import pytest
from django.conf import settings

from programmes.housekeeping import clear_abandoned, purge_exports, working_folder
from programmes.models import Run
from programmes.tasks import look_into_inbox, purge_old_exports

VAR = Path(settings.VAR)
DAY = 86_400


def aged(folder: Path, seconds: float) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "data.csv").write_text("rows")
    os.utime(folder, times=(time.time() - seconds,) * 2)
    return folder


def test_working_folder_of_a_dead_process_is_cleared_and_a_living_ones_left(db):
    dead, newborn = aged(VAR / "refresh-dead", 120), aged(VAR / "refresh-newborn", 1)
    with working_folder() as living:
        aged(living, 120)
        look_into_inbox()
        assert (dead.exists(), newborn.exists(), living.exists()) == (False, True, True)
    assert not living.exists()
    aged(newborn, 120)
    assert clear_abandoned() == 1


@pytest.mark.parametrize("place", ["exports", "held", "quarantine", "uploads"])
def test_exports_are_deleted_after_their_days(db, settings, place):
    settings.EXPORTS_KEPT_DAYS = 7
    old, young = aged(VAR / place / "old", 8 * DAY), aged(VAR / place / "young", 6 * DAY)
    assert purge_old_exports() == 1
    assert (old.exists(), young.exists()) == (False, True)
    aged(young, 8 * DAY)
    assert purge_exports() == 1


def test_export_on_its_way_is_kept(db):
    folder = aged(VAR / "uploads" / "waiting", 400 * DAY)
    run = Run.objects.create(folder=str(folder.resolve()), door=Run.Door.UPLOAD)
    assert purge_exports() == 0
    Run.objects.filter(pk=run.pk).update(state=Run.State.FAILED)
    assert purge_exports() == 1
