"""Names of downloads that say what is in them: kafaalat-families_paid-2025-Q2.csv."""

import re
from collections.abc import Iterable, Sequence

EXTENSIONS = {"json": "json", "csv": "csv", "xlsx": "xlsx", "sdmx-csv": "sdmx.csv"}
LONGEST = 120
EVERYTHING = "statistics"


def file_name(filters: Iterable[Sequence[str]], file_format: str) -> str:
    """Only letters, digits, `-`, `_` and `.`: no header needs quoting. Several values of one filter give their number."""
    parts = [values[0] if len(values) == 1 else f"{len(values)}-values" for values in filters if values]
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", "-".join(parts)).strip("-")[:LONGEST]
    return f"{stem or EVERYTHING}.{EXTENSIONS[file_format]}"
