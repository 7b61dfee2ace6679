"""How many pages of each year were found, as bars, and the span of years that is chosen."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gateway.search.years import ends_of, years_of

WIDTH, HEIGHT = 240, 48
BARS_AT_MOST = 40
STEPS = (1, 2, 5, 10, 20, 50)
LEAST = 2
"""A bar that holds something is seen."""


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Histogram:
    years: list[str]
    counts: Counter[str]
    bars: list[Bar]
    first: str
    last: str
    """The ends of the span that is chosen, empty where it is open."""

    width, height = WIDTH, HEIGHT

    @property
    def options(self) -> list[str]:
        """The years to choose from: those that hold pages, and the chosen ends."""
        return sorted({*self.years, *filter(None, (self.first, self.last))})

    @property
    def label(self) -> str:
        return _("Pages by year, from %(first)s to %(last)s") % {"first": self.years[0], "last": self.years[-1]}


def histogram(counts: Counter[str], chosen: tuple[str, ...]) -> Histogram | None:
    """None where there are no two years to choose between."""
    years = sorted(year for year in counts if year.isdigit())
    if len(years) < 2:
        return None
    ends = [ends_of(value) or (value, value) for value in chosen]
    first, last = ends[0] if len(ends) == 1 else ("", "")
    return Histogram(years, counts, bars(counts, years, chosen), first, last)


def bars(counts: Counter[str], years: list[str], chosen: tuple[str, ...]) -> list[Bar]:
    start, end, inside = int(years[0]), int(years[-1]), set(years_of(chosen))
    step = next((each for each in STEPS if (end - start) // each < BARS_AT_MOST), STEPS[-1])
    spans = [range(first, first + step) for first in range(start - start % step, end + 1, step)]
    sums = [sum(counts[str(year)] for year in span) for span in spans]
    room, most = WIDTH / len(spans), max(sums)
    found = []
    for number, (span, total) in enumerate(zip(spans, sums, strict=True)):
        height = max(LEAST, round(HEIGHT * total / most, 1)) if total else 0
        label = f"{span[0]}" if step == 1 else f"{span[0]}–{span[-1]}"
        is_chosen = not inside or any(str(year) in inside for year in span)
        place = (round(number * room, 2), HEIGHT - height, round(room * 0.8, 2), height)
        found.append(Bar(*place, f"{label}: {total}", is_chosen))
    return found


def span_label(value: str) -> str:
    ends = ends_of(value)
    if not ends:
        return value
    first, last = ends
    if first and last:
        return f"{first}–{last}"
    return _("from %(year)s") % {"year": first} if first else _("to %(year)s") % {"year": last}
