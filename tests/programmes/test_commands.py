import io
import json

import pytest
from django.core.management import CommandError, call_command

from programmes.models import Release, Run
from tests.factories.exports import Export, record


def run(capsys, *args: str) -> tuple[int, str]:
    try:
        call_command("refresh_statistics", *args)
    except SystemExit as end:
        return end.code, capsys.readouterr().out
    return 0, capsys.readouterr().out


@pytest.fixture
def export(areas, tmp_path):
    return Export(tmp_path / "march", [record(n) for n in range(30)])


def test_published_and_already_published_end_with_0(export, capsys):
    status, out = run(capsys, str(export.write()), "--json")
    report = json.loads(out)
    assert (status, report["state"], report["release"]) == (0, "published", Release.objects.get().pk)
    assert list(report) == ["state", "release", "export_id", "rows", "checks", "seconds"]
    assert (report["export_id"], report["rows"], report["checks"]) == ("march", 30, [])
    status, out = run(capsys, str(export.folder / "datapackage.json"))
    assert (status, out) == (0, "march: already published\n")


def test_held_ends_with_3(export, capsys, tmp_path):
    run(capsys, str(export.write()))
    export.folder = tmp_path / "april"
    assert run(capsys, str(export.write()))[0] == 3
    assert run(capsys, str(export.folder), "--sign-off", "A. Steward")[0] == 0


@pytest.mark.parametrize("name", [" ", "x" * 161, "A\nSteward", "A. Steward, 35202-1234567-1"])
def test_the_steward_that_a_release_names_to_everybody_is_a_name(name, export, capsys):
    with pytest.raises(CommandError, match="data steward's name"):
        run(capsys, str(export.write()), f"--sign-off={name}")
    assert not Run.objects.exists()


def test_rejected_ends_with_4_and_names_the_place(export, capsys):
    export.change(4, sex="female").change(9, sex="female")
    status, out = run(capsys, str(export.write()), "--json")
    (first, second) = json.loads(out)["checks"]
    assert status == 4
    assert first == {"rule": "unknown-code", "file": "data.csv", "line": 6, "column": "sex", "count": 2}
    assert second["line"] == 11
    status, out = run(capsys, str(export.folder), "--dry-run")
    assert status == 4
    assert "data.csv, line 6, column sex: The code is not known" in out
    assert "(2 in all)" in out
    assert "dry run" in out
    assert "female" not in out


def test_anything_else_ends_with_1(areas, tmp_path, settings):
    with pytest.raises(CommandError, match="no such folder"):
        call_command("refresh_statistics", str(tmp_path / "nowhere"))
    waiting = settings.VAR / "inbox" / "nser" / "unfinished"
    waiting.mkdir(parents=True)
    with pytest.raises(CommandError, match="not complete"):
        call_command("refresh_statistics", str(waiting))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_terminal_sees_how_far_it_is_and_programs_do_not(export):
    drawn, quiet = Terminal(), Terminal()
    call_command("refresh_statistics", str(export.write()), stderr=drawn, stdout=io.StringIO())
    assert "100 %" not in drawn.getvalue()
    assert "85 %  writing the release" in drawn.getvalue()
    assert drawn.getvalue().endswith("\r\033[K")
    call_command("refresh_statistics", str(export.folder), "--json", stderr=quiet, stdout=io.StringIO())
    assert quiet.getvalue() == ""
    piped = io.StringIO()
    call_command("refresh_statistics", str(export.folder), stderr=piped, stdout=io.StringIO())
    assert piped.getvalue() == ""


def test_failure_is_told_without_its_words(export, monkeypatch):
    def fail(*args, **options):
        raise RuntimeError("35202-1234567-1")

    monkeypatch.setattr("programmes.runs.refresh", fail)
    with pytest.raises(CommandError, match=r"RuntimeError\)") as told:
        call_command("refresh_statistics", str(export.write()))
    assert "35202" not in str(told.value)
    assert Run.objects.get().state == "failed"


@pytest.mark.parametrize("kind", ["records", "aggregate"])
@pytest.mark.parametrize("file_format", ["csv", "csv.gz", "parquet"])
def test_made_export_is_valid(kind, file_format, areas, tmp_path, capsys):
    call_command("make_export", tmp_path / "made", rows=1003, kind=kind, format=file_format)
    capsys.readouterr()
    status, out = run(capsys, str(tmp_path / "made"), "--json")
    assert (status, json.loads(out)["rows"]) == (0, 1003)
    assert Release.objects.get().illustrative


def test_same_seed_makes_the_same_rows(areas, tmp_path):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        call_command("make_export", tmp_path / name, rows=50, seed=seed, verbosity=0)
    first, again, other = ((tmp_path / name / "data.csv").read_bytes() for name in "abc")
    assert first == again != other


def test_one_row_is_an_export_and_none_is_not(areas, tmp_path):
    call_command("make_export", tmp_path / "one", rows=1, verbosity=0)
    assert (tmp_path / "one" / "data.csv").read_text().count("\n") == 2
    with pytest.raises(CommandError, match="at least one row"):
        call_command("make_export", tmp_path / "none", rows=0)


def test_make_export_needs_districts(db, tmp_path):
    with pytest.raises(CommandError, match="load_starter_content"):
        call_command("make_export", tmp_path / "made", rows=5)
