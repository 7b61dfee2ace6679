"""From an export to published figures, and from one release to the next."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programmes import figures, publishing
from programmes.models import CurrentRelease, Observation, Registry, Release
from programmes.refresh import refresh
from programmes.registry import reader
from tests.factories.exports import Export, cell, pseudonym, record, take_in

pytestmark = pytest.mark.usefixtures("areas")


def families(count: int, start: int = 0, **fields: str) -> list[dict[str, str]]:
    return [record(start + n, **fields) for n in range(count)]


def shown(programme: str = "kafaalat", indicator: str = "families_paid", **where: str) -> list[str]:
    return [figure.value for figure in figures.series(programme, indicator, **where)]


@pytest.mark.parametrize("file_format", ["csv", "csv.gz", "parquet"])
def test_records_become_figures_of_country_province_and_district(tmp_path, file_format):
    rows = families(96, status="paid") + families(27, 500, status="unpaid", sex="X") + families(4, 900, district="PK602")
    report = take_in(Export(tmp_path / "export", rows, file_format=file_format).write())
    assert (report.state, report.rows, report.findings) == ("published", 127, [])
    assert [
        figures.series("kafaalat", "families_enrolled", area=area)[0].value for area in ("PK", "PK-PB", "PK601", "PK602")
    ] == [
        "130",
        "130",
        "120",
        "<10",
    ]
    assert [shown(area="PK601", sex=sex) for sex in ("_T", "F", "X")] == [["100"], ["100"], ["<10"]]
    assert shown(indicator="amount_paid", area="PK601") == ["1 million"]
    assert shown(indicator="amount_paid", area="PK602") == ["<1 million"]


def test_household_in_two_districts_is_one_family_of_the_province(tmp_path):
    rows = families(20) + [record(100 + n, household_id=pseudonym(10_000_000 + n), district="PK602") for n in range(20)]
    take_in(Export(tmp_path / "export", rows).write())
    assert [shown(area=area) for area in ("PK601", "PK602", "PK-PB", "PK")] == [["20"], ["20"], ["20"], ["20"]]
    assert shown(indicator="payments_made", area="PK-PB") == ["40"]


def test_no_exact_count_reaches_the_database(tmp_path):
    take_in(Export(tmp_path / "export", families(37) + families(3, 100, district="PK602")).write())
    for value, unit in Observation.objects.values_list("value", "indicator__unit"):
        assert value is None or value % (1_000_000 if unit == "PKR" else 10) == 0
    assert Release.objects.get().rows == 40


def test_figure_names_its_release_and_the_release_its_export(tmp_path, client, home):
    report = take_in(Export(tmp_path / "export", families(50)).write())
    figure = figures.headline_figures("kafaalat")[0]
    page = client.get(figure.provenance_url).content.decode()
    release = Release.objects.get(pk=report.release)
    for text in ("export", "BISP payment system", release.sha256):
        assert text in page
    assert "kafaalat-payments" in client.get("/statistics/releases/").content.decode()


def test_release_covers_its_slices_and_carries_the_others_over(tmp_path):
    take_in(Export(tmp_path / "first", families(50) + families(50, 100, quarter="2024-Q4")).write())
    second = Export(tmp_path / "second", families(60, 200))
    second.gateway = {"sequence": 2}
    take_in(second.write())
    assert shown() == ["50", "60"]
    assert [
        Release.objects.get(pk=int(f.provenance_url.split("/")[3])).export_id
        for f in figures.series("kafaalat", "families_paid")
    ] == [
        "first",
        "second",
    ]
    assert list(Release.objects.order_by("pk").values_list("state", flat=True)) == ["superseded", "published"]


def test_corrected_values_are_marked_revised(tmp_path):
    take_in(Export(tmp_path / "first", families(50) + families(40, 100, province="PK-SD", district="PK701")).write())
    second = Export(tmp_path / "second", families(60, 200) + families(40, 100, province="PK-SD", district="PK701"))
    second.gateway = {"sequence": 2, "supersedes": "first"}
    take_in(second.write())
    shown = [figure for figure in figures.by_province("kafaalat", "families_paid") if figure.number]
    assert {figure.area_code: figure.status for figure in shown} == {"PK-PB": "revised", "PK-SD": ""}


def test_embargoed_release_waits_while_the_old_figures_stand(tmp_path):
    take_in(Export(tmp_path / "first", families(50)).write())
    for sequence, count in ((2, 60), (3, 64)):
        later = Export(tmp_path / f"export-{sequence}", families(count, sequence * 100))
        later.gateway = {"sequence": sequence, "embargo_until": (timezone.now() + timedelta(hours=1)).isoformat()}
        assert take_in(later.write()).state == "published"
    assert shown() == ["50"]
    assert CurrentRelease.objects.get().release.export_id == "export-3"
    Release.objects.filter(sequence=3).update(embargo_until=timezone.now())
    assert shown() == ["60"]


def test_quoted_figures_wait_for_a_steward_and_stay_as_published(tmp_path):
    export = Export(tmp_path / "survey", [cell(value="1234567", conf_status="F", ref_area="PK")], kind="aggregate")
    export.gateway = {"public": True, "citation": "Economic Survey 2024-25", "source": "public-sources"}
    held = take_in(export.write())
    assert (held.state, [finding.rule for finding in held.findings]) == ("held", ["awaits-sign-off"])
    assert shown() == []
    assert take_in(export.folder, signed_off_by="A. Steward", dry_run=True).state == "held"
    signed = take_in(export.folder, signed_off_by="A. Steward")
    assert (signed.state, signed.release) == ("published", held.release)
    (figure,) = figures.headline_figures("kafaalat")
    assert (figure.value, figure.status) == ("1,234,567", "quoted")
    assert "Economic Survey 2024-25" in figure.provenance_text
    assert Release.objects.get().signed_off_by == "A. Steward"


def test_aggregates_are_rounded_like_any_count(tmp_path):
    rows = [
        cell(value="1234"),
        cell(value="7", ref_area="PK-SD"),
        cell(value="1500000", indicator="amount_paid", unit="PKR", obs_status="P"),
        cell(value="13500", indicator="stipend_rate", unit="PKR a quarter", ref_area="PK"),
    ]
    take_in(Export(tmp_path / "export", rows, kind="aggregate").write())
    assert [figure.value for figure in figures.by_province("kafaalat", "families_paid")] == ["1,230", "<10"]
    assert figures.by_province("kafaalat", "amount_paid")[0].value == "2 million"
    assert figures.by_province("kafaalat", "amount_paid")[0].status == "provisional"
    assert shown(indicator="stipend_rate") == ["13,500"]


def test_synthetic_figures_are_illustrative_everywhere(tmp_path):
    export = Export(tmp_path / "export", families(50))
    export.gateway = {"source": "synthetic"}
    take_in(export.write())
    assert Release.objects.get().illustrative
    assert {figure.status for figure in figures.headline_figures("kafaalat")} == {"illustrative"}


def test_steward_may_publish_an_older_export_as_a_revision(tmp_path):
    take_in(Export(tmp_path / "first", families(50)).write())
    older = Export(tmp_path / "second", families(52, 100))
    assert take_in(older.write()).state == "held"
    assert take_in(older.folder, signed_off_by="A. Steward").state == "published"
    assert shown() == ["50"]
    assert Release.objects.get(export_id="second").state == "published"


def test_dry_run_tells_and_writes_nothing(tmp_path):
    report = take_in(Export(tmp_path / "export", families(50)).write(), dry_run=True)
    assert (report.state, report.release) == ("published", None)
    assert not Release.objects.exists()


def test_failure_while_writing_leaves_the_published_figures(tmp_path, monkeypatch):
    take_in(Export(tmp_path / "first", families(50)).write())
    second = Export(tmp_path / "second", families(60, 100))
    second.gateway = {"sequence": 2}

    def fail(*args):
        raise RuntimeError("The disk is full.")

    monkeypatch.setattr(publishing, "carry_over", fail)
    with pytest.raises(RuntimeError, match="disk"):
        refresh(second.write())
    assert shown() == ["50"]
    assert Release.objects.count() == 1


def test_file_that_changes_while_it_is_read_is_refused(tmp_path, monkeypatch):
    export = Export(tmp_path / "export", families(50))
    folder, read = export.write(), reader.rows

    def rows_of_a_changing_file(gated, *args, **options):
        frame = read(gated, *args, **options).collect().lazy()
        (folder / "data.csv").write_bytes(b"other")
        return frame

    monkeypatch.setattr(reader, "rows", rows_of_a_changing_file)
    assert [finding.rule for finding in refresh(folder).findings] == ["changed"]


def test_rejected_export_may_come_again_mended(tmp_path):
    export = Export(tmp_path / "export", families(50))
    export.change(3, sex="?")
    assert take_in(export.write()).state == "rejected"
    export.change(3, sex="F")
    assert take_in(export.write()).state == "published"
    assert list(Release.objects.order_by("pk").values_list("state", flat=True)) == ["rejected", "published"]


def test_rejected_and_held_releases_have_no_page(tmp_path, client, home):
    export = Export(tmp_path / "export", families(50))
    report = take_in(export.change(3, sex="?").write())
    assert client.get(f"/statistics/releases/{report.release}/").status_code == 404


def test_unknown_registry_is_named(tmp_path):
    Registry.objects.all().delete()
    report = take_in(Export(tmp_path / "export", families(2)).write())
    assert [(finding.rule, finding.column) for finding in report.findings] == [("unknown-code", "source")]


def test_correction_of_what_was_never_published_revises_nothing(tmp_path):
    export = Export(tmp_path / "second", families(50))
    export.gateway = {"supersedes": "first"}
    take_in(export.write())
    assert {figure.status for figure in figures.headline_figures("kafaalat")} == {""}


def test_sex_that_was_published_once_is_shown_as_few_where_nobody_is_left(tmp_path):
    refresh(Export(tmp_path / "first", [record(n, sex="FX"[n % 2]) for n in range(40)]).write())
    second = Export(tmp_path / "second", [record(n, quarter="2025-Q2", sex="F") for n in range(40)])
    second.gateway = {"sequence": 2, "as_of": "2025-06-30"}
    release = Release.objects.get(pk=refresh(second.write(), signed_off_by="A. Steward").release)
    own = release.observations.filter(origin=release, area__code="PK", indicator__code="families_paid", age_band="_T")
    assert dict(own.values_list("sex", "value")) == {"_T": 40, "F": 40, "X": None}
