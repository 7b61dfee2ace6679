from dataclasses import replace

import polars as pl

from programmes.registry import check, gate, manifest as manifests
from programmes.registry.protect import protected
from tests.factories.exports import Export, record
from tests.programmes.registry.conftest import TODAY


def published(folder, codes, rows=None):
    export = Export(folder, rows or [record(0, sex="F"), record(1, district="PK602", sex="X")])
    manifest = manifests.check(manifests.load(gate.read_manifest(export.write())), codes, TODAY)
    gated = gate.pass_gate(folder, manifest, folder)
    return protected(check.checked_figures(gated, manifest, codes, TODAY, work=folder))


def families(figures, **cell):
    return figures.filter(indicator="families_enrolled", age_band="_T", **cell)


def test_nought_cannot_be_told_from_a_few(tmp_path, codes):
    figures = families(published(tmp_path / "export", codes), area="PK601")
    assert sorted(figures["sex"]) == ["F", "X", "_T"]
    assert figures["value"].to_list() == [None] * 3


def test_sex_that_the_programme_never_had_is_no_cell(tmp_path, codes):
    assert "M" not in set(published(tmp_path / "export", codes)["sex"])


def test_sex_and_age_that_the_programme_had_before_are_shown_as_few_where_nobody_is_left(tmp_path, codes):
    had = {"kafaalat": frozenset({("sex", "M"), ("sex", "_T"), ("age_band", "65+")}), "nashonuma": frozenset({("sex", "U")})}
    figures = published(tmp_path / "export", replace(codes, groups=had))
    assert set(figures["sex"]) == {"F", "M", "X", "_T"}
    assert set(figures["age_band"]) == {"25-34", "65+", "_T"}
    assert families(figures, area="PK", sex="M")["value"].to_list() == [None]


def test_sex_of_one_quarter_is_shown_as_few_in_the_others(tmp_path, codes):
    rows = [record(0, sex="F"), record(1, sex="X"), record(2, sex="F", quarter="2024-Q4")]
    figures = families(published(tmp_path / "export", codes, rows), area="PK", sex="X")
    assert sorted(figures["period"]) == ["2024-Q4", "2025-Q1"]


def test_district_without_a_row_is_shown_like_one_with_few(tmp_path, codes):
    figures = families(published(tmp_path / "export", codes), sex="_T")
    assert sorted(figures["area"]) == ["PK", "PK-PB", "PK-SD", "PK601", "PK602", "PK701"]


def test_programme_is_absent_where_it_is_declared_not_to_operate(tmp_path, codes):
    declared = replace(codes, operating={"kafaalat": frozenset({"PK601", "PK602"})})
    assert "PK701" not in set(published(tmp_path / "export", declared)["area"])
    assert "PK-SD" not in set(published(tmp_path / "other", declared)["area"])


def test_rows_from_where_it_was_declared_not_to_operate_are_counted_all_the_same(tmp_path, codes):
    declared = replace(codes, operating={"kafaalat": frozenset({"PK701"})})
    assert {"PK601", "PK-PB"} <= set(published(tmp_path / "export", declared)["area"])


def test_former_district_is_not_filled_in(tmp_path, codes):
    figures = published(tmp_path / "export", replace(codes, former=frozenset({"PK701"})))
    assert figures.filter(pl.col("area") == "PK701").is_empty()
