"""The second pass, made only once a check has failed: which lines, which column, which rule."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl

from programmes.registry import personal
from programmes.registry.codes import Codes
from programmes.registry.findings import Finding, Rejected
from programmes.registry.gate import LINE_LIMIT, Gated, opened
from programmes.registry.manifest import Manifest
from programmes.registry.rules import Rule, row_rules

SHOWN = 5


def find_offenders(numbered: pl.LazyFrame, gated: Gated, manifest: Manifest, codes: Codes, today: date) -> list[Finding]:
    """`numbered` holds the rows with their `line`. Personal data comes first."""
    if manifest.file_format != "parquet" and (ragged := ragged_lines(gated, manifest)):
        return personal_data(numbered, gated, manifest) + ragged
    try:
        found = broken_rules(numbered, row_rules(manifest, codes, today), manifest.path)
        return personal_data(numbered, gated, manifest) + found
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
        return [Finding("unreadable", manifest.path)]


def text_lines(gated: Gated) -> Iterator[tuple[int, bytes]]:
    with gated.path.open("rb") as file:
        yield from enumerate(file, 1)


def frame_lines(numbered: pl.LazyFrame) -> Iterator[tuple[int, bytes]]:
    for batch in numbered.collect_batches():
        for line, *fields in batch.iter_rows():
            yield line, ",".join("" if field is None else field for field in fields).encode()


def personal_data(numbered: pl.LazyFrame, gated: Gated, manifest: Manifest) -> list[Finding]:
    lines = frame_lines(numbered) if manifest.file_format == "parquet" else text_lines(gated)
    return personal.find(lines, manifest.path, manifest.columns)


def ragged_lines(gated: Gated, manifest: Manifest) -> list[Finding]:
    commas = len(manifest.columns) - 1
    found: dict[str, list[int]] = {"blank-line": [], "field-count": []}
    for number, line in text_lines(gated):
        if line.count(b",") != commas:
            found["field-count" if line.strip() else "blank-line"].append(number)
    return [Finding(rule, manifest.path, line, None, len(lines)) for rule, lines in found.items() for line in lines[:SHOWN]]


def broken_rules(numbered: pl.LazyFrame, rules: list[Rule], file: str) -> list[Finding]:
    broken = [rule.broken.fill_null(False) for rule in rules]
    counts = [hit.sum().alias(f"count {at}") for at, hit in enumerate(broken)]
    lines = [pl.col("line").filter(hit).sort().head(SHOWN).implode().alias(f"lines {at}") for at, hit in enumerate(broken)]
    answer = numbered.select(*counts, *lines).collect(engine="streaming").row(0, named=True)
    return [
        Finding(rule.name, file, line, rule.column, answer[f"count {at}"])
        for at, rule in enumerate(rules)
        for line in answer[f"lines {at}"]
    ]


def personal_data_in(folder: Path, manifest: Manifest) -> list[Finding]:
    """Searches a plain CSV file that no parser may see, in pieces of bounded length."""
    try:
        with opened(folder, manifest.path, "data-missing") as file:
            lines = enumerate(iter(lambda: file.readline(2 * LINE_LIMIT), b""), 1)
            return personal.find(lines, manifest.path, manifest.columns)
    except Rejected:
        return []
