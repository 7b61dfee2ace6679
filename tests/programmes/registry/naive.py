"""The same figures counted the plain way, with the csv module and sets, to hold the quick way against."""

import csv
import io
from collections import defaultdict

Cell = tuple[str, str, str, str, str]


def figures(text: str) -> dict[Cell, int]:
    """Values by (programme, indicator, quarter, area, sex), before protection."""
    enrolled, paid, payments, amounts = defaultdict(set), defaultdict(set), defaultdict(int), defaultdict(int)
    for row in csv.DictReader(io.StringIO(text)):
        for area in (row["district"], row["province"], "PK"):
            for sex in (row["sex"], "_T"):
                key = (row["programme"], row["quarter"], area, sex)
                enrolled[key].add(row["household_id"])
                if row["status"] == "paid":
                    paid[key].add(row["household_id"])
                    payments[key] += 1
                    amounts[key] += int(row["amount"])
    named = {}
    for key, households in enrolled.items():
        programme, quarter, area, sex = key
        values = (len(households), len(paid[key]), payments[key], amounts[key])
        for indicator, value in zip(
            ("families_enrolled", "families_paid", "payments_made", "amount_paid"), values, strict=True
        ):
            named[programme, indicator, quarter, area, sex] = value
    return named
