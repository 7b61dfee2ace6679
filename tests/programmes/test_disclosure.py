import json

import pytest
from django.core.management import CommandError, call_command

from programmes import disclosure
from programmes.models import Observation, Release
from programmes.publishing import publish
from programmes.refresh import refresh
from tests.factories.exports import Export, cell, record

GIVEN_AWAY = {"_T": 1855, "F": 1044, "M": 774, "X": 13, "U": 24}


def audit(capsys, *args) -> tuple[int, str]:
    try:
        call_command("audit_disclosure", *args)
    except SystemExit as end:
        return end.code, capsys.readouterr().out
    return 0, capsys.readouterr().out


def payments(values: dict[str, int]) -> list[dict]:
    return [
        cell(value=str(n), indicator="payments_made", unit="payments", ref_area="PK601", sex=sex) for sex, n in values.items()
    ]


@pytest.fixture
def given_away(areas, tmp_path) -> Export:
    return Export(tmp_path / "march", payments(GIVEN_AWAY), kind="aggregate")


def test_published_records_give_nothing_away(areas, tmp_path, capsys):
    refresh(Export(tmp_path / "march", [record(n) for n in range(40)]).write())
    status, out = audit(capsys)
    assert (status, "nothing recovered" in out) == (0, True)
    status, out = audit(capsys, "--json")
    assert (status, json.loads(out)["safe"]) == (0, True)


def test_cells_that_others_give_away_are_left_out_of_a_release(given_away, capsys):
    report = refresh(given_away.write())
    release = Release.objects.get(pk=report.release)
    assert (report.state, release.report["withheld"]) == ("published", 4)
    assert [figure.sex for figure in release.observations.all()] == ["_T"]
    assert audit(capsys)[0] == 0


def test_the_command_says_where_and_how_but_not_what(given_away, capsys, monkeypatch):
    monkeypatch.setattr("programmes.refresh.secured", lambda figures, manifest: figures)
    report = refresh(given_away.write())
    status, out = audit(capsys, str(report.release))
    assert status == 2
    assert "5 figures recovered" in out
    assert "kafaalat, payments_made, PK601, 2025-Q1, sex F, by adding and subtracting other figures" in out
    assert not any(str(n) in out for n in (*GIVEN_AWAY.values(), 1860, 1040))
    status, out = audit(capsys, "--json")
    found = json.loads(out)
    assert (status, found["safe"], len(found["releases"][0]["recovered"])) == (2, False, 5)


def test_a_release_that_fails_is_not_published(given_away, monkeypatch):
    unhelped = lambda figures, before, **known: (figures, disclosure.recoveries(figures, before, **known))  # noqa: E731
    monkeypatch.setattr(disclosure, "withheld", unhelped)
    report = refresh(given_away.write(), signed_off_by="A. Steward")
    assert report.state == "rejected"
    assert [(f.rule, f.column, f.count) for f in report.findings] == [("disclosure", "payments_made", 5)]
    assert not Observation.objects.exists()


def test_a_held_release_is_attacked_again_before_it_is_signed_off(given_away, tmp_path):
    refresh(given_away.write())
    older = Export(tmp_path / "older", payments({"_T": 3000, "F": 2000}), kind="aggregate")
    held = refresh(older.write())
    assert held.state == "held"
    Observation.objects.filter(release=held.release).delete()
    release = Release.objects.get(pk=held.release)
    march = Release.objects.get(state="published").observations.get()
    for sex, value in {"_T": 1860, "F": 1040, "M": 770, "X": 10, "U": 20}.items():
        march.pk, march.release, march.sex, march.value = None, release, sex, value
        march._state.adding = True
        march.save()
    again = refresh(older.folder, signed_off_by="A. Steward")
    assert (again.state, again.findings[-1].rule) == ("held", "disclosure")
    with pytest.raises(Exception, match="give away"):
        publish(release)


def test_a_release_without_figures_is_an_error(db):
    with pytest.raises(CommandError, match="no figures"):
        call_command("audit_disclosure", "999")
