"""The period codes of the contract: 2025, 2025-Q1, 2025-03, FY2025, FY2025-H1, FY2025-9M.

A fiscal year runs from July to June and is named for the year in which it ends.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

CODE = re.compile(
    r"(?P<year>20[0-9]{2})(?:-Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2]))?|FY(?P<fiscal>20[0-9]{2})(?:-(?P<part>H1|H2|9M))?"
)
FISCAL_PARTS = {None: (0, 12), "H1": (0, 6), "H2": (6, 6), "9M": (0, 9)}


@dataclass(frozen=True, order=True)
class Period:
    end: date
    start: date
    code: str

    @property
    def months(self) -> int:
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1


@lru_cache(maxsize=1024)
def parse(code: str) -> Period:
    """Raises ValueError for anything that is not a period code."""
    match = CODE.fullmatch(code)
    if not match:
        raise ValueError("Not a period code.")
    part = match.groupdict()
    if part["fiscal"]:
        offset, months = FISCAL_PARTS[part["part"]]
        return spanning(int(part["fiscal"]) - 1, 7 + offset, months, code)
    if part["quarter"]:
        return spanning(int(part["year"]), int(part["quarter"]) * 3 - 2, 3, code)
    if part["month"]:
        return spanning(int(part["year"]), int(part["month"]), 1, code)
    return spanning(int(part["year"]), 1, 12, code)


def spanning(year: int, month: int, months: int, code: str) -> Period:
    first, last = year * 12 + month - 1, year * 12 + month + months - 2
    end_year, end_month = last // 12, last % 12 + 1
    return Period(date(end_year, end_month, monthrange(end_year, end_month)[1]), date(first // 12, first % 12 + 1, 1), code)
