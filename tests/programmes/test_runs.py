"""Runs: started, claimed, tried again, given up, found when lost."""

import logging
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.utils import timezone
from kombu.exceptions import OperationalError

from programmes import runs
from programmes.lock import sole_refresh
from programmes.models import Release, Run
from programmes.progress import ENDS, kept_in, per_cent
from programmes.tasks import refresh_statistics, tend_releases
from tests.factories.exports import Export, cell, record

pytestmark = pytest.mark.usefixtures("areas")


@pytest.fixture
def export(tmp_path):
    return Export(tmp_path / "march", [record(n) for n in range(30)])


@pytest.fixture
def rung(monkeypatch):
    """The numbers of the runs that the worker was rung for; nobody comes."""
    numbers = []
    monkeypatch.setattr(refresh_statistics, "delay", numbers.append)
    return numbers


@pytest.fixture
def upload():
    """An export in a folder of its own under the uploads."""
    export = Export(Path(settings.VAR) / "uploads" / "hand-in-1", [record(n) for n in range(30)])
    export.write()
    yield export
    for path in sorted(export.folder.rglob("*"), reverse=True):
        path.unlink()
    if export.folder.exists():
        export.folder.rmdir()


def start(export: Export, **options) -> Run:
    return runs.start(export.write(), door=Run.Door.UPLOAD, **options)


def fail(*args, **options):
    raise RuntimeError("35202-1234567-1")


