"""Each line of the contract's table "What bad input gets": what is published stands, and the report gives no value away."""

import io
import json
from pathlib import Path

import polars as pl
import pytest
from django.conf import settings

from programmes import figures
from programmes.models import CurrentRelease, Observation, Release
from programmes.registry.codes import COLUMNS
from tests.factories.exports import Export, cell, pseudonym, record, take_in

CNIC, PHONE, MAIL, NAME = "35202-1234567-1", "03001234567", "amina@example.org", "Amina Bibi"


@pytest.fixture
def published(areas, tmp_path):
    """A release of 40 families in two provinces that every refused export must leave alone."""
    report = take_in(Export(tmp_path / "first", families(20, 20)).write())
    assert report.state == "published"
    return figures.series("kafaalat", "families_paid")


def families(punjab: int, sindh: int) -> list[dict[str, str]]:
    return [record(n) for n in range(punjab)] + [
        record(1000 + n, province="PK-SD", district="PK701", household_id=pseudonym(n)) for n in range(sindh)
    ]


@pytest.fixture
def export(tmp_path):
    """The next export in line: nothing is wrong with it yet."""
    export = Export(tmp_path / "second", families(20, 20))
    export.gateway = {"sequence": 2}
    return export


@pytest.fixture
def quoted(tmp_path):
    export = Export(tmp_path / "third", [cell(), cell(ref_area="PK-SD")], kind="aggregate")
    export.gateway = {"sequence": 2, "dataset": "counts"}
    return export


def assert_refused(export: Export, rule: str, published, *, line: int | None = None, column: str | None = None) -> None:
    state = (CurrentRelease.objects.get().release_id, CurrentRelease.objects.get().moved_at, Observation.objects.count())
    report = take_in(export.write())
    assert report.state == "rejected"
    match = [finding for finding in report.findings if finding.rule == rule]
    assert match, [finding.rule for finding in report.findings]
    if line:
        assert match[0].line == line
    if column:
        assert match[0].column == column
    after = (CurrentRelease.objects.get().release_id, CurrentRelease.objects.get().moved_at, Observation.objects.count())
    assert after == state
    assert figures.series("kafaalat", "families_paid") == published
    assert not Release.objects.filter(state="published", export_id=export.folder.name).exists()
    assert list(Path(settings.VAR).glob(f"quarantine/{export.folder.name}-*/report.json"))


def cut(export, keep):
    export.text = export.text[:keep]


@pytest.mark.parametrize(
    ("damage", "rule"),
    [
        (lambda e: cut(e, -30), "no-final-newline"),
        (lambda e: cut(e, e.text[:-1].rindex(b"\n") + 1), "row-count"),
        (lambda e: e.gateway.update(rows=41), "row-count"),
        (lambda e: e.resource.update(bytes=10), "size"),
        (lambda e: e.resource.update(hash="sha256:" + "0" * 64), "checksum"),
        (lambda e: setattr(e, "text", e.text.decode().encode("utf-16")), "byte-order-mark"),
        (lambda e: setattr(e, "text", e.text.decode().encode("utf-16-le")), "nul"),
        (lambda e: setattr(e, "text", b"\xef\xbb\xbf" + e.text), "byte-order-mark"),
        (lambda e: setattr(e, "text", e.text.replace(b"\n", b"\r\n")), "carriage-return"),
        (lambda e: e.gateway.update(totals={"amount": "1"}), "control-total"),
        (lambda e: e.gateway.update(contract="2.0"), "contract-version"),
        (lambda e: e.gateway.update(kind="microdata"), "unknown-code"),
        (lambda e: e.gateway.update(source="nobody"), "unknown-code"),
        (lambda e: e.gateway.update(covers=[{"programme": "nothing", "period": "2025-Q1"}]), "unknown-code"),
        (lambda e: e.gateway.update(covers=[{"programme": "kafaalat", "period": "2024-Q4"}]), "outside-covers"),
        (lambda e: e.resource.update(path="../first/data.csv"), "path"),
        (lambda e: e.resource.update(path="/etc/passwd"), "path"),
        (lambda e: e.gateway.update(export_id="first"), "export-id-reused"),
    ],
)
def test_file_that_is_not_what_its_manifest_says(damage, rule, published, export):
    damage(export)
    if rule == "export-id-reused":
        export.change(0, amount="13501")
    assert_refused(export, rule, published)


