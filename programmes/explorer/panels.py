"""Figures arranged as they are shown: panels of one unit, in rows and columns. Sourced and made-up ones never share a panel."""

from dataclasses import dataclass, field

from programmes import charts
from programmes.explorer.drawings import can_be_mapped, lines, tile_maps
from programmes.explorer.frames import Frame, Values, frame, heading, in_order, label, part, row_head
from programmes.explorer.lines import LineChart, symbol
from programmes.explorer.names import Names
from programmes.explorer.reading import Key, Points, releases
from programmes.explorer.selection import MOST_SERIES, Selection
from programmes.explorer.state import View
from programmes.figures import provenance_text
from programmes.links import figure_address
from programmes.models.statistics import Indicator, Observation
from programmes.wording import mark_words, value_label

MOST_ROWS = 12


@dataclass(frozen=True)
class Cell:
    """`share` is the length of its bar in hundredths of the longest one in its panel."""

    text: str
    number: int | None
    url: str
    marks: list[str]
    share: float


@dataclass(frozen=True)
class Column:
    """A series: its letter, colour and symbol are the same in key, chart and table."""

    tone: int
    letter: str
    label: str
    values: Values

    @property
    def symbol(self) -> str:
        return symbol(self.tone)


@dataclass(frozen=True)
class Row:
    label: str
    code: str
    cells: list[Cell | None]


@dataclass(frozen=True)
class Panel:
    """One chart with its table. `columns` has one entry without a label where there is nothing to tell apart."""

    key: str
    heading: str
    illustrative: bool
    row_head: str
    rows: list[Row]
    columns: list[Column]
    left_out: int
    observations: list[Observation]
    lines: LineChart | None = None
    maps: list[tuple[Column, charts.TileMap]] = field(default_factory=list)

    @property
    def unit(self) -> str:
        return self.observations[0].indicator.get_unit_display()

    @property
    def indicators(self) -> list[Indicator]:
        return list({row.indicator.pk: row.indicator for row in self.observations}.values())

    @property
    def only(self) -> Cell | None:
        """The one figure, where there is no second."""
        return self.rows[0].cells[0] if len(self.rows) == len(self.columns) == 1 else None

    @property
    def foremost(self) -> list[Row]:
        return self.rows[:MOST_ROWS]

    @property
    def others(self) -> list[Row]:
        return self.rows[MOST_ROWS:]

    @property
    def newest_first(self) -> list[Row]:
        return self.rows[::-1]

    @property
    def proofs(self) -> list[tuple[str, int]]:
        return [(provenance_text(release), release.pk) for release in releases(self.observations)]


def panels(selection: Selection, points: Points, names: Names) -> list[Panel]:
    """Sourced figures first, then made-up ones; within each by the indicators asked for."""
    groups: dict[tuple[str, bool], list[Key]] = {}
    for key, row in points.items():
        groups.setdefault((row.indicator.unit, row.origin.illustrative), []).append(key)
    ranked = sorted(groups.items(), key=lambda group: (group[0][1], selection.indicators.index(group[1][0].indicator)))
    return [panel(f"panel-{number}", selection, keys, points, names) for number, (_unit, keys) in enumerate(ranked, 1)]


def panel(name: str, selection: Selection, keys: list[Key], points: Points, names: Names) -> Panel:
    shape = frame(selection, keys)
    every = in_order((part(key, shape.columns) for key in keys), shape.columns, selection, names)
    columns = [column(number, values, shape, len(every), names) for number, values in enumerate(every[:MOST_SERIES], 1)]
    kept = {one.values for one in columns}
    shown = {key: points[key] for key in keys if part(key, shape.columns) in kept}
    rows = rows_of(shape, shown, columns, selection, names)
    series = [(one.letter, one.label, [key for key in shown if part(key, shape.columns) == one.values]) for one in columns]
    return Panel(
        name,
        heading(shape, selection, points[keys[0]], names),
        points[keys[0]].origin.illustrative,
        row_head(shape.rows),
        rows,
        columns,
        len(every) - len(columns),
        list(shown.values()),
        lines=lines(series, shown, names) if shape.rows == ("period",) else None,
        maps=maps(selection, shape, rows, columns),
    )


def column(number: int, values: Values, shape: Frame, count: int, names: Names) -> Column:
    letter = chr(ord("A") + number - 1) if count > 1 else ""
    return Column(number, letter, label(shape.columns, values, names), values)


def rows_of(shape: Frame, shown: Points, columns: list[Column], selection: Selection, names: Names) -> list[Row]:
    most = max((row.value or 0 for row in shown.values()), default=0) or 1
    cells = {(part(key, shape.rows), part(key, shape.columns)): cell(key, row, most) for key, row in shown.items()}
    order = in_order((part(key, shape.rows) for key in shown), shape.rows, selection, names)
    rows = [Row(label(shape.rows, one, names), one[0], [cells.get((one, other.values)) for other in columns]) for one in order]
    return sorted(rows, key=place_in_ranking) if shape.is_ranked else rows


def place_in_ranking(row: Row) -> tuple:
    """By the first column: the largest first, then what is hidden, then what is not held."""
    first = row.cells[0]
    return (first is None, first is not None and first.number is None, -((first and first.number) or 0), row.label)


def cell(key: Key, row: Observation, most: int) -> Cell:
    address = figure_address(key.programme, key.indicator, key.area, key.period, sex=key.sex, age=key.age)
    share = round(100 * (row.value or 0) / most, 1)
    return Cell(value_label(row.value, row.indicator.unit), row.value, address, mark_words(row), share)


def maps(selection: Selection, shape: Frame, rows: list[Row], columns: list[Column]) -> list[tuple[Column, charts.TileMap]]:
    if selection.state.view != View.MAP or shape.rows != ("area",) or not can_be_mapped(selection.areas):
        return []
    held = [{row.code: row.cells[index] for row in rows} for index in range(len(columns))]
    values = [{code: (one.number, one.text) for code, one in cells.items() if one} for cells in held]
    return list(zip(columns, tile_maps(values), strict=True))
