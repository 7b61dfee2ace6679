"""Made-up tables, exact: districts of provinces, sexes and ages, each household in one row."""

import random
from collections import Counter
from collections.abc import Sequence

import polars as pl

from programmes.registry.codes import CELL, TOTAL

SCHEMA = dict.fromkeys((*CELL, "unit"), pl.String) | {"value": pl.Int64, "conf_status": pl.String}
UNITS = {"families_enrolled": "families", "families_paid": "families", "payments_made": "payments", "amount_paid": "PKR"}
AGES = ("15-24", "25-34", "35-44", "45-54", "55-64", "65+")
RATE = 10_500
RATES = pl.DataFrame({"programme": ["kafaalat"], "period": ["2024-Q1"], "rate": [RATE]})


def homes(districts: int, provinces: int) -> dict[str, str]:
    return {f"PK{n % provinces + 1}{n:03d}": f"PK-{n % provinces + 1}" for n in range(districts)}


def figures(inner: dict[tuple[str, str, str], tuple[int, int]], home: dict[str, str], quarter: str = "2024-Q4") -> pl.DataFrame:
    """Margins of (district, sex, age) → (enrolled, paid): district and sex, province and country by sex or by age."""
    sums: Counter = Counter()
    for (district, sex, age), (enrolled, paid) in inner.items():
        values = (enrolled, paid, paid, paid * RATE)
        for area in (district, home[district], "PK"):
            for place in ((area, sex, TOTAL), (area, TOTAL, TOTAL), *(() if area == district else ((area, TOTAL, age),))):
                for indicator, value in zip(UNITS, values, strict=True):
                    sums[(indicator, *place)] += value
    rows = [
        ("kafaalat", indicator, quarter, area, sex, age, UNITS[indicator], value, "C")
        for (indicator, area, sex, age), value in sums.items()
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def realistic(seed: int, home: dict[str, str], quarters: Sequence[str], mean: int = 400) -> pl.DataFrame:
    """Districts of very different size; two large sexes, two small."""
    chance = random.Random(seed)  # noqa: S311 (made-up data, reproducible on purpose)
    found = []
    for quarter in quarters:
        inner = {}
        for district in home:
            size = chance.lognormvariate(0, 1.4) * mean / len(AGES)
            for sex, share in zip("FMXU", (0.55, 0.43, 0.01, 0.01), strict=True):
                for age in AGES:
                    enrolled = max(0, round(chance.gauss(size * share, (size * share) ** 0.5)))
                    inner[district, sex, age] = (enrolled, chance.randint(enrolled * 7 // 10, enrolled))
        found.append(figures(inner, home, quarter))
    return pl.concat(found)


def hidden_below_ten(exact: pl.DataFrame) -> pl.DataFrame:
    """What many offices did: everything to the unit, and a blank below ten."""
    blank = (pl.col("value") < 10) & (pl.col("unit") != "PKR")
    return exact.with_columns(value=pl.when(~blank).then(pl.col("value")))


def one_table(
    rows: dict[tuple[str, str], int | None], indicator: str = "payments_made", period: str = "2024-Q4"
) -> pl.DataFrame:
    """(area, sex) → what is published."""
    cells = [
        ("kafaalat", indicator, period, area, sex, TOTAL, UNITS[indicator], value, "C") for (area, sex), value in rows.items()
    ]
    return pl.DataFrame(cells, schema=SCHEMA, orient="row")
