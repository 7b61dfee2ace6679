import pytest

from programmes.registry import gate, manifest as manifests
from programmes.registry.progress import Meter
from tests.factories.exports import Export, record
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
