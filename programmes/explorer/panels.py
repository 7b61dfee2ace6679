"""Figures arranged as they are shown: panels of one unit, in rows and columns. Sourced and made-up ones never share a panel."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from gateway.taxonomy.models import Area
from programmes import charts
from programmes.evidence import TILE_NAMES, short
from programmes.explorer.lines import LineChart, Spot, line_chart, symbol
from programmes.explorer.names import Names, joined
from programmes.explorer.reading import Key, Points, releases
from programmes.explorer.selection import AGE_BANDS, MOST_SERIES, SEXES, Selection, place_order
from programmes.explorer.state import By, View
from programmes.figures import provenance_text
from programmes.links import figure_address
from programmes.models.statistics import Indicator, Observation
from programmes.registry import periods
from programmes.wording import value_label

MOST_ROWS = 12
Nature, Status = Observation.Nature, Observation.Status


@dataclass(frozen=True)
class Cell:
    """`share` is the length of its bar in hundredths of the longest one in its panel."""

    text: str
    number: int | None
    url: str
    marks: list[str]
    share: float = 0


@dataclass(frozen=True)
class Column:
    tone: int
    letter: str
    label: str

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
    unit: str
    indicators: list[Indicator]
    illustrative: bool
    row_head: str
    rows: list[Row]
    columns: list[Column]
    left_out: int
    observations: list[Observation]
    lines: LineChart | None = None
    maps: list[tuple[Column, charts.TileMap]] = field(default_factory=list)

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


@dataclass(frozen=True)
class Frame:
    """Which dimensions make the rows of a panel and which its columns; the others have one value and stand above it."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    fixed: dict[str, str]


def panels(selection: Selection, points: Points, names: Names) -> list[Panel]:
    groups: dict[tuple[str, bool], list[Key]] = {}
    for key, row in points.items():
        groups.setdefault((row.indicator.unit, row.origin.illustrative), []).append(key)
    ranked = sorted(groups.items(), key=lambda group: (group[0][1], selection.indicators.index(group[1][0].indicator)))
    return [panel(f"panel-{number}", selection, keys, points, names) for number, (_unit, keys) in enumerate(ranked, 1)]


def frame(selection: Selection, keys: list[Key]) -> Frame:
    """Time or the breakdown runs down the rows; with one period and no breakdown, whatever is compared does."""
    varying = [name for name in Key._fields if len({getattr(key, name) for key in keys}) > 1]
    fixed = {name: getattr(keys[0], name) for name in Key._fields if name not in varying}
    along = (
        "period"
        if selection.state.over_time
        else {By.PROVINCE: "area", By.DISTRICT: "area"}.get(selection.state.by, selection.state.by)
    )
    if along in varying or (along and not varying):
        return Frame((along,), tuple(name for name in varying if name != along), fixed)
    return Frame(tuple(varying), (), fixed) if varying else Frame(("period",), (), fixed)


def panel(name: str, selection: Selection, keys: list[Key], points: Points, names: Names) -> Panel:
    shape = frame(selection, keys)
    order = ordering(selection, names)
    columns = sorted({part(key, shape.columns) for key in keys}, key=lambda values: order(shape.columns, values))
    kept, left_out = columns[:MOST_SERIES], max(0, len(columns) - MOST_SERIES)
    shown = [key for key in keys if part(key, shape.columns) in kept]
    most = max((points[key].value or 0 for key in shown), default=0) or 1
    cells = {(part(key, shape.rows), part(key, shape.columns)): cell(key, points[key], most) for key in shown}
    in_rows = sorted({part(key, shape.rows) for key in shown}, key=lambda values: order(shape.rows, values))
    rows = [
        Row(label(shape.rows, values, names), values[0], [cells.get((values, column)) for column in kept]) for values in in_rows
    ]
    if set(shape.rows) & {"area", "programme", "indicator"}:
        rows.sort(key=place_in_ranking)
    heads = [
        Column(number, letter(number) if len(kept) > 1 else "", label(shape.columns, values, names))
        for number, values in enumerate(kept, 1)
    ]
    first = points[shown[0]]
    return Panel(
        name,
        heading(shape, selection, first, names),
        first.indicator.get_unit_display(),
        list({points[key].indicator.code: points[key].indicator for key in shown}.values()),
        first.origin.illustrative,
        row_head(shape.rows),
        rows,
        heads,
        left_out,
        [points[key] for key in shown],
        lines=lines(shape, shown, kept, heads, points, names, order),
        maps=maps(selection, shape, rows, heads),
    )


def place_in_ranking(row: Row) -> tuple:
    """By the first column: the largest first, then what is hidden, then what is not held."""
    first = row.cells[0]
    return (first is None, first is not None and first.number is None, -((first and first.number) or 0), row.label)


def part(key: Key, dimensions: Sequence[str]) -> tuple[str, ...]:
    return tuple(getattr(key, name) for name in dimensions)


