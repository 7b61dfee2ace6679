import csv

import pytest

from gateway.starter import statistics
from gateway.starter.taxonomy import load_taxonomy
from programmes import figures
from programmes.models import DataSet, Observation, Release


@pytest.fixture
def loaded(db, monkeypatch):
    monkeypatch.setattr(statistics, "SYNTHETIC_ROWS", 20_000)
    load_taxonomy()
    statistics.load_statistics()


def test_each_figure_of_the_sources_is_published_as_it_was_printed(loaded):
    quoted = Observation.objects.filter(origin__registry__code="public-sources")
    rows = statistics.rows("figures")
    assert quoted.count() == len(rows)
    assert sum(quoted.values_list("value", flat=True)) == sum(int(row["value"]) for row in rows)
    assert set(quoted.values_list("status", flat=True)) == {"quoted"}


def test_each_citation_is_one_signed_release(loaded):
    releases = Release.objects.filter(registry__code="public-sources")
    assert releases.count() == len(statistics.rows("exports")) == len(set(releases.values_list("citation", flat=True)))
    assert set(releases.values_list("signed_off_by", flat=True)) == {statistics.SIGN_OFF}


def test_enrolled_is_not_paid_and_planned_is_no_current_figure(loaded):
    headline = {figure.indicator: figure for figure in figures.headline_figures("kafaalat")}
    assert (headline["persons_paid"].value, headline["persons_paid"].period) == ("7.87 million", "July 2024 to March 2025")
    assert headline["stipend_rate"].value == "13,500"
    assert [(f.value, f.planned) for f in figures.series("kafaalat", "stipend_rate")][-1] == ("14,500", True)


def test_made_up_records_are_illustrative_everywhere(loaded):
    synthetic = Observation.objects.filter(origin__registry__code="synthetic")
    assert set(synthetic.values_list("status", flat=True)) == {"illustrative", "suppressed"}
    assert {figure.status for figure in figures.by_province("kafaalat", "families_paid")} == {"illustrative"}
    assert len(figures.by_district("kafaalat", "families_paid")) == 160


def test_loading_again_changes_nothing(loaded):
    before = list(Release.objects.values_list("pk", "state"))
    statistics.load_statistics()
    assert list(Release.objects.values_list("pk", "state")) == before


def test_what_a_steward_or_an_editor_emptied_stays_empty(loaded):
    Release.objects.update(description_ur="")
    DataSet.objects.update(title_ur="", days_allowed=7)
    statistics.load_statistics()
    assert not Release.objects.exclude(description_ur="").exists()
    assert set(DataSet.objects.values_list("title_ur", "days_allowed")) == {("", 7)}


def test_export_that_is_not_published_stops_the_load(db, monkeypatch):
    load_taxonomy()
    monkeypatch.setattr(statistics, "SIGN_OFF", "")
    with pytest.raises(RuntimeError, match="awaits-sign-off"):
        statistics.load_statistics()


def test_starter_set_is_of_the_size_that_was_promised():
    assert statistics.SYNTHETIC_ROWS >= 100_000
    with (statistics.FOLDER / "figures.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) >= 58


def test_each_data_set_has_a_title_in_both_languages_and_a_calendar(loaded):
    datasets = {dataset.code: dataset for dataset in DataSet.objects.all()}
    assert set(datasets) == set(Release.objects.values_list("dataset", flat=True))
    assert all(dataset.title and dataset.title_ur for dataset in datasets.values())
    made_up = datasets.pop("kafaalat-payments")
    assert (made_up.frequency, made_up.days_allowed) == ("quarter", 45)
    assert {dataset.frequency for dataset in datasets.values()} == {"once"}
