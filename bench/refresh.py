"""Whole refreshes of 1, 10 and 30 million records, relative to Polars reading and aggregating the same file unchecked.

`ROWS=100000,1000000` measures other sizes. Both sides run by turns, each in a process of its own, and
the least of the rounds counts. Read the ratios: other work on the machine slows both sides.
"memory-bounded" is given less than counting in memory would take, and 2 GB at most.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from programmes.registry.memory import needed_mb

SIZES = os.environ.get("ROWS", "1000000,10000000,30000000")
ROUNDS = {1_000_000: 3, 10_000_000: 2}
BOUNDED_MB = 2000
UNCHECKED, WHOLE, BOUNDED = "unchecked", "the whole refresh", "memory-bounded"
HEAD = f"{'rows':>12}  {'':<20}{'CPU ratio':>10}{'CPU s':>8}{'wall ratio':>11}{'wall s':>8}{'peak MB':>9}"
Measure = dict[str, float]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="gateway-bench-") as place:
        print("\nPreparing a database …", flush=True)
        site = prepared(Path(place) / "site")
        print(HEAD)
        found = {rows: report(rows, measures(site, rows)) for rows in sorted(int(size) for size in SIZES.split(","))}
    print_growth(found)


def prepared(folder: Path) -> Path:
    """A site's folder with a migrated database and the code lists."""
    folder.mkdir()
    environment = surroundings(folder)
    for command in (["migrate", "--verbosity", "0"], ["shell", "--verbosity", "0", "--command", LISTS]):
        subprocess.run([sys.executable, "manage.py", *command], env=environment, check=True)
    return folder


LISTS = "from gateway.starter.taxonomy import load_taxonomy; load_taxonomy()"


def surroundings(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    own = {"DJANGO_SETTINGS_MODULE": "gateway.settings", "GATEWAY_ENV_FILE": os.devnull, "GATEWAY_VAR": str(folder)}
    return kept | own | more


def measures(site: Path, rows: int) -> dict[str, Measure]:
    with made(site, rows) as export:
        found: dict[str, list[Measure]] = {UNCHECKED: [], WHOLE: [], BOUNDED: []}
        for _ in range(ROUNDS.get(rows, 1)):
            found[UNCHECKED].append(measure("unchecked", export, site))
            found[WHOLE].append(measure("refreshed", export, site))
        short = min(BOUNDED_MB, needed_mb(rows) - 1)
        found[BOUNDED].append(measure("refreshed", export, site, REFRESH_MEMORY_MB=str(short)))
        return {name: least(tried) for name, tried in found.items()}


@contextmanager
def made(site: Path, rows: int) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="export-", dir=site.parent) as folder:
        subprocess.run(command("made", Path(folder), str(rows)), env=surroundings(site), check=True)
        yield Path(folder)


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "bench.one_refresh", *map(str, words)]


def measure(what: str, export: Path, site: Path, **settings: str) -> Measure:
    """In a copy of the site, which knows no release yet."""
    with tempfile.TemporaryDirectory(prefix="copy-", dir=site.parent) as place:
        copy = shutil.copytree(site, Path(place) / "var")
        done = subprocess.run(
            command(what, export), env=surroundings(copy, **settings), check=True, stdout=subprocess.PIPE, text=True
        )
    return json.loads(done.stdout.splitlines()[-1])


def least(tried: list[Measure]) -> Measure:
    return {name: min(measure[name] for measure in tried) for name in tried[0]}


def report(rows: int, found: dict[str, Measure]) -> dict[str, Measure]:
    base = found[UNCHECKED]
    for name, one in found.items():
        processor, wall = one["processor"] / base["processor"], one["wall"] / base["wall"]
        print(
            f"{rows:>12,}  {name:<20}{processor:>10.2f}{one['processor']:>8.2f}"
            f"{wall:>11.2f}{one['wall']:>8.2f}{one['peak'] / 1e6:>9.0f}",
            flush=True,
        )
    return found


def print_growth(found: dict[int, dict[str, Measure]]) -> None:
    """A linear growth shows the same factor on both sides of the line."""
    for fewer, more in zip(list(found), list(found)[1:], strict=False):
        for name in found[more]:
            grown = found[more][name]["processor"] / found[fewer][name]["processor"]
            print(f"{more / fewer:.1f} times the rows, {name}: {grown:.2f} times the CPU time")


if __name__ == "__main__":
    main()