@pytest.mark.parametrize(
    ("line", "old", "new", "rule"),
    [
        (3, b"kafaalat", b"kafa\x00lat", "nul"),
        (4, b"PK-PB", b"PK-PB\xe9", "encoding"),
        (5, b"F", b'"F"', "quote"),
        (6, b",F,", b",F,,", "field-count"),
        (7, b",F,", b",", "field-count"),
        (8, b"paid", b"paid\n", "blank-line"),
        (9, b"paid", b"p" * 5000, "line-length"),
    ],
)
def test_broken_line_is_named(line, old, new, rule, published, export):
    export.change_line(line, old, new)
    assert_refused(export, rule, published, line=line + (rule == "blank-line"))


@pytest.mark.parametrize(
    "header",
    [
        b"record_id,household_id,programme,quarter,province,district,gender,age_band,amount,status",
        b"record_id,household_id,programme,quarter,province,district,sex,age_band,amount",
        b"record_id,household_id,programme,quarter,province,district,sex,age_band,amount,status,cnic",
        b"household_id,record_id,programme,quarter,province,district,sex,age_band,amount,status",
        b"record_id;household_id;programme;quarter;province;district;sex;age_band;amount;status",
    ],
)
def test_other_header_is_refused(header, published, export):
    export.text = header + export.text[export.text.index(b"\n") :]
    assert_refused(export, "header", published, line=1)
    assert (export.folder / "data.csv").exists()


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        *[
            ("amount", value, "pattern")
            for value in ("-5", "+5", "1.5", "0x1F", "1e3", "१३५००", "1,3"[:1] + " ", "=1+1", "1_000")
        ],
        ("amount", "9999999999", "range"),
        *[(name, "", "empty") for name in ("record_id", "household_id", "quarter", "district", "amount", "status")],
        ("district", "PK699", "unknown-code"),
        ("district", "PK701", "district-province"),
        ("district", " PK601", "unknown-code"),
        ("district", "pk601", "unknown-code"),
        ("province", "PK-TA", "unknown-code"),
        ("sex", "f", "unknown-code"),
        ("sex", "_T", "unknown-code"),
        ("age_band", "25-35", "unknown-code"),
        ("status", "=1+1", "unknown-code"),
        ("programme", "no-such", "unknown-code"),
        ("quarter", "2025-Q5", "pattern"),
        ("quarter", "2024-Q1", "outside-covers"),
        ("record_id", "A" * 32, "pattern"),
        ("household_id", "0" * 19 + "3520212345671", "not-a-pseudonym"),
        ("household_id", "3520212345671" + "0" * 19, "not-a-pseudonym"),
        ("household_id", "33353230323132333435363731303030", "not-a-pseudonym"),
    ],
)
def test_field_that_breaks_its_rule_is_named(column, value, rule, published, export):
    covers = export.declared()["covers"]
    export.change(6, **{column: value})
    export.gateway["covers"] = covers
    assert_refused(export, rule, published, line=8, column=column)


def test_period_in_the_future_is_refused(published, export):
    export.change(6, quarter="2098-Q1")
    assert_refused(export, "future-period", published, line=8, column="quarter")


@pytest.mark.parametrize("whole_row", [True, False])
def test_duplicates_are_counted_and_named(whole_row, published, export):
    row = dict(export.rows[2]) if whole_row else {"record_id": export.rows[2]["record_id"]}
    export.change(6, **row)
    assert_refused(export, "duplicate", published, line=4, column="record_id")


