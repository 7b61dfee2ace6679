"""The same figures counted the plain way, with the csv module and sets, to hold the quick way against."""

import csv
import io
from collections import defaultdict
from itertools import product

import polars as pl

from programmes.registry.aggregate import CELL

Cell = tuple[str, str, str, str, str, str]


def figures(text: str) -> dict[Cell, int]:
    """Values above nought by (programme, indicator, quarter, area, sex, age), before protection."""
    enrolled, paid, payments, amounts = defaultdict(set), defaultdict(set), defaultdict(int), defaultdict(int)
    for row in csv.DictReader(io.StringIO(text)):
        for area in (row["district"], row["province"], "PK"):
            for sex, age in product((row["sex"], "_T"), (row["age_band"], "_T")):
                if not is_published(area, sex, age):
                    continue
                key = (row["programme"], row["quarter"], area, sex, age)
                enrolled[key].add(row["household_id"])
                if row["status"] == "paid":
                    paid[key].add(row["household_id"])
                    payments[key] += 1
                    amounts[key] += int(row["amount"])
    named = {}
    for key, households in enrolled.items():
        programme, quarter, area, sex, age = key
        values = (len(households), len(paid[key]), payments[key], amounts[key])
        for indicator, value in zip(
            ("families_enrolled", "families_paid", "payments_made", "amount_paid"), values, strict=True
        ):
            named[programme, indicator, quarter, area, sex, age] = value
    return {key: value for key, value in named.items() if value}


def is_published(area: str, sex: str, age: str) -> bool:
    """Ages are shown for provinces, and by sex for the country alone."""
    if age == "_T" or area == "PK":
        return True
    return area.startswith("PK-") and sex == "_T"


def by_cell(figures: pl.DataFrame) -> dict[Cell, int]:
    """The quick figures, in the same form; a nought is a cell that the plain way does not name."""
    return {row[:6]: row[6] for row in figures.select(*CELL, "value").iter_rows() if row[6]}
