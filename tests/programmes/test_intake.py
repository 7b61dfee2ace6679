import json
import os
from pathlib import Path

import pytest
from django.conf import settings

from programmes.intake import inbox, take_in, waiting_exports
from programmes.lock import publication_lock, sole_reader
from programmes.models import Release
from programmes.tasks import look_into_inbox, refresh_statistics
from tests.factories.exports import Export, record

VAR = Path(settings.VAR)


@pytest.fixture
def delivered(areas):
    """Exports that lie in the inbox of a source; whatever is left there is cleared away."""
    made = []

    def deliver(export_id: str, source: str = "bisp-payments", **options) -> Export:
        export = Export(inbox() / source / export_id, [record(n) for n in range(30)], **options)
        export.write()
        made.append(export)
        return export

    yield deliver
    for export in made:
        for path in sorted(export.folder.rglob("*"), reverse=True):
            path.unlink()
        if export.folder.is_dir():
            export.folder.rmdir()


def placed(where: str, export: Export) -> list[Path]:
    return list(VAR.glob(f"{where}/{export.folder.parent.name}-{export.folder.name}-*"))


def test_beat_publishes_what_lies_in_the_inbox_and_puts_it_away(delivered):
    export = delivered("march")
    assert look_into_inbox() == 1
    assert Release.objects.get().state == "published"
    (kept,) = placed("exports", export)
    assert json.loads((kept / "report.json").read_text())["state"] == "published"
    assert not export.folder.exists()


def test_broken_export_is_quarantined_with_its_report(delivered):
    export = delivered("broken")
    export.change(3, sex="?").write()
    look_into_inbox()
    (kept,) = placed("quarantine", export)
    assert {path.name for path in kept.iterdir()} >= {"data.csv", "datapackage.json", "report.json"}
    assert kept.stat().st_mode & 0o777 == 0o700 or kept.parent.stat().st_mode & 0o777 == 0o700


def test_personal_data_does_not_reach_the_quarantine(delivered):
    export = delivered("personal")
    export.change(3, district="35202-1234567-1").write()
    look_into_inbox()
    (kept,) = placed("quarantine", export)
    assert not (kept / "data.csv").exists()
    assert "35202" not in (kept / "report.json").read_text()


def test_export_that_is_still_being_written_is_left_alone(delivered):
    export = delivered("growing")
    (export.folder / "datapackage.json").rename(export.folder / "datapackage.json.part")
    assert list(waiting_exports()) == []
    (export.folder / "datapackage.json.part").rename(export.folder / "datapackage.json")
    (export.folder / "more.csv.part").write_text("")
    assert list(waiting_exports()) == []
    assert take_in(export.folder) is None
    assert look_into_inbox() == 0


def test_linked_folder_is_left_alone(delivered, tmp_path):
    export = delivered("real")
    link = export.folder.parent / "link"
    link.symlink_to(export.folder)
    assert list(waiting_exports()) == [export.folder]
    link.unlink()


@pytest.mark.parametrize("where", [("nser", "april"), ("bisp-payments", "other-name")])
def test_export_in_another_folder_than_its_own_is_refused(where, delivered):
    source, name = where
    export = delivered(name, source=source)
    export.gateway = {"source": "bisp-payments", "export_id": "april"}
    export.write()
    assert [finding.rule for finding in take_in(export.folder).findings] == ["wrong-folder"]


def test_held_export_is_put_aside(delivered):
    delivered("first")
    look_into_inbox()
    export = delivered("second")
    refresh_statistics(str(export.folder))
    assert placed("held", export)


def test_two_workers_do_not_read_one_export(delivered):
    export = delivered("shared")
    with sole_reader(export.folder) as alone:
        assert alone
        assert refresh_statistics(str(export.folder)) is None


def test_folder_that_is_gone_is_nobodys_error():
    assert refresh_statistics("/nowhere") is None


def test_publication_lock_is_free_again_after_an_error(db):
    with pytest.raises(RuntimeError), publication_lock():
        raise RuntimeError
    with publication_lock():
        pass


def test_dry_run_leaves_the_inbox_as_it_is(delivered):
    export = delivered("dry")
    assert take_in(export.folder, dry_run=True).state == "published"
    assert (export.folder / "data.csv").exists()


def test_link_that_the_source_left_in_place_of_the_report_is_not_written_through(delivered, tmp_path):
    treasure = tmp_path / "treasure"
    treasure.write_text("kept")
    export = delivered("linked-report")
    (export.folder / "report.json").symlink_to(treasure)
    look_into_inbox()
    (kept,) = placed("exports", export)
    assert treasure.read_text() == "kept"
    assert json.loads((kept / "report.json").read_text())["state"] == "published"


@pytest.mark.parametrize("make", [lambda lock, outside: lock.symlink_to(outside), lambda lock, outside: os.mkfifo(lock)])
def test_link_or_pipe_in_place_of_the_lock_is_left_alone(delivered, tmp_path, make):
    export = delivered("odd-lock")
    make(export.folder / "reading.lock", tmp_path / "outside")
    assert look_into_inbox() == 1
    assert not (tmp_path / "outside").exists()
