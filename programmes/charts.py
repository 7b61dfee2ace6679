"""Charts as geometry: where the SVG templates put their marks. Plain Python; lengths are units of the view box."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Shown = Callable[[int], str]
STEPS = 5
MOST_DOTS = 12


class Shape(StrEnum):
    """A step holds until the next value; a line joins equal periods; stems join nothing."""

    STEP = "step"
    LINE = "line"
    STEMS = "stems"


@dataclass(frozen=True)
class Value:
    """`number` is None where the value is hidden; `shown` is what the reader sees then and otherwise.

    `brief` is the period's name under an axis, `address` the figure's own page, `marks` are words that stand beside it.
    """

    name: str
    number: int | None
    shown: str
    at: date | None = None
    planned: bool = False
    code: str = ""
    brief: str = ""
    address: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mark:
    x: float
    y: float
    value: Value
    named: bool = False


@dataclass(frozen=True)
class Tick:
    at: float
    text: str


@dataclass(frozen=True)
class TimeChart:
    shape: Shape
    marks: list[Mark]
    path: str
    planned_path: str
    ticks: list[Tick]
    width: int = 400
    height: int = 250
    left: int = 50
    right: int = 384
    top: int = 26
    bottom: int = 214

    @property
    def dots(self) -> list[Mark]:
        """Every mark of a short series, the named ones of a long one: its line shows the rest."""
        few = len(self.marks) <= MOST_DOTS or self.shape is Shape.STEMS
        return self.marks if few else [mark for mark in self.marks if mark.named]

    @property
    def told(self) -> list[Mark]:
        """What is read out in place of the drawing; the table beside it has every value."""
        return self.marks if len(self.marks) <= MOST_DOTS else [self.marks[0], self.marks[-1]]


def time_chart(values: Sequence[Value], shape: Shape, shown: Shown) -> TimeChart:
    """Values in the order of their dates; hidden ones leave a gap. The axis begins at nought.

    The box is drawn for a phone; a wide screen enlarges it, and the style sheet makes the letters smaller again.
    """
    frame = TimeChart
    known = [value for value in values if value.number is not None and value.at]
    ceiling = nice_ceiling(max((value.number for value in known), default=0))
    first, last = (known[0].at.toordinal(), known[-1].at.toordinal()) if known else (0, 0)

    def mark(value: Value) -> Mark:
        share = (value.at.toordinal() - first) / (last - first) if last > first else 0.5
        height = value.number / ceiling * (frame.bottom - frame.top)
        return Mark(round(frame.left + share * (frame.right - frame.left), 1), round(frame.bottom - height, 1), value)

    marks = named_where_there_is_room([mark(value) for value in known])
    path, planned_path = paths(marks, shape)
    return TimeChart(shape, marks, path, planned_path, ticks(ceiling, frame.top, frame.bottom, shown))


def named_where_there_is_room(marks: list[Mark], room: float = 76) -> list[Mark]:
    """The last mark is always named, and of the others those that do not crowd a named one, from the end backwards."""
    named: list[Mark] = []
    taken = math.inf
    for mark in reversed(marks):
        fits = taken - mark.x >= room
        taken = mark.x if fits else taken
        named.append(Mark(mark.x, mark.y, mark.value, fits))
    return named[::-1]


def paths(marks: list[Mark], shape: Shape) -> tuple[str, str]:
    """The line through what has happened, and the one from there to what is planned."""
    if not marks or shape is Shape.STEMS:
        return "", ""
    past = [mark for mark in marks if not mark.value.planned]
    future = [*past[-1:], *(mark for mark in marks if mark.value.planned)]
    return path(past, shape), path(future, shape) if len(future) > 1 else ""


def path(marks: list[Mark], shape: Shape) -> str:
    if not marks:
        return ""
    start, *rest = marks
    joints = (f"H{mark.x}V{mark.y}" if shape is Shape.STEP else f"L{mark.x} {mark.y}" for mark in rest)
    return f"M{start.x} {start.y}" + "".join(joints)


def ticks(ceiling: int, top: int, bottom: int, shown: Shown) -> list[Tick]:
    """Nought, the ceiling, and what lies between them in steps of one significant digit."""
    parts = next(n for n in (4, 3, 5, 1) if (ceiling % n == 0 and len(str(ceiling // n).rstrip("0")) == 1) or n == 1)
    return [Tick(round(bottom - (bottom - top) * n / parts, 1), shown(ceiling * n // parts)) for n in range(parts + 1)]


def nice_ceiling(most: float) -> int:
    """The next 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 or 10 times a power of ten; at least 4, so that ticks are whole numbers."""
    if most <= 4:
        return 4
    power = 10 ** math.floor(math.log10(most))
    return next(int(factor * power) for factor in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if factor * power >= most)


@dataclass(frozen=True)
class Bar:
    value: Value
    share: float


def ranked_bars(values: Iterable[Value]) -> list[Bar]:
    """The largest first, hidden ones last; `share` is the length in hundredths of the longest."""
    return shares(sorted(values, key=lambda value: (value.number is None, -(value.number or 0), value.name)))


def shares(values: Sequence[Value]) -> list[Bar]:
    """The values in the order given."""
    most = max((value.number or 0 for value in values), default=0) or 1
    return [Bar(value, round(100 * (value.number or 0) / most, 1)) for value in values]


@dataclass(frozen=True)
class Tile:
    """`step` is 1 to 5, or 0 where nothing is known."""

    code: str
    name: str
    x: int
    y: int
    step: int
    shown: str


@dataclass(frozen=True)
class Band:
    step: int
    x: int
    lowest: str
    highest: str


@dataclass(frozen=True)
class TileMap:
    tiles: list[Tile]
    bands: list[Band]
    size: int = 100
    width: int = 316
    height: int = 424


# One square for each province or territory, by column and row. No borders are drawn: a tile makes no claim.
PLACES = {"PK-GB": (1, 0), "PK-KP": (0, 1), "PK-IS": (1, 1), "PK-JK": (2, 1), "PK-BA": (0, 2), "PK-PB": (1, 2), "PK-SD": (1, 3)}


def tile_map(values: Iterable[Value], names: Mapping[str, str], shown: Shown) -> TileMap:
    """`names` gives each tile's label by ISO code; tiles without a value stay undyed."""
    by_code = {value.code: value for value in values}
    ceiling = nice_ceiling(max((value.number or 0 for value in by_code.values()), default=0))
    tiles = [tile(code, names[code], by_code.get(code), ceiling) for code in PLACES]
    return TileMap(tiles, bands(ceiling, shown))


def tile(code: str, name: str, value: Value | None, ceiling: int) -> Tile:
    column, row = PLACES[code]
    step = step_of(value.number or 0, ceiling) if value else 0
    return Tile(code, name, column * 108, row * 108, step, value.shown if value else "")


def step_of(number: int, ceiling: int) -> int:
    return min(STEPS, max(1, math.ceil(number / ceiling * STEPS)))


def bands(ceiling: int, shown: Shown) -> list[Band]:
    edges = [ceiling * n // STEPS for n in range(STEPS + 1)]
    return [Band(n + 1, n * 63, shown(edges[n]), shown(edges[n + 1])) for n in range(STEPS)]
