"""Rows of a gated export, as a lazy frame of text columns exactly as they stand in the file."""

from collections.abc import Mapping, Sequence

import polars as pl

from programmes.registry.findings import Finding, Rejected
from programmes.registry.gate import LINE_LIMIT, Gated
from programmes.registry.manifest import Manifest

TEXT_TYPES = (pl.String, pl.Categorical, pl.Enum)


def rows(
    gated: Gated, manifest: Manifest, *, numbered: bool = False, lists: Mapping[str, Sequence[str]] | None = None
) -> pl.LazyFrame:
    """Numbered rows carry `line`, the line in the file; in Parquet, which has none, the row's number from 1.

    Columns in `lists` hold codes; from CSV they come as places in their list, and any other code fails the
    reading, to the letter. It takes a quarter of the time that reading text and looking it up would.
    """
    if manifest.file_format == "parquet":
        return parquet_rows(gated, manifest, numbered)
    return pl.scan_csv(
        gated.path,
        schema=dict.fromkeys(manifest.columns, pl.String) | {name: pl.Enum(known) for name, known in (lists or {}).items()},
        quote_char=None,
        glob=False,
        row_index_name="line" if numbered else None,
        row_index_offset=2,
    )


def parquet_rows(gated: Gated, manifest: Manifest, numbered: bool) -> pl.LazyFrame:
    schema = parquet_schema(gated, manifest)
    if tuple(schema) != manifest.columns or not all(is_readable(name, kind) for name, kind in schema.items()):
        raise Rejected(Finding("columns", manifest.path))
    scan = pl.scan_parquet(gated.path, glob=False, hive_partitioning=False)
    check_rows(scan, manifest)
    scan = scan.with_columns(pl.col(name).cast(pl.String) for name, kind in schema.items() if kind != pl.String)
    return scan.with_row_index("line", offset=1) if numbered else scan


def check_rows(scan: pl.LazyFrame, manifest: Manifest) -> None:
    """The number of rows stands in the footer, and lengths beside the text: both cost nothing to look at first."""
    texts = [name for name, kind in scan.collect_schema().items() if kind == pl.String]
    try:
        count = scan.select(pl.len()).collect(engine="streaming").item()
        if count != manifest.rows:
            raise Rejected(Finding("row-count", manifest.path, count=abs(count - manifest.rows)))
        longest = scan.select(pl.col(texts).str.len_bytes().max()).collect(engine="streaming").row(0) if texts else ()
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
        raise Rejected(Finding("unreadable", manifest.path)) from None
    if max((length or 0 for length in longest), default=0) > LINE_LIMIT:
        raise Rejected(Finding("line-length", manifest.path))


def is_readable(name: str, kind: pl.DataType) -> bool:
    return isinstance(kind, TEXT_TYPES) or (name in ("amount", "value") and kind.is_integer())


def parquet_schema(gated: Gated, manifest: Manifest) -> pl.Schema:
    try:
        return pl.scan_parquet(gated.path, glob=False, hive_partitioning=False).collect_schema()
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
        raise Rejected(Finding("unreadable", manifest.path)) from None
