import os
import stat
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gateway.accounts.roles import EDITORS
from programmes.desk import upload
from programmes.models import Release, Run
from tests.factories.exports import Export, record

pytestmark = pytest.mark.usefixtures("areas")
FORM = "/admin/statistics/hand-in/"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR = tmp_path / "var"
    settings.VAR.mkdir()


@pytest.fixture
def export(tmp_path) -> Path:
    return Export(tmp_path / "export", [record(number) for number in range(30)]).write()


def files(export: Path, **names: str) -> dict:
    named = {"manifest": "datapackage.json", "data": "data.csv"}
    return {field: SimpleUploadedFile(names.get(field, name), (export / name).read_bytes()) for field, name in named.items()}


def hand_in(client, export: Path, purpose: str = "hand-in", names: dict | None = None, **headers):
    return client.post(FORM, files(export, **(names or {})) | {"purpose": purpose}, **headers)


def kept() -> list[str]:
    return sorted(path.name for path in upload.uploads().rglob("*") if path.is_file())


def test_officer_hands_in_an_export_that_is_published(client, officer, export, django_capture_on_commit_callbacks):
    client.force_login(officer)
    with django_capture_on_commit_callbacks(execute=True):
        answer = hand_in(client, export)
    run = Run.objects.get()
    assert answer.url == reverse("statistics_desk:run", args=[run.pk])
    assert (run.state, run.door, run.started_by, run.dry_run) == ("published", "upload", officer, False)
    assert Release.objects.get().uploaded_by == officer
    assert kept() == []


def test_files_wait_in_a_closed_folder_of_their_own(client, officer, export):
    client.force_login(officer)
    hand_in(client, export)
    folder = Path(Run.objects.get().folder)
    assert folder.parent == upload.uploads().resolve()
    assert kept() == ["data.csv", "datapackage.json"]
    assert (folder / "data.csv").read_bytes() == (export / "data.csv").read_bytes()
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder.parent, folder, folder / "data.csv")] == [0o700, 0o700, 0o600]


def test_trying_publishes_nothing_and_keeps_only_the_report(client, officer, export, django_capture_on_commit_callbacks):
    client.force_login(officer)
    with django_capture_on_commit_callbacks(execute=True):
        hand_in(client, export, purpose="try")
    assert Run.objects.get().report["state"] == "published"
    assert not Release.objects.exists()
    assert kept() == []


@pytest.mark.parametrize(
    ("field", "name", "right"),
    [("data", "my data.csv", "data.csv or data.csv.gz or data.parquet"), ("manifest", "export.json", "datapackage.json")],
)
def test_file_of_another_name_is_refused_and_nothing_is_kept(client, officer, export, field, name, right):
    client.force_login(officer)
    answer = hand_in(client, export, names={field: name})
    assert answer.status_code == 400
    assert f"must be called {right}" in answer.content.decode()
    assert not Run.objects.exists()
    assert kept() == []


@pytest.mark.parametrize("name", ["../../data.csv", "/etc/data.csv", "..\\data.csv"])
def test_path_in_a_name_leads_nowhere(client, officer, export, name):
    client.force_login(officer)
    hand_in(client, export, names={"data": name})
    assert {path.parent.parent for path in upload.uploads().rglob("data.csv")} <= {upload.uploads()}


def test_file_over_the_limit_is_refused_in_words(client, officer, export, settings):
    settings.MAX_EXPORT_MB = 0
    client.force_login(officer)
    answer = hand_in(client, export, HTTP_ACCEPT="application/json")
    assert answer.status_code == 400
    assert answer.json()["errors"]["data"] == ["The file is larger than 0 MB. Nothing was kept of it."]
    assert kept() == []


def test_missing_file_is_asked_for(client, officer):
    client.force_login(officer)
    answer = client.post(FORM, {"purpose": "try"})
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"manifest", "data"}


def test_script_is_told_where_to_go(client, officer, export):
    client.force_login(officer)
    answer = hand_in(client, export, HTTP_ACCEPT="application/json")
    assert answer.json() == {"address": reverse("statistics_desk:run", args=[Run.objects.get().pk])}


def test_form_without_its_token_is_refused_and_its_files_are_dropped(officer, export):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    assert hand_in(client, export).status_code == 403
    assert kept() == []
    assert not Run.objects.exists()


def test_editor_is_turned_away_before_anything_is_written(client, people, export):
    client.force_login(people("Erum", EDITORS))
    assert hand_in(client, export).status_code == 302
    assert not upload.uploads().exists()


def test_upload_that_breaks_off_leaves_nothing_open(tmp_path, rf):
    folder = upload.new_folder()
    handler = upload.ExportUploadHandler(rf.post("/"), folder)
    handler.upload_interrupted()
    handler.new_file("data", "data.csv", "text/csv", None)
    handler.receive_data_chunk(b"a,b", 0)
    handler.upload_interrupted()
    assert handler.file.closed


def test_what_a_day_old_upload_left_is_cleared_away():
    old, new = upload.new_folder(), upload.new_folder()
    for folder in (old, new):
        (folder / "data.csv.part").touch()
    os.utime(old / "data.csv.part", (time.time() - 2 * upload.A_DAY,) * 2)
    upload.new_folder()
    assert (old.exists(), new.exists()) == (False, True)
