import polars as pl
import pytest

from programmes.registry import check, gate, manifest as manifests, watched
from programmes.registry.progress import Meter
from tests.factories.exports import Export, cell, record
from tests.programmes.registry.conftest import TODAY


def test_share_rises_to_one_in_at_most_a_hundred_steps():
    told = []
    meter = Meter(lambda step, share: told.append((step, share)), "gate", 12_345)
    for _ in range(12_345):
        meter.add(1)
    assert told[0] == ("gate", 0.0)
    assert told[-1] == ("gate", 1.0)
    assert len(told) == 101
    assert told == sorted(told)


def test_more_than_was_foreseen_stays_whole():
    told = []
    meter = Meter(lambda step, share: told.append(share), "check", 0)
    meter.add(5)
    meter.add(5)
    assert told == [0.0, 1.0]


@pytest.mark.parametrize("file_format", ["csv", "csv.gz", "parquet"])
def test_gate_tells_how_far_it_is_in_every_format(file_format, tmp_path, codes):
    export = Export(tmp_path / "export", [record(n) for n in range(20)], file_format=file_format)
    manifest = manifests.check(manifests.load(gate.read_manifest(export.write())), codes, TODAY)
    told = []
    gate.pass_gate(export.folder, manifest, tmp_path, lambda *step: told.append(step))
    assert told == [("gate", 0.0), ("gate", 1.0)]


@pytest.mark.parametrize("memory_mb", [4096, 1])
@pytest.mark.parametrize("kind", ["records", "aggregate"])
def test_check_tells_how_far_it_is_on_the_way(kind, memory_mb, tmp_path, codes, monkeypatch):
    monkeypatch.setattr("programmes.registry.watched.SECONDS_BETWEEN", 0.001)
    rows = [record(n) for n in range(5_000)] if kind == "records" else [cell()]
    manifest, gated = through_the_gate(Export(tmp_path / "export", rows, kind=kind), codes, tmp_path)
    told = []
    options = {"work": tmp_path, "memory_mb": memory_mb, "progress": lambda *step: told.append(step)}
    check.checked_figures(gated, manifest, codes, TODAY, **options)
    shares = [share for step, share in told]
    assert {step for step, share in told} == {"check"}
    assert (shares[0], shares[-1], shares) == (0.0, 1.0, sorted(shares))
    assert kind == "aggregate" or {0.8, 0.9} < set(shares)


def test_what_is_read_in_pieces_is_told_by_the_piece(tmp_path):
    told = []
    rows = pl.DataFrame({"n": range(1_000_000)}).lazy().filter(pl.col("n") % 2 == 0)
    assert watched.collected(rows, told.append)["n"].sum() == sum(range(0, 1_000_000, 2))
    assert sum(told) == 500_000
    assert len(told) > 1
    assert watched.collected(rows.filter(pl.col("n") < 0)).is_empty()


def through_the_gate(export, codes, work):
    manifest = manifests.check(manifests.load(gate.read_manifest(export.write())), codes, TODAY)
    return manifest, gate.pass_gate(export.folder, manifest, work)
