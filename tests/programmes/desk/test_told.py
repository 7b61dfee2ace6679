"""What an export's report may say while a release waits for its hour: officers are told nothing of it, stewards all."""

import json
import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from programmes import disclosure, runs
from programmes.desk.decisions import needs_reason
from programmes.models import DataSet, Observation, Release
from programmes.publishing import NotAllowed, publish
from programmes.refresh import refresh
from programmes.registry.findings import Finding, Rejected
from tests.factories.exports import Export, cell

NOW = datetime(2025, 7, 1, 8, tzinfo=UTC)
HOUR = NOW + timedelta(hours=2)
PEOPLE_PAID = {"_T": 1855, "F": 1044, "M": 774, "X": 13, "U": 24}
TRACES = ("embargo", "older-", "large-change", "30 %", "disclosure", "give away", "gaps", "left out", "10:00")


@pytest.fixture
def folder(settings, tmp_path):
    settings.VAR = tmp_path
    (tmp_path / "uploads").mkdir()
    return tmp_path / "uploads"


@pytest.fixture
def export(areas, folder, time_machine):
    time_machine.move_to(NOW, tick=False)

    def export(name: str, cells: list[dict], **gateway) -> Export:
        time_machine.shift(1)
        made = Export(folder / name, cells, kind="aggregate")
        made.gateway = {"sequence": 1} | gateway
        made.write()
        return made

    return export


def families(value: int) -> list[dict]:
    return [cell(value=str(value))]


def payments(*sexes: str) -> list[dict]:
    fixed = {"indicator": "payments_made", "unit": "payments", "ref_area": "PK601"}
    return [cell(value=str(PEOPLE_PAID[sex]), sex=sex, **fixed) for sex in sexes]


def hand_in(export: Export, person, **options):
    run = runs.enter(export.folder, door="upload", started_by=person, **options)
    return run, runs.carry_out(run)


def rules(findings) -> set[str]:
    return {finding.rule for finding in findings}


def pages_of(client, person, run) -> dict[str, str]:
    client.force_login(person)
    numbered = {
        name: reverse(f"statistics_desk:{name}", args=[run.pk]) for name in ("run", "progress", "report_json", "report_csv")
    }
    addresses = numbered | {"runs": reverse("statistics_desk:runs"), "first page": reverse("wagtailadmin_home")}
    answers = {name: client.get(address) for name, address in addresses.items()}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {name: answer.getvalue().decode() for name, answer in answers.items()}


def test_what_an_officer_hands_in_is_compared_aloud_with_public_figures_only(
    export, folder, client, officer, steward, caplog, capsys, django_capture_on_commit_callbacks
):
    refresh(export("a", families(1000)).folder)
    refresh(export("secret", families(2000), sequence=3, embargo_until=HOUR.isoformat()).folder, signed_off_by="A. Steward")
    caplog.clear()
    with caplog.at_level(logging.INFO), django_capture_on_commit_callbacks(execute=True):
        run, report = hand_in(export("c", families(1010), sequence=2), officer)
    assert (report.state, rules(report.findings)) == ("held", {"awaits-decision"})
    assert rules(report.reserved) == {"embargo-pending", "older-sequence", "large-change"}
    told = pages_of(client, officer, run)
    (kept,) = folder.parent.glob("held/*/report.json")
    told |= {
        "log": caplog.text,
        "report kept beside the file": kept.read_text(),
        "letters": "".join(m.body for m in mail.outbox),
    }
    with pytest.raises(SystemExit):
        call_command("refresh_statistics", kept.parent)
    told |= {"command": capsys.readouterr().out}
    assert {name: word for name, text in told.items() for word in TRACES if word in text} == {}
    assert "Nothing needs mending" in told["run"]
    assert "awaits-decision" in told["command"]
    again = hand_in(export("c", families(1010), sequence=2), officer)[1]
    assert (again.state, rules(again.findings)) == ("held", {"awaits-decision"})
    seen = pages_of(client, steward, run)
    assert all(rule in seen["report_json"] and rule in seen["run"] for rule in rules(report.reserved))
    waiting = client.get(reverse("statistics_desk:release", args=[report.release])).content.decode()
    assert "waits for its hour" in waiting
    assert "30 %" in waiting


