"""The second pass, made only once a check has failed: which lines, which column, which rule.

It goes through the rows in pieces, so it needs little memory whichever way the rows were counted.
"""

from collections.abc import Iterator
from datetime import date

import polars as pl

from programmes.registry import personal
from programmes.registry.codes import Codes
from programmes.registry.findings import Finding
from programmes.registry.gate import Gated
from programmes.registry.in_memory import repeated
from programmes.registry.manifest import Manifest
from programmes.registry.rules import KEYS, Rule, row_rules
from programmes.registry.watched import ENGINE_ERRORS

SHOWN = 5
PIECE = 100_000
Lines = Iterator[tuple[int, bytes]]


def find_offenders(numbered: pl.LazyFrame, gated: Gated, manifest: Manifest, codes: Codes, today: date) -> list[Finding]:
    """`numbered` holds the rows with their `line`. Personal data comes first."""
    if manifest.file_format != "parquet" and (ragged := ragged_lines(gated, manifest)):
        return personal_data(numbered, gated, manifest, codes) + ragged
    try:
        found = broken_rules(numbered, row_rules(manifest, codes, today), manifest.path)
        found += duplicates(numbered, manifest)
        return personal_data(numbered, gated, manifest, codes) + found
    except ENGINE_ERRORS:
        return [Finding("unreadable", manifest.path)]


def text_lines(gated: Gated) -> Lines:
    with gated.path.open("rb") as file:
        yield from enumerate(file, 1)


def frame_lines(numbered: pl.LazyFrame) -> Lines:
    for batch in numbered.collect_batches(chunk_size=PIECE):
        for line, *fields in batch.iter_rows():
            yield line, ",".join("" if field is None else field for field in fields).encode()


def personal_data(numbered: pl.LazyFrame, gated: Gated, manifest: Manifest, codes: Codes) -> list[Finding]:
    lines = frame_lines(numbered) if manifest.file_format == "parquet" else text_lines(gated)
    return personal.find(lines, manifest.path, manifest.columns, codes)


def ragged_lines(gated: Gated, manifest: Manifest) -> list[Finding]:
    commas = len(manifest.columns) - 1
    found: dict[str, list[int]] = {"blank-line": [], "field-count": []}
    counts = dict.fromkeys(found, 0)
    for number, line in text_lines(gated):
        if line.count(b",") != commas:
            rule = "field-count" if line.strip() else "blank-line"
            counts[rule] += 1
            if counts[rule] <= SHOWN:
                found[rule].append(number)
    return [Finding(rule, manifest.path, line, None, counts[rule]) for rule, lines in found.items() for line in lines]


def broken_rules(numbered: pl.LazyFrame, rules: list[Rule], file: str) -> list[Finding]:
    broken = [rule.broken.fill_null(False) for rule in rules]
    counts, lines = [0] * len(rules), [list[int]() for _ in rules]
    for batch in numbered.collect_batches(chunk_size=PIECE):
        hits = batch.select(pl.col("line"), *(hit.alias(f"{at}") for at, hit in enumerate(broken)))
        for at in range(len(rules)):
            hit = hits[f"{at}"]
            if count := int(hit.sum()):
                counts[at] += count
                lines[at] += hits["line"].filter(hit).head(SHOWN - len(lines[at])).to_list()
    return [
        Finding(rule.name, file, line, rule.column, counts[at]) for at, rule in enumerate(rules) for line in lines[at][:SHOWN]
    ]


def duplicates(numbered: pl.LazyFrame, manifest: Manifest) -> list[Finding]:
    """By 64-bit hashes, as they were counted."""
    key = KEYS[manifest.kind]
    whole = pl.all_horizontal(pl.col(name).is_not_null() for name in key)
    hashed = numbered.filter(whole).select("line", pl.struct(key).hash().alias("key")).collect(engine="streaming")
    again = hashed.filter(pl.col("key").is_in(repeated(hashed["key"]).implode())).sort("line")
    lines = again["line"].head(SHOWN).to_list()
    return [Finding("duplicate", manifest.path, line, key[0], again.height) for line in lines]
