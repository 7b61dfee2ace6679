"""Runs an engine's query so that its error texts, which quote the rows they stumble over, go no further."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

import polars as pl

SECONDS_BETWEEN = 0.5
Told = Callable[[int], object]
ENGINE_ERRORS = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)


def unheard(amount: int) -> None:
    pass


class Suspect(Exception):
    """Some row breaks a rule; the second pass tells which."""


@contextmanager
def silenced() -> Iterator[None]:
    try:
        yield
    except ENGINE_ERRORS:
        raise Suspect from None


def collected(frame: pl.LazyFrame, told: Told = unheard) -> pl.DataFrame:
    """`told` hears of each piece how many rows it has."""
    pieces = []
    with silenced():
        for piece in frame.collect_batches(maintain_order=False):
            pieces.append(piece)
            told(piece.height)
    return pl.concat(pieces) if pieces else frame.clear().collect()


def sunk(frame: pl.LazyFrame, path: Path, told: Told = unheard) -> None:
    """Into a file, in the order in which the rows are ready; `told` hears of the bytes as they are written."""
    with ThreadPoolExecutor(1) as threads:
        sinking = threads.submit(frame.sink_parquet, path, compression="uncompressed", statistics=False, maintain_order=False)
        known = 0
        while wait([sinking], SECONDS_BETWEEN).not_done:
            size = path.stat().st_size if path.exists() else 0
            told(size - known)
            known = size
        with silenced():
            sinking.result()
