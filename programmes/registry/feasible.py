"""The linear programme: how small and how large a cell can be, given all sums at once (HiGHS, through SciPy).

A few solutions with random signs show that nearly every cell keeps many values: two tables that both
agree with all that is published are proof enough. Only the rest are minimised and maximised one by one.

Where no table agrees with everything (an amount was moved, or a registry's sums do not hold), the fewest
sums are given up, and the rest are attacked: a contradiction is no shelter.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds as Box, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack
from scipy.sparse.csgraph import connected_components

from programmes.registry.bounds import Bounds
from programmes.registry.sums import Numbers, Sums

PATIENCE, WORTHWHILE, SECONDS, SLACK = 3, 3, 5.0, 1e-6
Flags = NDArray[np.bool_]


@dataclass
class Block:
    """Cells that are tied together by sums, and by none to any other."""

    columns: Numbers
    matrix: csr_array
    row_low: NDArray[np.float64]
    row_high: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    def extreme(self, goal: NDArray[np.float64], high: NDArray[np.float64] | None = None) -> NDArray[np.float64] | None:
        """A table that agrees with everything and makes `goal` as small as can be."""
        return self.solved(goal, self.matrix, self.low, self.high if high is None else high)

    def solved(
        self, goal: NDArray[np.float64], matrix: csr_array, low: NDArray[np.float64], high: NDArray[np.float64]
    ) -> NDArray[np.float64] | None:
        sums = LinearConstraint(matrix, self.row_low, self.row_high)
        found = milp(goal, constraints=sums, bounds=Box(low, high), options={"time_limit": SECONDS})
        table: NDArray[np.float64] | None = found.x if found.status == 0 else None
        return table

    def reconciled(self) -> "Block":
        """Without the sums that some table must miss: the one that misses all of them by the least together."""
        sums, cells = self.matrix.shape
        over, under = eye_array(sums, format="csr"), -eye_array(sums, format="csr")
        missed = np.r_[np.zeros(cells), np.ones(2 * sums)]
        low, high = np.r_[self.low, np.zeros(2 * sums)], np.r_[self.high, np.full(2 * sums, np.inf)]
        table = self.solved(missed, hstack([self.matrix, over, under], format="csr"), low, high)
        if table is None:
            return self
        true = table[cells:].reshape(2, sums).sum(axis=0) <= SLACK
        return replace(self, matrix=self.matrix[true], row_low=self.row_low[true], row_high=self.row_high[true])


def narrowed(system: Sums, bounds: Bounds, wanted: Flags, least: Numbers) -> None:
    """Narrows the bounds of those `wanted` cells that the programme shows to keep fewer than `least` values."""
    for found in blocks(system, bounds, wanted):
        block = found if found.extreme(np.zeros(len(found.columns))) is not None else found.reconciled()
        narrow(block, bounds, wanted[block.columns], least[block.columns])


def narrow(block: Block, bounds: Bounds, wanted: Flags, least: Numbers) -> None:
    for cell in np.flatnonzero(unproven(block, wanted, least)):
        goal = np.zeros(len(wanted))
        goal[cell] = 1.0
        smallest, largest = block.extreme(goal), block.extreme(-goal)
        if smallest is not None and largest is not None:
            column = block.columns[cell]
            bounds.low[column] = max(bounds.low[column], math.ceil(smallest[cell] - SLACK))
            bounds.high[column] = min(bounds.high[column], math.floor(largest[cell] + SLACK))


def unproven(block: Block, wanted: Flags, least: Numbers) -> Flags:
    """Cells of which no two tables were found that lie far enough apart; each pair of trials aims at those left over."""
    chance = np.random.default_rng(len(wanted))
    lowest, highest = np.full(len(wanted), np.inf), np.full(len(wanted), -np.inf)
    left, idle = wanted, 0
    while idle < PATIENCE and left.any():
        signs = np.where(chance.random(len(wanted)) < 0.5, 1.0, -1.0)
        for goal in (np.where(left, signs, 0.0), np.where(left, -signs, 0.0)):
            up = left & (goal < 0) & np.isfinite(lowest)
            table = block.extreme(goal, np.where(up, np.minimum(block.high, lowest + least - 1), block.high))
            table = block.extreme(goal) if table is None else table
            if table is None:
                return left
            lowest, highest = np.minimum(lowest, table), np.maximum(highest, table)
        before, left = left, left & (highest - lowest + 1 < least - SLACK)
        idle = idle + 1 if before.sum() - left.sum() < WORTHWHILE else 0
    return left


def blocks(system: Sums, bounds: Bounds, wanted: Flags) -> Iterator[Block]:
    """Only those with a cycle: on a tree the bounds are exact already. Sums that say nothing any more are left out."""
    keep = telling(system, bounds)
    live = keep[system.row]
    row, column, coefficient = system.row[live], system.column[live], system.coefficient[live]
    cells, rows = len(bounds.low), len(system.low)
    graph = csr_array((np.ones(len(row), dtype=np.int8), (column, cells + row)), shape=(cells + rows, cells + rows))
    count, part = connected_components(graph, directed=False)
    nodes = np.bincount(part[:cells], minlength=count) + np.bincount(part[cells:][keep], minlength=count)
    cyclic = np.bincount(part[column], minlength=count) > nodes - 1
    asked = np.zeros(count, dtype=bool)
    asked[part[:cells][wanted]] = True
    order = np.argsort(part[column], kind="stable")
    chosen = order[(cyclic & asked)[part[column[order]]]]
    for entries in np.split(chosen, np.flatnonzero(np.diff(part[column[chosen]])) + 1):
        if len(entries):
            yield block(system, bounds, row[entries], column[entries], coefficient[entries])


def telling(system: Sums, bounds: Bounds) -> Flags:
    """Sums that some table within the bounds would break. What merely orders two cells is settled by the bounds."""
    positive = system.coefficient > 0
    smallest = system.coefficient * np.where(positive, bounds.low[system.column], bounds.high[system.column])
    largest = system.coefficient * np.where(positive, bounds.high[system.column], bounds.low[system.column])
    down, up = np.zeros(len(system.low), dtype=np.int64), np.zeros(len(system.low), dtype=np.int64)
    np.add.at(down, system.row, smallest)
    np.add.at(up, system.row, largest)
    equal = system.low == system.high
    broken: Flags = bounds.holds & equal & ((down < system.low) | (up > system.high))
    return broken


def block(system: Sums, bounds: Bounds, row: Numbers, column: Numbers, coefficient: Numbers) -> Block:
    columns, places = np.unique(column, return_inverse=True)
    rows, lines = np.unique(row, return_inverse=True)
    matrix = csr_array((coefficient.astype(float), (lines, places)), shape=(len(rows), len(columns)))
    return Block(
        columns,
        matrix,
        system.low[rows].astype(float),
        np.where(system.high[rows] < 10**15, system.high[rows], np.inf).astype(float),
        bounds.low[columns].astype(float),
        bounds.high[columns].astype(float),
    )
