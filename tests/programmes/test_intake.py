import json
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from programmes import runs
from programmes.intake import inbox, waiting_exports
from programmes.lock import sole_refresh
from programmes.models import Registry, Release, Run
from programmes.tasks import look_into_inbox
from tests.factories.exports import Export, record, take_in

VAR = Path(settings.VAR)


@pytest.fixture
def delivered(areas):
    """Exports that lie in the inbox of a source; whatever is left there is cleared away."""
    made = []

    def deliver(export_id: str, source: str = "bisp-payments", **options) -> Export:
        rows = options.pop("rows", [record(n) for n in range(30)])
        export = Export(inbox() / source / export_id, rows, **options)
        export.write()
        made.append(export)
        return export

    yield deliver
    for export in made:
        for path in sorted(export.folder.rglob("*"), reverse=True):
            path.unlink()
        if export.folder.is_dir():
            export.folder.rmdir()


@pytest.fixture
def look(django_capture_on_commit_callbacks):
    """Beat looks into the inbox, and the worker does what it is rung for."""

    def look() -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return look_into_inbox()

    return look


def placed(where: str, export: Export) -> list[Path]:
    return list(VAR.glob(f"{where}/{export.folder.parent.name}-{export.folder.name}-*"))


def test_beat_publishes_what_lies_in_the_inbox_and_puts_it_away(delivered, look):
    export = delivered("march")
    assert look() == 1
    assert Release.objects.get().state == "published"
    (kept,) = placed("exports", export)
    assert json.loads((kept / "report.json").read_text())["state"] == "published"
    assert not export.folder.exists()


def test_broken_export_is_quarantined_with_its_report(delivered, look):
    export = delivered("broken")
    export.change(3, sex="?").write()
    look()
    (kept,) = placed("quarantine", export)
    assert {path.name for path in kept.iterdir()} >= {"data.csv", "datapackage.json", "report.json"}
    assert kept.stat().st_mode & 0o777 == 0o700


def test_personal_data_does_not_reach_the_quarantine(delivered, look):
    export = delivered("personal")
    export.change(3, district="35202-1234567-1").write()
    look()
    (kept,) = placed("quarantine", export)
    assert not (kept / "data.csv").exists()
    assert "35202" not in (kept / "report.json").read_text()


@pytest.mark.parametrize(
    ("damage", "left"),
    [({"sequence": "x"}, {"datapackage.json", "report.json"}), ({"dataset": "35202-1234567-1"}, {"report.json"})],
)
def test_file_of_a_wrong_manifest_is_searched_and_deleted_too(damage, left, delivered, look, mailoutbox):
    Registry.objects.filter(code="bisp-payments").update(contact="data@registry.example.org")
    export = delivered(f"personal-{len(left)}")
    export.gateway |= damage
    export.change(3, district="Rukhsana Nadeem").write()
    (export.folder / "notes.txt").write_text("Rukhsana")
    look()
    (kept,) = placed("quarantine", export)
    assert {path.name for path in kept.iterdir()} == left
    assert {check["rule"] for check in json.loads((kept / "report.json").read_text())["checks"]} > {"personal-data"}
    assert [letter.to for letter in mailoutbox] == [["data@registry.example.org"]]


def test_manifest_that_is_none_leaves_its_source_known_by_the_inbox(delivered, look, mailoutbox):
    Registry.objects.filter(code="bisp-payments").update(contact="data@registry.example.org")
    export = delivered("personal")
    export.change(3, district="Rukhsana Nadeem").write()
    (export.folder / "datapackage.json").write_text("{")
    look()
    assert [letter.subject for letter in mailoutbox] == ["An export held personal data"]


@pytest.mark.parametrize("source", ["bisp-payments", "rukhsana"])
def test_export_that_may_be_called_after_somebody_is_not_named(source, delivered, look, caplog, capsys):
    export = delivered("rukhsana-nadeem", source=source)
    export.gateway = {"dataset": "of-rukhsana", "supersedes": "nadeem-1", "description": "Rukhsana"}
    export.package = {"description": "Rukhsana own"}
    export.change(3, sex="?").write()
    look()
    assert not [path for path in VAR.rglob("*") if "rukhsana" in path.name.casefold() and "inbox" not in path.parts]
    told = "\n".join([caplog.text, *capsys.readouterr(), *connection.connection.iterdump()]).casefold()
    assert "rukhsana" not in told
    assert "nadeem" not in told
    (run,) = Run.objects.all()
    assert (run.state, run.export_id, run.report["export_id"]) == ("rejected", "", None)


