"""Cells that no spreadsheet takes for a formula."""

import re
from collections.abc import Iterable

# OWASP, "CSV injection": what a spreadsheet may begin a formula with, in its full-width forms too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def neutral(value: object) -> object:
    """Text that a spreadsheet would run gets an apostrophe before it; numbers stay numbers, nothing stays empty."""
    if not isinstance(value, str):
        return value
    text = CONTROL.sub("", value)
    return f"'{text}" if text.startswith(FORMULA) else text


def spelled(values: Iterable[object]) -> list[object]:
    """A row for a spreadsheet: truth in words, text made neutral, numbers as they are."""
    return [neutral("yes" if value is True else "no" if value is False else value) for value in values]
