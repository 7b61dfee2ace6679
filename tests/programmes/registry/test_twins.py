"""Attacking one district for all that read the same finds just what attacking each of them finds."""

from itertools import product

import pytest
from hypothesis import given, settings, strategies as st

from programmes.registry import audit
from programmes.registry.promise import Promise
from programmes.registry.twins import twins
from tests.programmes.registry.tables import figures, hidden_below_ten, homes

SMALL = homes(8, 2)
TO_THE_UNIT = Promise(base=1)
FEW = st.sampled_from([1, 2, 3, 4, 12, 40])


@st.composite
def tables(draw):
    kinds = draw(st.lists(st.tuples(FEW, FEW), min_size=2, max_size=3))
    inner = {}
    for district in SMALL:
        for sex, number in zip("FM", draw(st.sampled_from(kinds)), strict=True):
            inner[district, sex, "25-34"] = (number, number)
    return hidden_below_ten(figures(inner, SMALL).filter(age_band="_T", indicator="payments_made"))


@given(table=tables())
@settings(max_examples=25, deadline=None)
def test_same_cells_are_found(table):
    quick = set(audit.by_margins(table, SMALL, TO_THE_UNIT))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(audit, "twins", lambda releases, homes: {})
        assert set(audit.by_margins(table, SMALL, TO_THE_UNIT)) == quick


def test_only_districts_of_one_province_that_read_the_same_in_every_release_are_twins():
    inner = dict.fromkeys(product(SMALL, "F", ["25-34"]), (3, 3))
    march = figures(inner, SMALL)
    april = figures(inner | {("PK1000", "F", "25-34"): (30, 30)}, SMALL)
    alike = twins([march, april], SMALL)
    assert alike["PK1000"] == "PK1000"
    assert {SMALL[district] for district in alike.values()} == set(SMALL.values())
    assert all(SMALL[district] == SMALL[first] for district, first in alike.items())
    assert len(set(alike.values())) == 3
