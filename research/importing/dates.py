"""Dates as lists write them, made the library's own: no more exact than they are known."""

import re
from functools import cache

from django.utils import translation

from gateway.search.analysis import fold
from research.partial_dates import MONTHS, PartialDate

ENGLISH = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
NUMBERS = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?)?[-/. ]*")
DAY_FIRST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
TIME = re.compile(r"(?<=[0-9])[t ][0-9]{1,2}:[0-9:.]+z?$")


def partial_date(text: str) -> PartialDate | None:
    """None for what is no date, and for one that may mean two days: 03/04/2025."""
    plain = TIME.sub("", " ".join(fold(text).replace("،", " ").replace(",", " ").split()))
    try:
        return _of_numbers(plain) or _of_words(plain)
    except ValueError:
        return None


def _of_numbers(plain: str) -> PartialDate | None:
    if match := NUMBERS.fullmatch(plain):
        return PartialDate(*(int(part) if part else None for part in match.groups()))
    if match := DAY_FIRST.fullmatch(plain):
        day, month, year = map(int, match.groups())
        return PartialDate(year, month, day) if day > 12 or day == month else None
    return None


def _of_words(plain: str) -> PartialDate | None:
    words = plain.replace(".", " ").split()
    numbers = [int(word) for word in words if word.isascii() and word.isdigit()]
    months = [month for word in words if (month := _month(word))]
    years = [number for number in numbers if number > 31]
    days = [number for number in numbers if number <= 31]
    if len(months) != 1 or len(years) != 1 or len(days) > 1 or len(words) != 2 + len(days):
        return None
    return PartialDate(years[0], months[0], *days)


def _month(word: str) -> int | None:
    """By its English name or the first three letters of it, or by its Urdu name."""
    for number, name in enumerate(ENGLISH, start=1):
        if word in (name, name[:3], urdu_months()[number - 1]):
            return number
    return None


@cache
def urdu_months() -> list[str]:
    with translation.override("ur"):
        return [fold(str(name)) for name in MONTHS]
