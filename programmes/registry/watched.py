"""Runs an engine's query so that its error texts, which quote the rows they stumble over, go no further."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

ENGINE_ERRORS = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)


class Suspect(Exception):
    """Some row breaks a rule; the second pass tells which."""


@contextmanager
def silenced() -> Iterator[None]:
    try:
        yield
    except ENGINE_ERRORS:
        raise Suspect from None


def collected(frame: pl.LazyFrame) -> pl.DataFrame:
    with silenced():
        return frame.collect(engine="streaming")


def sunk(frame: pl.LazyFrame, path: Path) -> None:
    """Into a file, in the order in which the rows are ready."""
    with silenced():
        frame.sink_parquet(path, compression="uncompressed", statistics=False, maintain_order=False)
