"""Everything that may happen to the files of an index."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

Damage = Callable[[Path], object]
"""Does something to an index's folder."""


def build(folder: Path) -> Path:
    return folder / (folder / "current").readlink()


def one(folder: Path, ending: str) -> Path:
    """One of them, always the same."""
    return min(build(folder).glob(f"*{ending}"))


def change(path: Path, place: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        file.write(content)


def flip(path: Path) -> None:
    place = path.stat().st_size // 2
    change(path, place, bytes([path.read_bytes()[place] ^ 1]))


def in_place_of(path: Path) -> None:
    """Something of that name that cannot be read as a file."""
    path.unlink()
    path.mkdir()


UNSEEN_BY_READERS = {"table of contents cut", "table of contents of nonsense", "sums of nonsense"}
"""A process that has the index open needs these no more: it answers rightly until it looks at the files again."""
DAMAGES: dict[str, Damage] = {
    "segment cut in half": lambda folder: os.truncate(one(folder, ".seg"), one(folder, ".seg").stat().st_size // 2),
    "segment emptied": lambda folder: os.truncate(one(folder, ".seg"), 0),
    "segment zeroed": lambda folder: change(one(folder, ".seg"), 0, bytes(one(folder, ".seg").stat().st_size)),
    "one bit of the segment": lambda folder: flip(one(folder, ".seg")),
    "segment gone": lambda folder: one(folder, ".seg").unlink(),
    "segment unreadable": lambda folder: in_place_of(one(folder, ".seg")),
    "table of contents gone": lambda folder: one(folder, ".toc").unlink(),
    "table of contents cut": lambda folder: os.truncate(one(folder, ".toc"), 20),
    "table of contents of nonsense": lambda folder: one(folder, ".toc").write_bytes(b"\xff" * 100),
    "sums of nonsense": lambda folder: one(folder, "sums.json").write_text("{"),
    "build gone": lambda folder: shutil.rmtree(build(folder)),
    "link gone": lambda folder: (folder / "current").unlink(),
    "folder gone": lambda folder: shutil.rmtree(folder),
}