@pytest.mark.parametrize(
    ("column", "value", "file_format"),
    [
        *[
            ("district", value, "csv")
            for value in (CNIC, CNIC.replace("-", ""), PHONE, "+92 300 1234567", MAIL, NAME, "آمنہ بی بی")
        ],
        *[(column, CNIC, "csv") for column in ("household_id", "amount", "status")],
        *[("sex", NAME, file_format) for file_format in ("csv.gz", "parquet")],
        ("record_id", "Zulekha", "csv"),
    ],
)
def test_personal_data_purges_the_file(column, value, file_format, published, tmp_path, caplog, mailoutbox):
    from programmes.models import Registry

    Registry.objects.filter(code="bisp-payments").update(contact="data@registry.example.org")
    export = Export(tmp_path / "second", families(20, 20), file_format=file_format)
    export.gateway = {"sequence": 2}
    export.change(6, **{column: value})
    report = take_in(export.write())
    assert report.state == "rejected"
    hit = next(finding for finding in report.findings if finding.rule == "personal-data")
    assert (hit.line, hit.column) == (7 if file_format == "parquet" else 8, column)
    assert not (export.folder / f"data.{file_format}").exists()
    assert value not in json.dumps(report.as_json(), ensure_ascii=False) + caplog.text + mailoutbox[0].body
    assert mailoutbox[0].to == ["data@registry.example.org"]
    assert figures.series("kafaalat", "families_paid") == published


def test_personal_data_is_found_in_a_file_that_fails_at_the_gate(published, export):
    export.change_line(8, b"PK601", f'"{NAME}"'.encode()).change_line(9, b"PK601", CNIC.encode())
    assert_refused(export, "quote", published, line=8)
    assert not (export.folder / "data.csv").exists()


def test_dry_run_purges_nothing(published, export):
    export.change(6, district=CNIC)
    assert take_in(export.write(), dry_run=True).holds_personal_data
    assert (export.folder / "data.csv").exists()


@pytest.mark.parametrize(
    ("fields", "rule", "column"),
    [
        ({"value": "-5"}, "pattern", "value"),
        ({"value": "1.5"}, "pattern", "value"),
        ({"value": ""}, "empty", "value"),
        ({"value": "1000000001"}, "range", "value"),
        ({"indicator": "no_such"}, "unknown-code", "indicator"),
        ({"unit": "persons"}, "unit", "unit"),
        ({"ref_area": "PK9"}, "unknown-code", "ref_area"),
        ({"conf_status": "F"}, "not-public", "conf_status"),
        ({"conf_status": "X"}, "unknown-code", "conf_status"),
        ({"obs_status": "Z"}, "unknown-code", "obs_status"),
        ({"ref_area": "PK-PB"}, "duplicate", "programme"),
        ({"period": "2024"}, "outside-covers", "period"),
        ({"period": "2099"}, "future-period", "period"),
    ],
)
def test_aggregate_rows_are_held_to_their_rules(fields, rule, column, published, quoted):
    covers = quoted.declared()["covers"]
    quoted.change(1, **fields)
    if rule != "future-period":
        quoted.gateway["covers"] = covers
    assert_refused(quoted, rule, published, line=2 if rule == "duplicate" else 3, column=column)


def test_final_figures_need_a_citation(published, quoted):
    quoted.change(0, conf_status="F")
    quoted.gateway |= {"public": True, "citation": None}
    assert_refused(quoted, "manifest-field", published, column="citation")


def test_links_are_not_followed(published, export, tmp_path):
    folder = export.write()
    (folder / "data.csv").rename(tmp_path / "elsewhere.csv")
    (folder / "data.csv").symlink_to(tmp_path / "elsewhere.csv")
    report = take_in(folder)
    assert [(finding.rule, finding.file) for finding in report.findings] == [("link", "data.csv")]
    assert figures.series("kafaalat", "families_paid") == published


def test_manifest_that_is_a_link_or_missing_is_refused(published, tmp_path):
    (tmp_path / "empty").mkdir()
    assert take_in(tmp_path / "empty").findings[0].rule == "manifest-missing"
    (tmp_path / "empty" / "datapackage.json").symlink_to(tmp_path / "first" / "datapackage.json")
    assert take_in(tmp_path / "empty").findings[0].rule == "link"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (b"[]", "manifest-json"),
        (b"{", "manifest-json"),
        (b"\xef\xbb\xbf{}", "manifest-json"),
        (b'{"a": NaN}', "manifest-json"),
        (b"[" * 100_000, "manifest-json"),
        (b" " * (1 << 20) + b"{}", "manifest-missing"),
        (b"{}", "path"),
        (b'{"gateway": 1, "resources": [1]}', "contract-version"),
    ],
)
def test_manifest_that_is_no_object_of_at_most_a_megabyte_is_refused(text, rule, published, export):
    (export.write() / "datapackage.json").write_bytes(text)
    report = take_in(export.folder)
    assert report.state == "rejected"
    assert rule in {finding.rule for finding in report.findings}
    assert figures.series("kafaalat", "families_paid") == published


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-20], lambda data: data[:50], lambda data: data + b"rest", lambda data: b"no gzip"]
)
def test_damaged_gzip_stream_is_refused(damage, published, tmp_path):
    export = Export(tmp_path / "second", families(20, 20), file_format="csv.gz")
    export.data = damage(export.packed())
    assert_refused(export, "truncated", published)


