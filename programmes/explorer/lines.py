"""Where several series stand on one pair of axes. Plain Python; lengths are units of the view box.

The box is drawn for a phone; a wide screen enlarges it and the style sheet makes the letters smaller again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from programmes.charts import Shape, Tick, nice_ceiling, ticks

WIDTH, LEFT, RIGHT, TOP, FLOOR = 400, 48, 376, 14, 214
HEIGHT = 244
LETTER_HEIGHT, PERIOD_ROOM = 15, 74
# Each begins with a relative move from the place that it marks.
DISC, SQUARE = "m-3.4 0a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0-6.8 0z", "m-3-3h6v6h-6z"
DIAMOND, TRIANGLE = "m0-4.4l4.4 4.4-4.4 4.4-4.4-4.4z", "m0-4.2l4 7.2h-8z"
SYMBOLS = (DISC, SQUARE, DIAMOND, TRIANGLE)


@dataclass(frozen=True)
class Spot:
    """One value of a series; `number` is None where it is hidden."""

    at: date
    number: int | None
    shown: str
    name: str
    brief: str
    planned: bool = False


@dataclass(frozen=True)
class Mark:
    x: float
    y: float
    planned: bool
    hidden: bool
    named: bool
    spot: Spot


@dataclass(frozen=True)
class Line:
    """`tone` is 1 to 8: four colours with four filled symbols, and the same hollow. `end` is where its letter stands."""

    tone: int
    letter: str
    label: str
    path: str
    planned_path: str
    marks: list[Mark]
    end: float

    @property
    def dots(self) -> str:
        """All marks of what has happened as one path: a phone draws one thing instead of forty."""
        return self.dotted(planned=False)

    @property
    def planned_dots(self) -> str:
        return self.dotted(planned=True)

    def dotted(self, *, planned: bool) -> str:
        places = (f"M{mark.x} {mark.y}" for mark in self.marks if mark.planned is planned and not mark.hidden)
        return "".join(place + symbol(self.tone) for place in places)

    @property
    def written(self) -> list[Mark]:
        """The marks whose values stand beside them: the named ones, and those that are hidden."""
        return [mark for mark in self.marks if mark.named or mark.hidden]


@dataclass(frozen=True)
class LineChart:
    lines: list[Line]
    ticks: list[Tick]
    dates: list[tuple[float, str, str]]
    stems: bool
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    floor: int = FLOOR


def symbol(tone: int) -> str:
    return SYMBOLS[(tone - 1) % len(SYMBOLS)]


def line_chart(series: Sequence[tuple[str, str, list[Spot]]], shape: Shape, shown: Callable[[int], str]) -> LineChart:
    """`series` are letter, label and values in the order of their dates. The axis begins at nought."""
    spots = [spot for _letter, _label, values in series for spot in values]
    ceiling = nice_ceiling(max((spot.number or 0 for spot in spots), default=0))
    x_of = places([spot.at for spot in spots])
    lines = [
        line(tone, letter, label, marks_of(values, x_of, ceiling, len(series) == 1), shape)
        for tone, (letter, label, values) in enumerate(series, 1)
    ]
    stems = shape is Shape.STEMS and len(series) == 1
    return LineChart(apart(lines), ticks(ceiling, TOP, FLOOR, shown), date_labels(spots, x_of), stems)


def places(dates: list[date]) -> dict[date, float]:
    """Where each date stands between the edges; one date alone stands in the middle."""
    days = sorted({day.toordinal() for day in dates})
    span = days[-1] - days[0] if days else 0
    inner = RIGHT - LEFT - 36
    return {day: round(LEFT + 18 + inner * ((day.toordinal() - days[0]) / span if span else 0.5), 1) for day in dates}


def marks_of(values: list[Spot], x_of: dict[date, float], ceiling: int, alone: bool) -> list[Mark]:
    taken, marks = WIDTH * 2.0, []
    for spot in reversed(values):
        x = x_of[spot.at]
        named = alone and taken - x >= PERIOD_ROOM
        taken = x if named else taken
        y = round(FLOOR - (spot.number or 0) / ceiling * (FLOOR - TOP), 1)
        marks.append(Mark(x, y, spot.planned, spot.number is None, named, spot))
    return marks[::-1]


def line(tone: int, letter: str, label: str, marks: list[Mark], shape: Shape) -> Line:
    past = [mark for mark in marks if not mark.planned]
    future = [*past[-1:], *(mark for mark in marks if mark.planned)]
    planned = path(future, shape) if len(future) > 1 else ""
    return Line(tone, letter, label, path(past, shape), planned, marks, marks[-1].y if marks else FLOOR)


def path(marks: list[Mark], shape: Shape) -> str:
    """Broken where a value is hidden, so that no line says what a number may not."""
    if shape is Shape.STEMS:
        return ""
    drawn, pen_down = "", False
    for mark in marks:
        if not mark.hidden:
            joint = (
                (f"H{mark.x}V{mark.y}" if shape is Shape.STEP else f"L{mark.x} {mark.y}") if pen_down else f"M{mark.x} {mark.y}"
            )
            drawn += joint
        pen_down = not mark.hidden
    return drawn


def apart(lines: list[Line]) -> list[Line]:
    """The letters at the lines' ends, pushed apart until none covers another and all stand above the floor."""
    order = sorted(lines, key=lambda line: (line.end, line.tone))
    ends: list[float] = []
    for item in order:
        ends.append(max(item.end, ends[-1] + LETTER_HEIGHT) if ends else max(item.end, TOP))
    limit = float(FLOOR)
    for index in range(len(ends) - 1, -1, -1):
        ends[index] = limit = min(ends[index], limit)
        limit -= LETTER_HEIGHT
    moved = {item.tone: end for item, end in zip(order, ends, strict=True)}
    return [Line(**{**vars(item), "end": round(moved[item.tone], 1)}) for item in lines]


def date_labels(spots: list[Spot], x_of: dict[date, float]) -> list[tuple[float, str, str]]:
    """Place, text and anchor of the periods named under the axis: the last one, and those that do not crowd it."""
    briefs = {x_of[spot.at]: spot.brief for spot in spots}
    taken, found = WIDTH * 2.0, []
    for x in sorted(briefs, reverse=True):
        if taken - x >= PERIOD_ROOM:
            found.append((x, briefs[x], "middle"))
            taken = x
    return found[::-1]