def test_what_readers_see_is_compared_with_too_and_told(export, officer):
    """The release under embargo has the change already: readers have not."""
    refresh(export("a", families(1000)).folder)
    refresh(export("secret", families(2000), sequence=2, embargo_until=HOUR.isoformat()).folder, signed_off_by="A. Steward")
    _run, report = hand_in(export("c", families(2010), sequence=3, embargo_until=HOUR.isoformat()), officer)
    assert (report.state, rules(report.findings), report.reserved) == ("held", {"large-change"}, [])


def test_a_data_set_whose_every_release_is_signed_off_says_the_same(export, officer):
    refresh(export("a", families(1000)).folder)
    DataSet.objects.update(signed_off=True)
    tried = hand_in(export("tried", families(1010), sequence=2), officer, dry_run=True)[1]
    assert (tried.state, tried.findings) == ("published", [])
    report = hand_in(export("b", families(1010), sequence=2), officer)[1]
    assert (report.state, rules(report.findings), report.reserved) == ("held", {"awaits-decision"}, [])
    assert not needs_reason(Release.objects.get(pk=report.release))


def test_gaps_that_only_an_embargo_explains_wait_for_a_steward(export, officer, steward):
    refresh(export("sexes", payments("F", "M", "X", "U"), dataset="by-sex", embargo_until=HOUR.isoformat()).folder)
    report = hand_in(export("total", payments("_T")), officer)[1]
    assert (report.state, rules(report.findings), rules(report.reserved)) == ("held", {"awaits-decision"}, {"gaps"})
    release = Release.objects.get(pk=report.release)
    assert not release.observations.exists()
    publish(release, by=steward)


def test_what_only_an_embargo_forbids_is_held_and_not_rejected(export, officer, steward, monkeypatch):
    """The combination stays closed: not even a sign-off publishes it."""
    refresh(export("sexes", payments("F", "M", "X", "U"), dataset="by-sex", embargo_until=HOUR.isoformat()).folder)
    secured = disclosure.secured

    def unhelped(figures, manifest, basis, *watch):
        if basis.embargoed:
            raise Rejected(Finding("disclosure", manifest.path, column="payments_made", count=5))
        return secured(figures, manifest, basis, *watch)

    monkeypatch.setattr("programmes.refresh.secured", unhelped)
    total = export("total", payments("_T"))
    report = refresh(total.folder, uploaded_by=officer, signed_off_by="A. Steward")
    assert (report.state, rules(report.findings), rules(report.reserved)) == ("held", {"awaits-decision"}, {"disclosure"})
    with pytest.raises(NotAllowed, match="give away"):
        publish(Release.objects.get(pk=report.release), by=steward)
    assert Observation.objects.get(release=report.release).value == 1860


def test_a_sign_off_does_not_overtake_an_embargo(export, capsys):
    refresh(export("a", families(1000)).folder)
    refresh(export("secret", families(1010), sequence=2, embargo_until=HOUR.isoformat()).folder)
    early = export("c", families(1020), sequence=3)
    for _attempt in range(2):
        report = refresh(early.folder, signed_off_by="A. Steward")
        assert (report.state, rules(report.findings)) == ("held", {"awaits-decision"})
        assert rules(report.reserved) == {"embargo-pending"}


def test_trying_a_guessed_export_id_tells_nothing(export, officer, steward):
    refresh(export("secret", families(1010), embargo_until=HOUR.isoformat()).folder, uploaded_by=steward)
    guess = export("guess", families(1020), export_id="secret")
    assert hand_in(guess, officer, dry_run=True)[1].state == "published"
    assert rules(hand_in(guess, steward, dry_run=True)[1].findings) == {"export-id-reused"}


def test_a_report_is_kept_with_what_it_reserves(export, officer):
    refresh(export("a", families(1000)).folder)
    refresh(export("secret", families(1010), sequence=2, embargo_until=HOUR.isoformat()).folder)
    run, report = hand_in(export("c", families(1020), sequence=3), officer)
    run.refresh_from_db()
    kept = type(report).from_json(run.report)
    assert (kept.findings, kept.reserved) == (report.findings, report.reserved)
    assert "reserved" not in json.dumps(report.as_json())
