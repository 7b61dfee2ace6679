"""Whole refreshes of 1, 10 and 30 million records, relative to Polars reading and aggregating the same file unchecked.

`ROWS=100000,1000000` measures other sizes. The sides run by turns, each in a process of its own, and
the least of the rounds counts. Read the ratios: other work on the machine slows all sides.

"unchecked" is the leanest way that we know to read the file with Polars and count distinct families, payments
and sums by programme, quarter, district and sex; "unchecked, as text" is the same without telling the reader
the columns' types. The refresh counts nine margins, not one, and is judged by the leaner all the same.
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
UNCHECKED, TEXT, WHOLE, BOUNDED = "unchecked", "unchecked, as text", "the whole refresh", "memory-bounded"
TEN, THIRTY = 10_000_000, 30_000_000
MOST_RATIO, MOST_GROWTH, MOST_MB, MOST_BOUNDED_MB = 1.9, 3.3, 1500, 2000
HEAD = f"{'rows':>12}  {'':<20}{'CPU ratio':>10}{'CPU s':>8}{'wall ratio':>11}{'wall s':>8}{'peak MB':>9}"
Measure = dict[str, float]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="gateway-bench-") as place:
        print("\nPreparing a database …", flush=True)
        site = prepared(Path(place) / "site")
        print(HEAD)
        found = {rows: report(rows, measures(site, rows)) for rows in sorted(int(size) for size in SIZES.split(","))}
    print_growth(found)
    print_targets(found)


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
    bounded = {"REFRESH_MEMORY_MB": str(min(BOUNDED_MB, needed_mb(rows) - 1))}
    sides = {UNCHECKED: ("unchecked", {}), TEXT: ("as-text", {}), WHOLE: ("refreshed", {}), BOUNDED: ("refreshed", bounded)}
    found: dict[str, list[Measure]] = {name: [] for name in sides}
    with made(site, rows) as export:
        for again in range(ROUNDS.get(rows, 1)):
            for name, (what, settings) in sides.items():
                if name in (UNCHECKED, WHOLE) or not again:
                    say(f"{rows:,} rows, round {again + 1}: {name} …")
                    found[name].append(measure(what, export, site, **settings))
    say("")
    return {name: least(tried) for name, tried in found.items()}


def say(what: str) -> None:
    """What is under way, where somebody looks on."""
    if sys.stdout.isatty():
        print(f"\r\033[K{what}", end="", flush=True)


@contextmanager
def made(site: Path, rows: int) -> Iterator[Path]:
    say(f"{rows:,} rows: writing them down …")
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
            print(f"{more / fewer:.1f} times the rows, {name}: {grown(found, fewer, more, name):.2f} times the CPU time")


def grown(found: dict[int, dict[str, Measure]], fewer: int, more: int, name: str) -> float:
    return found[more][name]["processor"] / found[fewer][name]["processor"]


def print_targets(found: dict[int, dict[str, Measure]]) -> None:
    """Those for 10 and 30 million rows, as far as they were measured."""
    if not {TEN, THIRTY} & found.keys():
        return
    print(f"\n{'target':<62}{'at most':>9}{'found':>9}")
    if ten := found.get(TEN):
        ratio = ten[WHOLE]["processor"] / ten[UNCHECKED]["processor"]
        print_target("10 million rows, CPU time relative to unchecked", MOST_RATIO, ratio)
        print_target("10 million rows, peak memory in MB", MOST_MB, ten[WHOLE]["peak"] / 1e6)
    if ten and THIRTY in found:
        print_target("30 million rows, CPU time relative to 10 million", MOST_GROWTH, grown(found, TEN, THIRTY, WHOLE))
    if thirty := found.get(THIRTY):
        print_target("30 million rows, peak memory in MB, memory-bounded", MOST_BOUNDED_MB, thirty[BOUNDED]["peak"] / 1e6)


def print_target(what: str, most: float, value: float) -> bool:
    digits = 2 if most < 100 else 0
    print(f"{what:<62}{most:>9}{value:>9.{digits}f}  {'reached' if value <= most else 'MISSED'}", flush=True)
    return value <= most


if __name__ == "__main__":
    main()