def test_export_that_passed_keeps_the_name_that_its_source_gave_it(delivered, look):
    delivered("rukhsana-nadeem")
    look()
    assert Release.objects.get().export_id == Run.objects.get().export_id == "rukhsana-nadeem"


def test_folder_called_after_somebody_loses_its_name(delivered, look):
    delivered("35202-1234567-1")
    assert look() == 1
    run = Run.objects.get()
    assert (run.state, Path(run.folder).name) == ("rejected", "export")
    assert not list(VAR.glob("quarantine/*35202*"))
    assert "35202" not in str(run)


def test_export_that_is_still_being_written_is_left_alone(delivered, look):
    export = delivered("growing")
    (export.folder / "datapackage.json").rename(export.folder / "datapackage.json.part")
    assert list(waiting_exports()) == []
    (export.folder / "datapackage.json.part").rename(export.folder / "datapackage.json")
    (export.folder / "more.csv.part").write_text("")
    assert list(waiting_exports()) == []
    assert look() == 0


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


def test_held_export_is_put_aside(delivered, look):
    delivered("first")
    look()
    export = delivered("second")
    look()
    assert placed("held", export)


def test_two_workers_do_not_read_one_export(delivered, look):
    export = delivered("shared")
    with sole_refresh("bisp-payments/kafaalat-payments"):
        assert look() == 1
        assert take_in(export.folder) is None
        run = Run.objects.get()
        assert (run.state, run.attempts) == ("waiting", 0)
    look()
    assert Run.objects.get().state == "published"


def test_dry_run_leaves_the_inbox_as_it_is(delivered):
    export = delivered("dry")
    assert take_in(export.folder, dry_run=True).state == "published"
    assert (export.folder / "data.csv").exists()


def test_link_that_the_source_left_in_place_of_the_report_is_not_written_through(delivered, tmp_path, look):
    treasure = tmp_path / "treasure"
    treasure.write_text("kept")
    export = delivered("linked-report")
    (export.folder / "report.json").symlink_to(treasure)
    look()
    (kept,) = placed("exports", export)
    assert treasure.read_text() == "kept"
    assert json.loads((kept / "report.json").read_text())["state"] == "published"


def test_export_whose_run_was_given_up_is_left_alone_until_it_comes_anew(delivered, look, monkeypatch):
    export = delivered("unlucky")
    with monkeypatch.context() as patch:
        patch.setattr("programmes.runs.refresh", lambda *args, **options: 1 / 0)
        look()
    assert (Run.objects.get().state, Run.objects.get().attempts) == ("failed", 3)
    assert look() == 0
    moment = Run.objects.get().queued_at.timestamp() + 60
    os.utime(export.folder / "datapackage.json", times=(moment, moment))
    assert look() == 1
    assert Release.objects.get().state == "published"


def test_export_is_put_away_from_an_inbox_on_another_file_system(delivered, look, monkeypatch):
    def refuse(*args):
        raise OSError("Invalid cross-device link")

    export = delivered("afar")
    monkeypatch.setattr(Path, "rename", refuse)
    look()
    (kept,) = placed("exports", export)
    assert {path.name for path in (kept / "export").iterdir()} == {"data.csv", "datapackage.json", "report.json"}


def test_export_marked_to_be_tried_gets_its_report_and_stays(delivered, look):
    export = delivered("q1")
    (export.folder / "TRY").touch()
    assert (look(), look()) == (1, 0)
    report = json.loads((export.folder / "report.json").read_text())
    assert (report["state"], report["export_id"]) == ("published", "q1")
    assert not Release.objects.exists()
    (export.folder / "TRY").unlink()
    assert look() == 1
    assert Release.objects.get().state == "published"


def test_export_that_is_tried_is_purged_of_personal_data_too(delivered, look):
    export = delivered("q1", rows=[record(0) | {"status": "42101-1234567-1"}])
    (export.folder / "TRY").touch()
    look()
    (kept,) = placed("quarantine", export)
    assert not (kept / "data.csv").exists()


def test_trial_in_the_inbox_tells_nothing_of_what_waits_for_its_hour(delivered, look):
    run = Run(door=Run.Door.INBOX, dry_run=True)
    assert not runs.sees_embargoed(run)
    assert runs.sees_embargoed(Run(door=Run.Door.COMMAND, dry_run=True))
