"""Whether the files of a build are as they were written: each has its length and sum beside it, taken when it was new.

A segment never changes once it is there, so a file of another time or length than at the last look is summed again.
"""

import contextlib
import json
import os
import re
import uuid
import zlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

SUMS = "sums.json"
CHUNK = 1 << 20
PROVEN_AT_MOST = 1_000
NAME = "MAIN"
_KEPT = re.compile(rf"{NAME}_\w+\.\w+|_{NAME}_\d+\.toc")


class Stamp(NamedTuple):
    """What tells that a file was touched since it was last summed."""

    name: str
    inode: int
    size: int
    changed: int


class IndexDamaged(Exception):
    """The files of an index are missing, unreadable or not what was written."""


_proven: dict[tuple[Path, Stamp], int] = {}


@lru_cache(maxsize=64)
def segments(build: Path, number: int) -> frozenset[str]:
    """The segments that a table of contents names; a table is never changed, only followed by another."""
    check_file(build, f"_{NAME}_{number}.toc")
    return frozenset(segment.segment_id() for segment in TOC.read(FileStorage(build), NAME, gen=number).segments)


def stamps(build: Path, names: Iterable[str]) -> tuple[Stamp, ...]:
    return tuple(stamp for name in sorted(names) if (stamp := stamp_of(build, name)))


def stamp_of(build: Path, name: str) -> Stamp | None:
    try:
        found = os.stat(build / name)
    except FileNotFoundError:
        return None
    return Stamp(name, found.st_ino, found.st_size, found.st_mtime_ns)


def kept_files(build: Path) -> list[str]:
    return [name for name in os.listdir(build) if _KEPT.fullmatch(name)]


def sums(build: Path) -> dict[str, list[int]]:
    """By file: its length and its sum. Empty for a build of before they were taken."""
    try:
        found: dict[str, list[int]] = json.loads((build / SUMS).read_text())
    except FileNotFoundError:
        return {}
    except ValueError:
        raise IndexDamaged(f"{SUMS} cannot be read") from None
    return found


def seal(build: Path) -> None:
    """Takes the sums of files that are new. The writer calls it, who checked the older ones before."""
    known, now = sums(build), {}
    for name in kept_files(build):
        with contextlib.suppress(FileNotFoundError):  # The next writer has replaced it.
            now[name] = known.get(name) or [stamp_size(build, name), sum_of(build, name)]
    unfinished = build / f"{SUMS}.{uuid.uuid4().hex}"
    unfinished.write_text(json.dumps(now))
    unfinished.replace(build / SUMS)


def stamp_size(build: Path, name: str) -> int:
    return os.stat(build / name).st_size


def sum_of(build: Path, name: str, again: bool = False) -> int:
    """Read once for each state of a file, or `again` from the disk."""
    stamp = stamp_of(build, name)
    if stamp is None:
        raise FileNotFoundError(name)
    key = (build, stamp)
    if again or key not in _proven:
        total = 0
        with (build / name).open("rb") as file:
            while chunk := file.read(CHUNK):
                total = zlib.crc32(chunk, total)
        if len(_proven) > PROVEN_AT_MOST:
            _proven.clear()
        _proven[key] = total
        return total
    return _proven[key]


def check(build: Path, again: bool = False) -> None:
    """Raises `IndexDamaged` unless every file that is there holds what was written; what is missing, opening tells."""
    for name in kept_files(build):
        with contextlib.suppress(FileNotFoundError):  # A writer has just replaced it.
            check_file(build, name, again)


def check_file(build: Path, name: str, again: bool = False) -> None:
    known = sums(build).get(name)
    if known and [stamp_size(build, name), sum_of(build, name, again)] != known:
        raise IndexDamaged(f"{name} is not what was written")
