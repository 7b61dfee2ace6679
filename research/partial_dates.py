"""Dates known to the year, the month or the day, written as `2025`, `2025-02` or `2025-02-26`."""

import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

EARLIEST, LATEST = 1800, 2199
SHAPE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
MONTHS = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)


@dataclass(frozen=True)
class PartialDate:
    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not EARLIEST <= self.year <= LATEST:
            raise ValueError(f"{self.year} lies outside {EARLIEST} to {LATEST}")
        if self.day and not self.month:
            raise ValueError("a day needs a month")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Raises ValueError for anything that is no date of one of the three shapes."""
        match = SHAPE.fullmatch(text)
        if not match or "00" in match.groups()[1:]:
            raise ValueError(f"{text!r} is no date")
        return cls(*(int(part) if part else None for part in match.groups()))

    @property
    def parts(self) -> list[int]:
        return [part for part in (self.year, self.month, self.day) if part]

    @property
    def first_day(self) -> date:
        """The earliest day that the date can mean; lists and search sort by it."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def label(self) -> str:
        """The date as the reader's language writes it, no more exact than it is known."""
        if not self.month:
            return str(self.year)
        month = MONTHS[self.month - 1]
        if not self.day:
            return _("%(month)s %(year)s") % {"month": month, "year": self.year}
        return _("%(day)s %(month)s %(year)s") % {"day": self.day, "month": month, "year": self.year}

    def joined(self, separator: str) -> str:
        return separator.join(f"{part:02}" for part in self.parts)

    def __str__(self) -> str:
        return self.joined("-")


def validate_partial_date(text: str) -> None:
    try:
        PartialDate.parse(text)
    except ValueError:
        raise ValidationError(
            _("Write the year, the month or the day as 2025, 2025-02 or 2025-02-26."), code="partial_date"
        ) from None