def ordering(selection: Selection, names: Names):
    """Sorts values of dimensions as readers expect them: areas from north to south of the list, time forwards."""
    places = {
        "indicator": selection.indicators.index,
        "programme": selection.programmes.index,
        "area": lambda code: place_order(names.areas[code]),
        "sex": lambda code: ("_T", *SEXES).index(code),
        "age": lambda code: ("_T", *AGE_BANDS).index(code),
        "period": periods.parse,
    }
    return lambda dimensions, values: [places[name](value) for name, value in zip(dimensions, values, strict=True)]


def label(dimensions: Sequence[str], values: Iterable[str], names: Names) -> str:
    return joined(names.label(name, value) for name, value in zip(dimensions, values, strict=True))


def letter(number: int) -> str:
    return chr(ord("A") + number - 1)


def cell(key: Key, row: Observation, most: int) -> Cell:
    address = figure_address(key.programme, key.indicator, key.area, key.period, sex=key.sex, age=key.age)
    return Cell(
        value_label(row.value, row.indicator.unit), row.value, address, marks(row), round(100 * (row.value or 0) / most, 1)
    )


def marks(row: Observation) -> list[str]:
    """What a reader must know about one figure, in words. That it is made up stands above its panel."""
    words = {Nature.FORECAST: _("planned"), Nature.ESTIMATED: _("approximate"), Nature.PROVISIONAL: _("provisional")}
    found = [words[row.nature]] if row.nature in words else []
    if row.status == Status.PROVISIONAL and not found:
        found.append(_("provisional"))
    return [*found, _("revised")] if row.status == Status.REVISED else found


def row_head(dimensions: Sequence[str]) -> str:
    heads = {
        "indicator": _("Indicator"),
        "programme": _("Programme"),
        "area": _("Area"),
        "sex": _("Sex"),
        "age": _("Age"),
        "period": _("Period"),
    }
    return joined(heads[name] for name in dimensions)


def heading(shape: Frame, selection: Selection, first: Observation, names: Names) -> str:
    """What all figures of the panel have in common, apart from what the page's own title says."""
    words = [names.label(name, shape.fixed[name]) for name in ("area", "sex", "age", "period") if name in shape.fixed]
    usual = {names.label("sex", "_T"), names.label("age", "_T")}
    several = (
        [names.label("indicator", shape.fixed["indicator"])]
        if "indicator" in shape.fixed and len(selection.indicators) > 1
        else []
    )
    return joined([*several, *(word for word in words if word not in usual), first.indicator.get_unit_display()])


def lines(shape: Frame, keys, kept, heads: list[Column], points: Points, names: Names, order) -> LineChart | None:
    if shape.rows != ("period",) or len({key.period for key in keys}) < 2:
        return None
    by_column = [
        sorted((key for key in keys if part(key, shape.columns) == values), key=lambda key: periods.parse(key.period))
        for values in kept
    ]
    series = [
        (head.letter, head.label, [spot(key, points[key], names) for key in column])
        for head, column in zip(heads, by_column, strict=True)
    ]
    return line_chart(series, joint(points[key] for key in keys), short)


def joint(rows: Iterable[Observation]) -> charts.Shape:
    """Rates hold until they change; only periods of one length may be joined by a line."""
    rows = list(rows)
    if all(row.indicator.unit == Indicator.Unit.RATE for row in rows):
        return charts.Shape.STEP
    lengths = {periods.parse(row.period).months for row in rows}
    stock = all(row.indicator.counting == Indicator.Counting.STOCK for row in rows)
    return charts.Shape.LINE if stock or len(lengths) == 1 else charts.Shape.STEMS


def spot(key: Key, row: Observation, names: Names) -> Spot:
    period = periods.parse(key.period)
    rate = row.indicator.unit == Indicator.Unit.RATE
    brief = str(period.start.year) if rate else key.period.partition("-")[0] if key.period.startswith("FY") else key.period
    shown = value_label(row.value, row.indicator.unit)
    return Spot(
        period.start if rate else period.end,
        row.value,
        shown,
        names.label("period", key.period),
        brief,
        row.nature == Nature.FORECAST,
    )


def maps(selection: Selection, shape: Frame, rows: list[Row], heads: list[Column]) -> list[tuple[Column, charts.TileMap]]:
    """A tile for each province or territory, one map a column, all on one scale. No border is drawn."""
    if selection.state.view != View.MAP or shape.rows != ("area",) or not can_be_mapped(selection.areas):
        return []
    ceiling = charts.nice_ceiling(max((cell.number or 0 for row in rows for cell in row.cells if cell), default=0))
    return [(head, tile_map(rows, index, ceiling)) for index, head in enumerate(heads)]


def can_be_mapped(areas: Iterable[Area]) -> bool:
    return all(area.kind == Area.Kind.PROVINCE for area in areas)


def tile_map(rows: list[Row], index: int, ceiling: int) -> charts.TileMap:
    held = {row.code: row.cells[index] for row in rows}
    values = {code: charts.Value("", one.number, one.text, code=code) for code, one in held.items() if one}
    tiles = [charts.tile(code, str(TILE_NAMES[code]), values.get(code), ceiling) for code in charts.PLACES]
    return charts.TileMap(tiles, charts.bands(ceiling, short))
