import json

import pytest
from django.core.management import CommandError, call_command

from programmes import disclosure
from programmes.models import Observation, Release
from programmes.publishing import NotAllowed, publish
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
    monkeypatch.setattr("programmes.refresh.secured", lambda figures, *known: figures)
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
    unhelped = lambda figures, before, beside, **known: (figures, disclosure.recoveries(figures, before, **known))  # noqa: E731
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


QUARTERS = {"2024-Q1": 1044, "2024-Q2": 774, "2024-Q3": 13}


def by_period(folder, values: dict[str, int], sequence: int, **gateway) -> Export:
    cells = [
        cell(value=str(n), indicator="payments_made", unit="payments", ref_area="PK", period=period)
        for period, n in values.items()
    ]
    export = Export(folder, cells, kind="aggregate")
    export.gateway = {"sequence": sequence} | gateway
    return export


def test_figures_that_are_carried_over_are_attacked_too(areas, tmp_path, capsys):
    """A year and three of its quarters stand already; the fourth would give all of them away."""
    refresh(by_period(tmp_path / "a", QUARTERS | {"2024": 1855}, 1).write())
    assert audit(capsys)[0] == 0
    report = refresh(by_period(tmp_path / "b", {"2024-Q4": 24}, 2).write())
    release = Release.objects.get(pk=report.release)
    assert (report.state, release.report["withheld"]) == ("published", 1)
    assert sorted(release.observations.values_list("period", flat=True)) == ["2024", *QUARTERS]
    assert audit(capsys)[0] == 0


def test_what_carried_over_figures_would_tell_keeps_a_held_release_back(areas, tmp_path):
    held = refresh(by_period(tmp_path / "b", {"2024-Q4": 24}, 1).write())
    first = Release.objects.get(pk=held.release)
    refresh(by_period(tmp_path / "a", {"2025-Q1": 500}, 5).write())
    release = Release.objects.get(pk=refresh(by_period(tmp_path / "c", {"2024-Q3": 13}, 2).write()).release)
    assert (first.state, release.state) == ("published", "held")
    refresh(by_period(tmp_path / "d", {"2024-Q1": 1044, "2024-Q2": 774, "2024": 1855}, 6).write())
    with pytest.raises(NotAllowed, match="give away"):
        publish(release)


def test_what_is_known_already_does_not_stop_what_adds_nothing(areas, tmp_path, monkeypatch):
    with monkeypatch.context() as unprotected:
        unprotected.setattr("programmes.refresh.secured", lambda figures, *known: figures)
        refresh(by_period(tmp_path / "a", QUARTERS | {"2024-Q4": 24, "2024": 1855}, 1).write())
    report = refresh(by_period(tmp_path / "b", {"2023-Q4": 24, "2024-Q4": 24}, 2).write())
    assert report.state == "published"


def test_another_data_set_of_the_same_payments_is_held_against_them(areas, tmp_path, capsys):
    """The total in one data set, the sexes in another."""
    refresh(Export(tmp_path / "totals", payments({"_T": 1855}), kind="aggregate").write())
    sexes = Export(tmp_path / "sexes", payments({sex: n for sex, n in GIVEN_AWAY.items() if sex != "_T"}), kind="aggregate")
    sexes.gateway = {"dataset": "payments-by-sex"}
    report = refresh(sexes.write())
    assert (report.state, Release.objects.get(pk=report.release).report["withheld"]) == ("published", 4)
    assert audit(capsys)[0] == 0


@pytest.mark.parametrize("arrivals", [1, 3])
def test_data_sets_that_come_at_the_same_moment_are_held_against_each_other(arrivals, areas, tmp_path, monkeypatch, capsys):
    """Another is published between the audit and the publication: the audit is made again, at last with all others waiting."""
    sexes = Export(tmp_path / "sexes", payments({sex: n for sex, n in GIVEN_AWAY.items() if sex != "_T"}), kind="aggregate")
    sexes.gateway = {"dataset": "payments-by-sex"}
    others = iter(range(arrivals))
    audits = []

    def audited(figures, manifest, basis, *watch):
        found = disclosure.secured(figures, manifest, basis, *watch)
        if manifest.dataset == "payments-by-sex":
            audits.append(found.height)
            if (number := next(others, None)) is not None:
                totals = Export(tmp_path / f"totals-{number}", payments({"_T": 1855}), kind="aggregate")
                totals.gateway = {"dataset": f"totals-{number}"}
                assert refresh(totals.write()).state == "published"
        return found

    monkeypatch.setattr("programmes.refresh.secured", audited)
    report = refresh(sexes.write())
    assert (report.state, Release.objects.get(pk=report.release).report["withheld"]) == ("published", 4)
    assert audits == [4, *[0] * arrivals]
    assert audit(capsys)[0] == 0


def test_a_release_without_figures_is_an_error(db):
    with pytest.raises(CommandError, match="no figures"):
        call_command("audit_disclosure", "999")
