"""Every row of a gated export checked and counted, or a rejection that says which line is at fault."""

from datetime import date
from functools import partial
from pathlib import Path

import polars as pl

from programmes.registry import aggregate, memory, offenders, reader
from programmes.registry.codes import Codes
from programmes.registry.findings import Finding, Rejected
from programmes.registry.gate import Gated
from programmes.registry.in_memory import InMemory
from programmes.registry.manifest import Manifest
from programmes.registry.out_of_core import OutOfCore
from programmes.registry.progress import CHECK, Progress, silent
from programmes.registry.watched import Suspect


def checked_figures(
    gated: Gated,
    manifest: Manifest,
    codes: Codes,
    today: date,
    *,
    work: Path,
    memory_mb: int = 0,
    progress: Progress = silent,
) -> pl.DataFrame:
    """Unprotected figures (aggregate.CELL, unit, value, conf_status, obs_status). Raises Rejected, and nothing else about rows.

    `work` is an empty folder for what does not fit into `memory_mb` megabytes; 0 means as many as are free.
    `progress(step, share)` is called with "check" and a share that rises from 0 to 1.
    """
    try:
        lists = aggregate.record_lists(manifest, codes) if manifest.kind == "records" else {}
        figures = counted(reader.rows(gated, manifest, lists=lists), manifest, codes, today, work, memory_mb, progress)
    except Suspect:
        numbered = reader.rows(gated, manifest, numbered=True)
        found = offenders.find_offenders(numbered, gated, manifest, codes, today)
        raise Rejected(*(found or [Finding("unreadable", manifest.path)])) from None
    progress(CHECK, 1.0)
    return figures


def counted(
    rows: pl.LazyFrame, manifest: Manifest, codes: Codes, today: date, work: Path, memory_mb: int, progress: Progress
) -> pl.DataFrame:
    if manifest.kind == "aggregate":
        return aggregate.from_aggregates(rows, manifest, codes, today, progress)
    room = memory_mb or memory.spare_mb()
    if memory.needed_mb(manifest.rows) <= room:
        return aggregate.from_records(rows, manifest, codes, today, InMemory, progress)
    bounded = partial(OutOfCore, work=work, memory_mb=room - memory.ENGINE_MB)
    return aggregate.from_records(rows, manifest, codes, today, bounded, progress)
