"""Years and spans of years as the year facet's values: 2018, 2015-2020, 2015- and -2020."""

import re
from collections.abc import Iterable

FIRST, LAST = 1850, 2099
_YEAR = re.compile(r"(?:18[5-9]|19\d|20\d)\d")
_SPAN = re.compile(rf"({_YEAR.pattern})?-({_YEAR.pattern})?")


def span(first: str, last: str) -> str:
    """The value for a span, empty where neither end is a year; two ends in the wrong order are exchanged."""
    ends = [year if _YEAR.fullmatch(year) else "" for year in (first.strip(), last.strip())]
    if all(ends):
        ends.sort()
    if ends[0] == ends[1]:
        return ends[0]
    return "-".join(ends)


def ends_of(value: str) -> tuple[str, str] | None:
    """The first and the last year of a span, either of them empty where it is open; None for anything else."""
    match = _SPAN.fullmatch(value)
    return (match[1] or "", match[2] or "") if match and value != "-" else None


def years_of(values: Iterable[str]) -> list[str]:
    """Every year that the values name; what is neither a year nor a span stays, and finds nothing."""
    found: list[str] = []
    for value in values:
        ends = ends_of(value)
        first, last = (int(ends[0] or FIRST), int(ends[1] or LAST)) if ends else (0, 0)
        found += map(str, range(first, last + 1)) if ends else [value]
    return list(dict.fromkeys(found))
