"""Searches the files of a rejected export for personal data, as far as they can be read, whatever its manifest says."""

import json
import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import polars as pl

from programmes.registry import personal
from programmes.registry.codes import COLUMNS, Codes
from programmes.registry.findings import MANIFEST, Finding, Rejected
from programmes.registry.gate import BLOCK, LINE_LIMIT, check_pages, inflated, opened, read_manifest, unpacked_cap
from programmes.registry.manifest import FILES
from programmes.registry.offenders import frame_lines
from programmes.registry.watched import ENGINE_ERRORS

ANOTHER = "a file of another name"
Columns = tuple[str, ...]


def personal_data_in(folder: Path, codes: Codes) -> list[Finding]:
    """In every data file of the contract, and in the one that the manifest names."""
    names = dict.fromkeys([*FILES, *named_file(folder)])
    return [finding for name in names for finding in search(folder, name, codes)]


def named_file(folder: Path) -> Iterator[str]:
    """A manifest that is wrong may call its data otherwise than the contract; a path that leads elsewhere is not followed."""
    try:
        (resource,) = json.loads(read_manifest(folder))["resources"]
        path = resource["path"]
    except (Rejected, ValueError, LookupError, TypeError, RecursionError):
        return
    if isinstance(path, str) and path == os.path.basename(path) != MANIFEST and "\0" not in path:
        yield path


def search(folder: Path, name: str, codes: Codes) -> list[Finding]:
    """Plain text under the name of a packed file is searched as it is."""
    try:
        with opened(folder, name, "data-missing") as file:
            told = name if name in FILES else ANOTHER
            try:
                if name.endswith(".parquet"):
                    return in_parquet(file, folder / name, told, codes)
                if name.endswith(".gz"):
                    return in_gzip(file, told, codes)
            except (Rejected, *ENGINE_ERRORS):
                if not is_plain(file):
                    return []
            return in_text(iter(lambda: file.read(BLOCK), b""), told, codes)
    except (Rejected, OSError, ValueError):
        return []


def is_plain(file: BinaryIO) -> bool:
    file.seek(0)
    start = file.read(BLOCK)
    file.seek(0)
    return b"\0" not in start


def in_text(blocks: Iterator[bytes], told: str, codes: Codes) -> list[Finding]:
    """Without the NULs that stand between the letters of UTF-16."""
    lines = pieces(block.replace(b"\0", b"") for block in blocks)
    first = next(lines, b"")
    columns = nearest(first.decode("utf-8", "replace").rstrip("\r\n").split(","))
    return personal.find(enumerate(chain([first], lines), 1), told, columns, codes)


def in_gzip(file: BinaryIO, told: str, codes: Codes) -> list[Finding]:
    """A stream that breaks off has been searched up to there; one that cannot be unpacked at all raises Rejected."""
    blocks = inflated(file, told, unpacked_cap(os.fstat(file.fileno()).st_size))
    return in_text(chain([next(blocks, b"")], until_rejected(blocks)), told, codes)


def in_parquet(file: BinaryIO, path: Path, told: str, codes: Codes) -> list[Finding]:
    """A column of another name is searched too, and not named: the name may itself say too much."""
    scan = pl.scan_parquet(path, glob=False, hive_partitioning=False)
    check_pages(file, told, os.fstat(file.fileno()).st_size, scan.select(pl.len()).collect().item())
    schema = list(scan.collect_schema())
    known = nearest(schema)
    lines = frame_lines(scan.select(pl.all().cast(pl.String, strict=False)).with_row_index("line", offset=1))
    return personal.find(lines, told, tuple(name if name in known else "" for name in schema), codes)


def nearest(names: list[str]) -> Columns:
    """Those of the contract that most of these names are among."""
    return max(COLUMNS.values(), key=lambda columns: len({*columns} & {*names}))


def until_rejected(blocks: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from blocks
    except Rejected:
        return


def pieces(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Lines, or what fits into two of the longest that are allowed."""
    rest = b""
    for block in blocks:
        *lines, rest = (rest + block).split(b"\n")
        for line in lines:
            yield line[: 2 * LINE_LIMIT]
        rest = rest[: 2 * LINE_LIMIT]
    if rest:
        yield rest
