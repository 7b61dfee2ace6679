"""Compiles `locale/**/*.po` to `.mo` where the `.po` is newer; needs no gettext program."""

import os
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent


def compile_translations(folder: Path = ROOT / "locale") -> list[Path]:
    """The files written. Each appears whole, so that two processes may do this at once."""
    stale = [source for source in sorted(folder.glob("**/*.po")) if is_stale(source)]
    for source in stale:
        unfinished = source.with_suffix(f".{os.getpid()}")
        polib.pofile(source).save_as_mofile(str(unfinished))
        unfinished.rename(source.with_suffix(".mo"))
    return [source.with_suffix(".mo") for source in stale]


def is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


if __name__ == "__main__":
    compile_translations()
