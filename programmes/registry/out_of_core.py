"""Counting with DuckDB within a memory limit: what does not fit goes to disk, into a folder that the caller removes.

DuckDB only ever sees hashes and numbers, so nothing of a row can be in its error texts; they are kept back all the same.
"""

from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from programmes.registry.grid import SLICE, Grid
from programmes.registry.margins import COUNTS
from programmes.registry.watched import Told, sunk, unheard

LEAST_MB, ROW_BYTES = 256, 24
HOME = "count(*), count(*) FILTER (payments > 0), sum(payments), sum(amount)"


class CountingFailed(RuntimeError):
    """The engine ran out of disk or memory: no fault of the export."""


class OutOfCore:
    """Of the rows that `compact` leaves, written down as one file below `work`."""

    def __init__(self, rows: pl.LazyFrame, grid: Grid, told: Told = unheard, *, work: Path, memory_mb: int):
        self.grid = grid
        path = work / "compact.parquet"
        sunk(rows, path, lambda size: told(size // ROW_BYTES))
        self.engine = duckdb.connect(
            config={
                "memory_limit": f"{max(memory_mb, LEAST_MB)}MB",
                "temp_directory": str(work / "spilled"),
                "preserve_insertion_order": False,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )
        self.engine.read_parquet(str(path)).create_view("compact")

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        slices = {"slice": f"(cell::BIGINT // {self.grid.slice_unit})"}
        try:
            return self.engine.execute(query.format(**slices)).fetchall()
        except duckdb.Error:
            raise CountingFailed("The export could not be counted within the memory and disk at hand.") from None

    def looked_over(self) -> tuple[int, int, int]:
        rows, unsound, total = self.ask(
            "SELECT count(*), count(*) FILTER (NOT sound), coalesce(sum(amount), 0)::BIGINT FROM compact"
        )[0]
        return rows, unsound, total

    def has_duplicates(self) -> bool:
        return bool(self.ask("SELECT 1 FROM compact GROUP BY record HAVING count(*) > 1 LIMIT 1"))

    def cells(self) -> list[int]:
        return [cell for (cell,) in self.ask("SELECT DISTINCT cell FROM compact")]

    def settle(self) -> pl.DataFrame:
        """As `InMemory.settle`: every row a household, less those of households that come again, plus these once."""
        self.ask("""CREATE TEMP TABLE again AS
            SELECT household, {slice} AS slice FROM compact GROUP BY ALL HAVING count(*) > 1""")
        self.ask("""CREATE TEMP TABLE homes AS
            SELECT household, cell, count(*) AS entries, count(*) FILTER (paid) AS payments,
                coalesce(sum(amount) FILTER (paid), 0)::BIGINT AS amount
            FROM compact SEMI JOIN again ON compact.household = again.household AND {slice} = again.slice
            GROUP BY ALL""")
        self.ask("""CREATE TEMP TABLE several AS
            SELECT household, {slice} AS slice FROM homes GROUP BY ALL HAVING count(*) > 1""")
        for table, join in (("moved", "SEMI"), ("stayed", "ANTI")):
            self.ask(f"""CREATE TEMP TABLE {table} AS SELECT household, cell, payments, amount FROM homes {join} JOIN several
                ON homes.household = several.household AND {{slice}} = several.slice""")
        return self.counts(
            ["cell"],
            f"""SELECT cell, count(*), count(*) FILTER (paid), count(*) FILTER (paid), sum(amount) FILTER (paid)
                FROM compact GROUP BY cell
            UNION ALL SELECT cell, -sum(entries), -sum(payments), -sum(payments), -sum(amount) FROM homes GROUP BY cell
            UNION ALL SELECT cell, {HOME} FROM stayed GROUP BY cell""",
        )

    def moving(self, kept: tuple[str, ...]) -> pl.DataFrame:
        digits = [*SLICE, *kept]
        places = ", ".join(
            f"cell::BIGINT // {self.grid.unit(name)} % {len(self.grid.lists[name])} AS {name}" for name in digits
        )
        homes = f"SELECT {places}, household, sum(payments) AS payments, sum(amount) AS amount FROM moved GROUP BY ALL"
        return self.counts(digits, f"SELECT {', '.join(digits)}, {HOME} FROM ({homes}) GROUP BY ALL")

    def counts(self, key: list[str], query: str) -> pl.DataFrame:
        names = [*key, *COUNTS]
        sums = ", ".join(f"coalesce(sum({name}), 0)::BIGINT" for name in COUNTS)
        rows = self.ask(f"SELECT {', '.join(key)}, {sums} FROM ({query}) AS found({', '.join(names)}) GROUP BY ALL")
        return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Int64), orient="row")
