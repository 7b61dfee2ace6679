"""Whatever bytes come, the answer is figures or a report; never a crash, and never a value in the report."""

import json
import tempfile
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, given, settings, strategies as st

from programmes.registry import check, gate, manifest as manifests, offenders, reader, rules
from programmes.registry.findings import RULES, Rejected
from tests.factories.exports import Export, cell, record
from tests.programmes.registry import naive
from tests.programmes.registry.conftest import TODAY

ROWS = [record(number) for number in range(5)]
NEAR_PSEUDONYMS = (
    "a" * 31 + "b",
    "0" * 12 + "a" * 20,
    "0" * 11 + "a" * 21,
    "a" * 20 + "0" * 12,
    "35" * 13 + "abcdef",
    "35" * 12 + "3aabcdef",
    "35" * 12 + "53abcdef",
    "35" * 16,
    "a" * 31 + "\n",
    "A" * 32,
)


def answer(folder: Path, codes, memory_mb: int = 0):
    """The figures, or the findings."""
    try:
        manifest = manifests.check(manifests.load(gate.read_manifest(folder)), codes, TODAY)
        gated = gate.pass_gate(folder, manifest, folder)
        return check.checked_figures(gated, manifest, codes, TODAY, work=folder, memory_mb=memory_mb)
    except Rejected as rejected:
        return rejected.findings


@given(at=st.integers(0, 600), noise=st.binary(max_size=12), drop=st.integers(0, 5))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_bytes_are_reported_or_harmless(at, noise, drop, codes):
    with tempfile.TemporaryDirectory() as name:
        export = Export(Path(name) / "export", ROWS)
        whole = export.text
        at = min(at, len(whole))
        export.text = whole[:at] + noise + whole[at + drop :]
        found = answer(export.write(), codes)
    if isinstance(found, list):
        assert found
        assert {finding.rule for finding in found} <= set(RULES)
    else:
        assert naive.by_cell(found) == naive.figures(export.text.decode())


@given(
    manifest=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "gateway",
                        "resources",
                        "path",
                        "bytes",
                        "hash",
                        "covers",
                        "totals",
                        "rows",
                        "as_of",
                        "programme",
                        "period",
                    ]
                ),
                inner,
                max_size=6,
            )
        ),
        max_leaves=25,
    )
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_manifest_gets_an_answer(manifest, codes):
    with tempfile.TemporaryDirectory() as name:
        folder = Export(Path(name) / "export", ROWS).write()
        (folder / "datapackage.json").write_text(json.dumps(manifest))
        assert answer(folder, codes)


@given(
    row=st.integers(0, 4),
    column=st.sampled_from(["record_id", "household_id", "programme", "quarter", "district", "sex", "amount", "status"]),
    value=st.sampled_from(["", "x", "-1", "13501", "PK701", "PK602", "M", "nashonuma", ROWS[2]["record_id"]]),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_out_of_core_and_in_memory_answer_alike(row, column, value, codes):
    with tempfile.TemporaryDirectory() as name:
        export = Export(Path(name) / "export", [dict(one) for one in ROWS])
        totals = export.declared()
        export.change(row, **{column: value}).gateway = {"covers": totals["covers"], "totals": totals["totals"]}
        folder = export.write()
        one, other = answer(folder, codes), answer(folder, codes, memory_mb=1)
    assert one == other if isinstance(one, list) else naive.by_cell(one) == naive.by_cell(other)


def test_rows_that_only_the_first_pass_cannot_read_are_unreadable(tmp_path, codes):
    export = Export(tmp_path / "export", ROWS)
    folder = export.write()
    manifest = manifests.check(manifests.load(gate.read_manifest(folder)), codes, TODAY)
    gated = gate.pass_gate(folder, manifest, folder)
    (folder / "data.csv").rename(tmp_path / "elsewhere")
    (tmp_path / "export" / "data.csv").write_bytes(b"")
    found = offenders.find_offenders(reader.rows(gated, manifest, numbered=True), gated, manifest, codes, TODAY)
    assert [finding.rule for finding in found] == ["unreadable"]


def test_public_aggregates_may_hold_final_figures(tmp_path, codes):
    export = Export(tmp_path / "export", [cell(conf_status="F"), cell(ref_area="PK", value="-1")], kind="aggregate")
    export.gateway = {"public": True, "citation": "A report"}
    assert [(finding.rule, finding.line) for finding in answer(export.write(), codes)] == [("pattern", 3)]


def test_period_that_is_none_is_named_once(tmp_path, codes):
    export = Export(tmp_path / "export", ROWS)
    export.text = export.text.replace(b"2025-Q1", b"soon", 1)
    assert [finding.rule for finding in answer(export.write(), codes)] == ["pattern"]


@given(
    st.lists(st.one_of(st.sampled_from(NEAR_PSEUDONYMS), st.text("0123456789abcdef3g", min_size=30, max_size=33)), max_size=20)
)
@settings(max_examples=30, deadline=None)
def test_the_quick_look_at_an_identifier_agrees_with_its_rules(texts):
    """One that failed the first look and kept every rule would be refused without a reason."""
    frame = pl.DataFrame({"id": texts}, schema={"id": pl.String})
    plain = pl.col("id").str.contains(rules.PSEUDONYM) & ~rules.is_no_pseudonym("id")
    assert frame.select(rules.is_pseudonym("id"))["id"].to_list() == frame.select(plain)["id"].to_list()