def test_decompression_bomb_is_stopped_at_the_cap(published, tmp_path):
    export = Export(tmp_path / "second", families(20, 20), file_format="csv.gz")
    export.text += (b"a" * 4000 + b"\n") * 10_000
    assert_refused(export, "decompression-ratio", published)


def test_endless_line_in_a_gzip_stream_is_stopped(published, tmp_path):
    export = Export(tmp_path / "second", families(20, 20), file_format="csv.gz")
    export.text += b"a" * 100_000
    assert_refused(export, "line-length", published)


def packed_frame(**columns) -> bytes:
    target = io.BytesIO()
    pl.select(**{name: pl.lit("1") for name in COLUMNS["records"]} | columns).write_parquet(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("columns", "rows", "rule"),
    [
        ({"status": pl.lit("a" * 40_000_000)}, 1, "decompression-ratio"),
        ({"status": pl.lit("paid").repeat_by(3_000_000).explode(empty_as_null=False)}, 3_000_000, "decompression-ratio"),
        ({"status": pl.lit("a" * 5000)}, 1, "line-length"),
        ({}, 2, "row-count"),
    ],
)
def test_parquet_bomb_is_stopped_before_it_is_unpacked(columns, rows, rule, published, tmp_path):
    export = Export(tmp_path / "second", families(1, 0), file_format="parquet")
    export.data, export.gateway = packed_frame(**columns), {"rows": rows}
    assert_refused(export, rule, published)


@pytest.mark.parametrize("rows", [[{"other": "1"}], [dict.fromkeys(record(1), 1)]])
def test_parquet_with_other_columns_is_refused(rows, published, tmp_path):
    export = Export(tmp_path / "second", families(1, 0), file_format="parquet")
    export.folder.mkdir()
    manifest_rows, export.rows = export.rows, rows
    export.data = export.packed()
    export.rows = manifest_rows
    assert_refused(export, "columns", published)


@pytest.mark.parametrize(
    "footer", [b"nothing of the kind", bytes([0x49, 0x19, 0x15, 0x02, 0x00]), b"\x19" * 100_000], ids=["text", "list", "nested"]
)
def test_file_that_is_no_parquet_is_refused(footer, published, tmp_path):
    export = Export(tmp_path / "second", families(1, 0), file_format="parquet")
    export.data = b"PAR1" + footer + len(footer).to_bytes(4, "little") + b"PAR1"
    assert_refused(export, "unreadable", published)


def test_same_export_again_changes_nothing(published, tmp_path):
    report = take_in(tmp_path / "first")
    assert (report.state, report.release) == ("already published", Release.objects.get().pk)
    assert figures.series("kafaalat", "families_paid") == published


@pytest.mark.parametrize(
    ("gateway", "rule"),
    [({"sequence": 1}, "older-sequence"), ({"as_of": "2025-03-30"}, "older-as-of")],
)
def test_older_export_is_held(gateway, rule, published, export):
    export.gateway |= gateway
    report = take_in(export.write())
    assert (report.state, [finding.rule for finding in report.findings]) == ("held", [rule])
    assert figures.series("kafaalat", "families_paid") == published
    assert take_in(export.folder).state == "held"


def test_province_that_changes_by_more_than_30_per_cent_is_held(published, tmp_path):
    export = Export(tmp_path / "second", families(20, 28))
    export.gateway = {"sequence": 2}
    report = take_in(export.write())
    assert report.state == "held"
    assert {(finding.rule, finding.column) for finding in report.findings} >= {("large-change", "families_paid")}
    assert figures.series("kafaalat", "families_paid") == published
