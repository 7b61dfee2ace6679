"""What the protection promises, and what each published figure says by itself about the count behind it."""

from dataclasses import asdict, dataclass
from typing import Any

import polars as pl

from programmes.registry.codes import RATE, RUPEES
from programmes.registry.protect import BASE, MILLION

MARGINS, REVISIONS, TARIFF, SHARE = "margins", "revisions", "tariff", "share"


@dataclass(frozen=True)
class Promise:
    """`base` 1 means that what is not hidden is published to the unit: protection switched off, for tests.

    `values` is how many counts must stay possible for every cell, `rupees` how many amounts.
    """

    base: int = BASE
    hidden_below: int = BASE
    money_base: int = MILLION
    money_hidden_below: int = MILLION
    values: int = 4
    rupees: int = 100_000


PROMISE = Promise()


@dataclass(frozen=True, order=True)
class Recovery:
    """A cell that the published figures give away, and how. It says where, never what."""

    programme: str
    indicator: str
    period: str
    area: str
    sex: str
    age_band: str
    attack: str
    left_out: bool = False

    @classmethod
    def of(cls, cell: tuple[Any, ...], attack: str, *, left_out: bool = False) -> "Recovery":
        programme, indicator, period, area, sex, age_band = cell
        return cls(programme, indicator, period, area, sex, age_band, attack, left_out)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def own_intervals(figures: pl.DataFrame, promise: Promise) -> pl.DataFrame:
    """Adds `low` and `high`, the least and the largest count that is shown so; `least`, how many must stay; `secret`."""
    money = pl.col("unit") == RUPEES
    base = pl.when(money).then(promise.money_base).otherwise(promise.base)
    below = pl.when(money).then(promise.money_hidden_below).otherwise(promise.hidden_below)
    public = (pl.col("conf_status") == "F") | (pl.col("unit") == RATE)
    value, hidden = pl.col("value"), pl.col("value").is_null()
    low = pl.when(hidden).then(0).otherwise(pl.max_horizontal(value - base // 2, below))
    high = pl.when(hidden).then(below - 1).otherwise(value + (base - 1) // 2)
    return figures.with_columns(
        low=pl.when(public & ~hidden).then(value).otherwise(low).cast(pl.Int64),
        high=pl.when(public & ~hidden).then(value).otherwise(high).cast(pl.Int64),
        least=pl.when(money).then(promise.rupees).otherwise(promise.values).cast(pl.Int64),
        secret=~public & (hidden | (base > 1)),
    )
