"""What only all sums together tell, and what is told although some of them contradict each other."""

import numpy as np
import pytest

from programmes.registry.bounds import tightened
from programmes.registry.feasible import narrowed
from programmes.registry.sums import Sums

TRIANGLE = [((0, 1), 10), ((1, 2), 10), ((0, 2), 10)]
SECOND = [((3, 4), 10), ((4, 5), 10), ((3, 5), 10)]
TIED, CONTRADICTION = [((0, 3), 10)], [((3, 4, 5), 16)]


def left(equations: list[tuple[tuple[int, ...], int]]) -> np.ndarray:
    """How many values each of six counts keeps, of the eleven that it may have by itself."""
    entries = [(row, column) for row, (columns, total) in enumerate(equations) for column in columns]
    row, column = (np.array(places, dtype=np.int64) for places in zip(*entries, strict=True))
    totals, nothing = np.array([total for columns, total in equations], dtype=np.int64), np.array([], dtype=np.int64)
    system = Sums(row, column, np.ones_like(row), totals, totals, nothing, nothing.astype(bool))
    bounds = tightened(system, np.zeros(6, dtype=np.int64), np.full(6, 10, dtype=np.int64))
    narrowed(system, bounds, np.ones(6, dtype=bool), np.full(6, 4, dtype=np.int64))
    return bounds.high - bounds.low + 1


def test_sums_that_form_a_cycle_pin_what_each_alone_leaves_open():
    assert left(TRIANGLE).tolist() == [1, 1, 1, 11, 11, 11]


@pytest.mark.parametrize("refuted", [[], CONTRADICTION])
def test_a_contradiction_among_the_figures_shelters_none_of_them(refuted):
    assert left(TRIANGLE + SECOND + TIED + refuted).tolist() == [1] * 6
