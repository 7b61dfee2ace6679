"""A row's place among all cells that an export may fill, as one whole number: quicker and smaller than its codes.

The number is written in mixed radix, one digit a code list, programme and period first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod

import polars as pl

from programmes.registry.codes import AGE_BANDS, SEXES, Codes
from programmes.registry.manifest import Manifest

SLICE = ("programme", "period")


def coded(column: str, known: Sequence[str]) -> pl.Expr:
    """The code's place in its list; null for anything that is not on it, to the letter."""
    return pl.col(column).cast(pl.Enum(list(known)), strict=False)


@dataclass(frozen=True)
class Grid:
    """`lists` holds the known codes of each digit, the most significant first."""

    lists: dict[str, list[str]]

    def unit(self, name: str) -> int:
        """What one step of this digit adds to the number."""
        names = list(self.lists)
        return prod(len(self.lists[later]) for later in names[names.index(name) + 1 :])

    @property
    def slice_unit(self) -> int:
        return self.unit(SLICE[-1])

    @property
    def dtype(self) -> type[pl.DataType]:
        return pl.UInt32 if prod(map(len, self.lists.values())) < 2**32 else pl.UInt64

    def packed(self, columns: dict[str, str]) -> pl.Expr:
        """Null where any code is unknown. `columns` names the column of a digit that is called otherwise."""
        number = pl.lit(0, dtype=self.dtype)
        for name, known in self.lists.items():
            place = coded(columns.get(name, name), known).to_physical().cast(self.dtype)
            number = number * len(known) + place
        return number

    def digit(self, name: str) -> pl.Expr:
        return pl.col("cell") // self.unit(name) % len(self.lists[name])

    def named(self, digits: pl.DataFrame, names: Iterable[str]) -> pl.DataFrame:
        """Codes in place of digits."""
        return digits.with_columns(
            pl.Series(name, self.lists[name], dtype=pl.String).gather(digits[name]).alias(name) for name in names
        )


def grid_of(manifest: Manifest, codes: Codes) -> Grid:
    return Grid(
        {
            "programme": sorted(codes.programmes),
            "period": sorted({period for programme, period in manifest.covers}),
            "province": sorted(codes.provinces),
            "district": sorted(codes.districts),
            "sex": list(SEXES),
            "age_band": list(AGE_BANDS),
        }
    )
