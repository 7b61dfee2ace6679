"""Filters as Haystack writes them for any engine, `field:("a" OR "b")`, and as Whoosh queries.

A filter never scores, and the documents that it lets through are kept for each segment.
"""

import re
from collections.abc import Iterable

from whoosh.query import Every, Not, Or, Query, Term

_FILTER = re.compile(r'(NOT )?(\w+):\((".*")\)')
_VALUE = re.compile(r'"([^"]*)"')
_UNSAFE = re.compile(r'["\\\x00-\x1f]')


def any_of(field: str, values: Iterable[str | int], but: bool = False) -> str:
    """The filter that lets through documents with one of the values, or with `but` all others."""
    written = [str(value) for value in values]
    if not written or any(_UNSAFE.search(value) for value in written):
        raise ValueError(f"No filter can be made of {written!r}.")
    options = " OR ".join(f'"{value}"' for value in written)
    return f"{'NOT ' if but else ''}{field}:({options})"


def parsed(written: str) -> Query:
    match = _FILTER.fullmatch(written)
    if match is None:
        raise ValueError(f"Not a filter: {written!r}")
    negated, field, options = match.groups()
    query = Or([Term(field, value) for value in _VALUE.findall(options)])
    return Not(query) if negated else query


EVERYTHING = Every()