def test_run_ends_with_its_report_and_its_release(export, learner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        run = start(export, started_by=learner)
        assert (run.state, run.source, run.dataset, run.export_id) == (
            "waiting",
            "bisp-payments",
            "kafaalat-payments",
            "march",
        )
    run.refresh_from_db()
    release = Release.objects.get()
    assert (run.state, run.done, run.step, run.attempts, run.release) == ("published", 100, "publish", 1, release)
    assert run.report["export_id"] == "march"
    assert run.began_at <= run.ended_at
    assert release.uploaded_by == learner


def test_export_that_is_on_its_way_gets_no_second_run(export, rung, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert start(export) == start(export)
    assert len(rung) == 2
    assert start(export, dry_run=True).pk not in rung


def test_dry_run_leaves_no_release(export, rung):
    run = start(export, dry_run=True)
    assert runs.carry_out(run).state == "published"
    assert (run.state, run.release, Release.objects.count()) == ("published", None, 0)


def test_rejection_is_final_at_the_first_attempt(export, rung):
    run = start(export.change(3, sex="?"))
    refresh_statistics(run.pk)
    run.refresh_from_db()
    assert (run.state, run.attempts, rung) == ("rejected", 1, [])
    assert runs.carry_out(run) is None


def test_manifest_that_is_none_makes_a_run_without_names(export, rung):
    folder = export.write()
    for text in ("no JSON", "[]", '{"gateway": 1}', '{"gateway": {"source": "35202-1234567-1"}}'):
        (folder / "datapackage.json").write_text(text)
        run = runs.enter(folder, door=Run.Door.UPLOAD)
        assert (run.source, run.dataset, run.export_id) == ("", "", "")
        assert runs.lock_name(run) == str(folder)
        assert runs.carry_out(run).state == "rejected"


def test_failure_is_tried_three_times_and_its_words_are_kept_nowhere(export, rung, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr("programmes.refresh.decide", fail)
    run = start(export)
    for attempt in (1, 2, 3):
        refresh_statistics(run.pk)
        run.refresh_from_db()
        assert run.attempts == attempt
    assert rung == [run.pk, run.pk]
    assert run.state == "failed"
    assert run.report["checks"][0]["rule"] == "gave-up"
    assert "RuntimeError at" in caplog.text
    assert "35202" not in caplog.text
    assert refresh_statistics(run.pk) is None


def test_attempt_counts_before_it_works(export, rung):
    run = start(export)
    Run.objects.update(state=Run.State.RUNNING, attempts=Run.MOST_ATTEMPTS)
    assert runs.carry_out(run) is None
    assert (run.state, run.report["state"], Release.objects.count()) == ("failed", "failed", 0)


def test_what_an_attempt_published_before_its_sudden_end_is_its_own(export, rung, monkeypatch):
    run = start(export)
    with monkeypatch.context() as patch:
        patch.setattr(Run, "save", fail)
        with pytest.raises(RuntimeError):
            runs.carry_out(run)
    assert Release.objects.get().state == "published"
    run.refresh_from_db()
    assert runs.carry_out(run).state == "published"
    assert (run.state, run.attempts, Release.objects.count()) == ("published", 2, 1)


def test_attempt_that_ended_while_it_put_the_export_away_is_taken_up_there(upload, rung, monkeypatch):
    run = runs.start(upload.folder, door=Run.Door.UPLOAD)
    with monkeypatch.context() as patch:
        patch.setattr("programmes.intake.put_away", fail)
        with pytest.raises(RuntimeError):
            runs.carry_out(run)
    monkeypatch.setattr(runs, "refresh", fail)
    assert runs.carry_out(run).state == "published"
    assert not upload.folder.exists()
    assert list(Path(settings.VAR).glob("exports/hand-in-1-*/report.json"))


def test_attempt_that_ended_after_it_put_the_export_away_only_says_so(upload, rung, monkeypatch):
    run = runs.start(upload.folder, door=Run.Door.UPLOAD)
    with monkeypatch.context() as patch:
        patch.setattr(runs, "end", fail)
        with pytest.raises(RuntimeError):
            runs.carry_out(run)
    assert not upload.folder.exists()
    assert runs.carry_out(run).state == "published"


def test_run_whose_export_is_gone_says_so(export, rung):
    run = start(export)
    for path in export.folder.iterdir():
        path.unlink()
    export.folder.rmdir()
    refresh_statistics(run.pk)
    run.refresh_from_db()
    assert (run.state, run.attempts, run.report["checks"][0]["rule"]) == ("failed", 1, "folder-gone")


@pytest.mark.parametrize(("rows", "state"), [(30, "already published"), (60, "held")])
def test_run_that_came_second_to_an_export_says_what_became_of_it(tmp_path, rung, rows, state):
    runs.carry_out(start(Export(tmp_path / "first", [record(n) for n in range(30)])))
    export = Export(tmp_path / "uploads-second", [record(n) for n in range(rows)])
    export.gateway = {"sequence": 2, "export_id": "second"}
    first, second = runs.enter(export.write(), door=Run.Door.UPLOAD), runs.enter(export.folder, door=Run.Door.INBOX)
    runs.carry_out(first)
    export.folder.rename(tmp_path / "put-away")
    assert runs.carry_out(second).state == state
    assert second.release == first.release


def test_run_waits_while_another_has_its_data_set_and_is_rung_for_after_it(tmp_path, rung):
    first, second = (start(Export(tmp_path / name, [record(n) for n in range(30)])) for name in ("first", "second"))
    with sole_refresh("bisp-payments/kafaalat-payments"):
        assert runs.carry_out(second) is None
    assert second.attempts == 0
    refresh_statistics(first.pk)
    assert rung == [second.pk]


def test_run_that_is_taken_up_again_still_knows_who_signed_it_off(tmp_path, rung, monkeypatch):
    """Its process died with the release unwritten; another takes it up."""
    quoted = Export(tmp_path / "quoted", [cell(conf_status="F")], kind="aggregate")
    quoted.gateway = {"public": True, "citation": "A report"}
    with monkeypatch.context() as dying:
        dying.setattr("programmes.refresh.decide", killed)
        with pytest.raises(SystemExit):
            runs.at_once(quoted.write(), door="command", signed_off_by="A. Steward")
    run = Run.objects.get()
    assert (run.state, run.signed_off_by) == ("running", "A. Steward")
    runs.carry_out(Run.objects.get())
    assert Release.objects.get().signed_off_by == "A. Steward"


def killed(*given):
    raise SystemExit(9)


def test_interrupted_run_is_not_taken_up_again(export, monkeypatch):
    def interrupt(*args, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(runs, "refresh", interrupt)
    with pytest.raises(KeyboardInterrupt):
        runs.at_once(export.write(), door=Run.Door.COMMAND)
    run = Run.objects.get()
    assert (run.state, run.report["checks"][0]["rule"]) == ("failed", "interrupted")


def test_lost_runs_are_rung_for_and_living_ones_left_alone(tmp_path, rung):
    lost, living, fresh, waiting = (
        start(Export(tmp_path / name, [record(n) for n in range(3)])) for name in ("lost", "living", "fresh", "waiting")
    )
    Run.objects.filter(pk__in=[lost.pk, living.pk]).update(state=Run.State.RUNNING)
    Run.objects.filter(pk=living.pk).update(dataset="living")
    Run.objects.filter(pk=waiting.pk).update(queued_at=timezone.now() - timedelta(minutes=5))
    with sole_refresh("bisp-payments/living"):
        tend_releases()
    assert sorted(rung) == [lost.pk, waiting.pk]
    assert fresh.pk not in rung


def test_run_waits_for_the_next_look_while_the_broker_is_away(export, monkeypatch, caplog, django_capture_on_commit_callbacks):
    def silent(*args):
        raise OperationalError

    monkeypatch.setattr(refresh_statistics, "delay", silent)
    with django_capture_on_commit_callbacks(execute=True):
        run = start(export)
    assert Run.objects.get(pk=run.pk).state == "waiting"
    assert "does not answer" in caplog.text


def test_share_of_a_step_is_a_share_of_the_whole():
    assert [per_cent(step, 0) for step in ENDS] == [0, *list(ENDS.values())[:-1]]
    assert [per_cent(step, 1) for step in ENDS] == list(ENDS.values())
    assert per_cent("gate", 7.0) == ENDS["gate"]


def test_progress_is_kept_at_each_step_and_now_and_then_between(export, rung, monkeypatch):
    clock = iter([0.0, 0.1, 0.2, 0.3, 1.3])
    monkeypatch.setattr("programmes.progress.time", SimpleNamespace(monotonic=lambda: next(clock)))
    run, watched = start(export), []
    tell = kept_in(run, lambda done, step: watched.append((done, step)))
    kept = lambda: Run.objects.values_list("step", "done").get()  # noqa: E731
    tell("gate", 0.0)
    tell("gate", 0.5)
    assert kept() == ("gate", 0)
    tell("check", 0.0)
    assert kept() == ("check", 20)
    tell("check", 0.5)
    assert kept() == ("check", 45)
    assert watched == [(0, "gate"), (10, "gate"), (20, "check"), (45, "check")]
