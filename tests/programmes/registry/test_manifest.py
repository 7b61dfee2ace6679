import json

import pytest

from programmes.registry.findings import Rejected
from programmes.registry.manifest import check, load
from tests.factories.exports import Export, record
from tests.programmes.registry.conftest import TODAY


@pytest.fixture
def export(tmp_path):
    return Export(tmp_path / "export", [record(1)])


def faults(export, codes) -> list[tuple[str, str | None]]:
    try:
        check(load(json.dumps(export.manifest()).encode()), codes, TODAY)
    except Rejected as rejected:
        return [(finding.rule, finding.column) for finding in rejected.findings]
    return []


def test_manifest_after_the_contract_passes(export, codes):
    export.gateway = {"embargo_until": "2025-08-01T09:00:00+05:00", "supersedes": "february"}
    export.package = {"description": "Corrected after a late delivery."}
    manifest = check(load(json.dumps(export.manifest()).encode()), codes, TODAY)
    assert manifest.totals == {"amount": 13500}
    assert manifest.covers == (("kafaalat", "2025-Q1"),)
    assert manifest.embargo_until.utcoffset().total_seconds() == 5 * 3600
    assert (manifest.supersedes, manifest.description) == ("february", "Corrected after a late delivery.")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("export_id", "../march"),
        ("export_id", ["march"]),
        ("dataset", "Kafaalat Payments"),
        ("sequence", -1),
        ("sequence", True),
        ("sequence", 2**60),
        ("sequence", "1"),
        ("supersedes", 7),
        ("as_of", "31 March 2025"),
        ("as_of", "2025-02-30"),
        ("as_of", None),
        ("embargo_until", "2025-08-01T09:00:00"),
        ("embargo_until", "tomorrow"),
        ("embargo_until", "9999-12-31T23:59:59-14:00"),
        ("embargo_until", "0001-01-01T00:00:00+14:00"),
        ("export_id", "35202-1234567-1"),
        ("citation", "As told by 35202-1234567-1"),
        ("citation", "As told by 3520212345671"),
        ("reason", "Call 0300-1234567"),
        ("reason", "Ask amina@example.org"),
        ("export_id", "march-3520212345671"),
        ("export_id", "35202_1234567_1"),
        ("export_id", "cnic3520212345671"),
        ("citation", "As told by 35202–1234567–1"),
        ("citation", "As told by 3520 2123 4567 1"),
        ("citation", "As told by zulekha (at) mail.pk"),
        ("reason", "zulekha[at]mail[dot]pk says so"),
        ("citation", "Call 042-35761234"),
        ("dataset", "payments-03001234567"),
        ("supersedes", "3520212345671"),
        ("covers", []),
        ("covers", [{"programme": "kafaalat"}]),
        ("covers", [{"programme": "kafaalat", "period": "soon"}]),
        ("covers", [{"programme": "kafaalat", "period": "FY2025"}]),
        ("covers", "kafaalat"),
        ("rows", 0),
        ("rows", 1.5),
        ("totals", {}),
        ("totals", {"amount": 13500}),
        ("totals", {"amount": "13500.5"}),
        ("totals", {"sex": "1"}),
        ("public", "yes"),
        ("citation", " "),
        ("citation", "A\nB"),
    ],
)
def test_field_of_another_form_is_named(field, value, export, codes):
    export.gateway = {field: value}
    assert faults(export, codes) == [("manifest-field", field)]


@pytest.mark.parametrize(
    ("field", "value"),
    [("bytes", "7"), ("hash", "md5:0"), ("hash", None), ("format", "xlsx"), ("encoding", "latin-1")],
)
def test_resource_of_another_form_is_named(field, value, export, codes):
    export.resource = {field: value}
    assert faults(export, codes) == [("manifest-field", field)]


def test_thirteen_digits_of_a_book_or_a_total_are_nobodys(export, codes):
    export.gateway = {"citation": "Handbook 2023 2024, ISBN 9781464815348", "totals": {"amount": "3520212345671"}}
    assert faults(export, codes) == []


def test_as_of_date_cannot_lie_ahead(export, codes):
    export.gateway = {"as_of": "2025-07-02"}
    assert faults(export, codes) == [("future-period", "as_of")]


def test_all_faults_are_named_at_once(export, codes):
    export.gateway = {"contract": "0.9", "kind": [], "source": {}, "rows": None}
    assert {column for rule, column in faults(export, codes)} == {"contract", "kind", "source", "rows"} | {"totals"}


def test_two_data_files_are_one_too_many(export, codes):
    export.package = {"resources": [{}, {}]}
    assert ("path", "path") in faults(export, codes)
