import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings, strategies as st

from programmes.registry import aggregate, check, gate, manifest as manifests
from programmes.registry.codes import AGE_BANDS, SEXES, STATUSES
from tests.factories.exports import Export, pseudonym, record
from tests.programmes.registry import naive
from tests.programmes.registry.conftest import TODAY

PLACES = [("PK-PB", "PK601"), ("PK-PB", "PK602"), ("PK-SD", "PK701")]


@st.composite
def rows(draw):
    """Few households in many places, so that most of them occur in several cells."""
    count = draw(st.integers(1, 30))
    made = []
    for number in range(count):
        province, district = draw(st.sampled_from(PLACES))
        made.append(
            record(
                number,
                household_id=pseudonym(draw(st.integers(500, 505))),
                programme=draw(st.sampled_from(["kafaalat", "nashonuma"])),
                quarter=draw(st.sampled_from(["2024-Q4", "2025-Q1"])),
                province=province,
                district=district,
                sex=draw(st.sampled_from(SEXES)),
                age_band=draw(st.sampled_from(AGE_BANDS)),
                amount=str(draw(st.integers(0, 999_999_999))),
                status=draw(st.sampled_from(STATUSES)),
            )
        )
    return made


@given(rows=rows(), memory_mb=st.sampled_from([0, 0, 1]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_quick_figures_equal_the_plain_ones(rows, memory_mb, codes):
    """In memory, and out of core where a megabyte must do."""
    with tempfile.TemporaryDirectory() as name:
        export = Export(Path(name) / "export", rows)
        folder = export.write()
        manifest = manifests.check(manifests.load(gate.read_manifest(folder)), codes, TODAY)
        gated = gate.pass_gate(folder, manifest, folder)
        found = check.checked_figures(gated, manifest, codes, TODAY, work=folder, memory_mb=memory_mb)
    assert naive.by_cell(found) == naive.figures(export.text.decode())
    assert found.select(aggregate.CELL).is_duplicated().sum() == 0
