"""Search over 2,000, 10,000 and 50,000 publications, beside raw SQLite FTS5 and beside Wagtail's own database search.

`--sizes 2000,10000` measures other sizes. All three hold the same documents and answer the same questions, by turns, all in
one thread from warm caches: what counts is its CPU time, which other work on the machine disturbs least. Read the ratios. FTS5 answers through Python's sqlite3 alone, with
Porter's stemmer and the title weighing as much as here. Ours answers through Haystack, asked as the site's own search asks:
for the word in the title too, by the rights of a reader without an account, and with the number of all hits.
"""

import argparse
import subprocess
import sys
import tempfile

from bench.refresh import print_target

SIZES = "2000,10000,50000"
KINDS = {
    "word": "one word",
    "words": "three words",
    "phrase": "a phrase",
    "prefix": "a prefix",
    "facets": "facets and snippets",
}
JUDGED = 10_000
LARGE = 50_000
MOST_RATIO = {"word": 3, "words": 6, "phrase": 12, "facets": 1}
LEAST_FASTER = 200
MOST_REBUILD_MS, MOST_SAVE_MS, MOST_WORKER_MB, MOST_EMPTY = 12, 100, 100, 0
MOST_GROWTH, MOST_SIZE = 5, 1.6
Found = dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=SIZES)
    sizes = sorted(int(size) for size in parser.parse_args().sizes.split(","))
    measured = {size: measure(size) for size in sizes}
    if not all(targets(measured)):
        sys.exit(1)


def measure(size: int) -> Found:
    """In a process of its own; what it finds is its last line."""
    import json

    with tempfile.TemporaryDirectory(prefix="gateway-bench-") as place:
        command = [sys.executable, "-m", "bench.one_search", str(size), place]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            last = ""
            for line in process.stdout or ():
                if not line.startswith("{"):
                    print(line, end="", flush=True)
                last = line
        if process.returncode:
            raise SystemExit(process.returncode)
    return json.loads(last)


def targets(measured: dict[int, Found]) -> list[bool]:
    """Whether each was reached, of those that the sizes measured have."""
    rows = [*at_ten_thousand(measured.get(JUDGED)), *grown(measured)]
    if rows:
        print(f"\n{'target':<62}{'at most':>9}{'found':>9}")
    return [print_target(*row) for row in rows]


def at_ten_thousand(found: Found | None) -> list[tuple[str, float, float]]:
    if not found:
        return []
    size = f"{JUDGED:,} documents"
    rows = [(f"{size}, {KINDS[kind]}, p50 relative to FTS5", most, found[f"{kind} p50"] / found[f"{kind} FTS5 p50"])
            for kind, most in MOST_RATIO.items()]  # fmt: skip
    rows += [(f"{size}, {LEAST_FASTER} × {KINDS[kind]}, p50 relative to Wagtail's own", 1,
              LEAST_FASTER * found[f"{kind} p50"] / found[f"{kind} Wagtail p50"])
             for kind in KINDS if f"{kind} Wagtail p50" in found]  # fmt: skip
    return [
        *rows,
        (f"{size}, rebuild, ms of CPU a document", MOST_REBUILD_MS, found["rebuild ms"]),
        (f"{size}, empty answers during a rebuild", MOST_EMPTY, found["empty"]),
        (f"{size}, MB of a worker above an idle one", MOST_WORKER_MB, found["worker MB"]),
        (f"{size}, one save searchable, ms of CPU", MOST_SAVE_MS, found["save ms"]),
    ]


def grown(measured: dict[int, Found]) -> list[tuple[str, float, float]]:
    large, small = measured.get(LARGE), measured.get(JUDGED)
    rows = [(f"{LARGE:,} documents, index relative to the raw text", MOST_SIZE, large["size"] / large["raw"])] if large else []
    if large and small:
        rows += [(f"{LARGE:,} against {JUDGED:,} documents, {name}, p50", MOST_GROWTH, large[f"{kind} p50"] / small[f"{kind} p50"])
                 for kind, name in KINDS.items()]  # fmt: skip
    return rows


if __name__ == "__main__":
    main()
