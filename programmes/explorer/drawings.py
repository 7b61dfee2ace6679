"""From the cells of a panel to what is drawn of them: lines along time, tiles for provinces."""

from collections.abc import Iterable, Mapping, Sequence

from gateway.taxonomy.models import Area
from programmes import charts
from programmes.evidence import TILE_NAMES, short
from programmes.explorer.lines import LineChart, Spot, line_chart
from programmes.explorer.names import Names
from programmes.explorer.reading import Key, Points
from programmes.models.statistics import Indicator, Observation
from programmes.registry import periods
from programmes.wording import value_label

# Letter and label of a series, and where its figures stand.
Series = tuple[str, str, list[Key]]


def lines(series: Sequence[Series], points: Points, names: Names) -> LineChart | None:
    """None where there is only one period: a line needs two."""
    keys = [key for _letter, _label, column in series for key in column]
    if len({key.period for key in keys}) < 2:
        return None
    spots = [(letter, label, [spot(key, points[key], names) for key in in_time(column)]) for letter, label, column in series]
    return line_chart(spots, joint([points[key] for key in keys]), short)


def in_time(keys: Iterable[Key]) -> list[Key]:
    return sorted(keys, key=lambda key: periods.parse(key.period))


def joint(rows: list[Observation]) -> charts.Shape:
    """Rates hold until they change; flows may be joined by a line only where their periods are of one length."""
    if all(is_rate(row) for row in rows):
        return charts.Shape.STEP
    lengths = {periods.parse(row.period).months for row in rows}
    stock = all(row.indicator.counting == Indicator.Counting.STOCK for row in rows)
    return charts.Shape.LINE if stock or len(lengths) == 1 else charts.Shape.STEMS


def is_rate(row: Observation) -> bool:
    return row.indicator.unit == Indicator.Unit.RATE


def spot(key: Key, row: Observation, names: Names) -> Spot:
    """A rate stands at the day from which it holds, everything else at its period's end."""
    period = periods.parse(key.period)
    return Spot(
        period.start if is_rate(row) else period.end,
        row.value,
        value_label(row.value, row.indicator.unit),
        names.label("period", key.period),
        str(period.start.year) if is_rate(row) else brief(key.period),
        row.nature == Observation.Nature.FORECAST,
    )


def brief(period: str) -> str:
    return period.partition("-")[0] if period.startswith("FY") else period


def can_be_mapped(areas: Iterable[Area]) -> bool:
    return all(area.kind == Area.Kind.PROVINCE for area in areas)


def tile_maps(columns: Sequence[Mapping[str, tuple[int | None, str]]]) -> list[charts.TileMap]:
    """One map a column of number and text by province, all on one scale. No border is drawn."""
    numbers = [number or 0 for column in columns for number, _text in column.values()]
    ceiling = charts.nice_ceiling(max(numbers, default=0))
    return [tile_map(column, ceiling) for column in columns]


def tile_map(column: Mapping[str, tuple[int | None, str]], ceiling: int) -> charts.TileMap:
    values = {code: charts.Value("", number, text, code=code) for code, (number, text) in column.items()}
    tiles = [charts.tile(code, str(TILE_NAMES[code]), values.get(code), ceiling) for code in charts.PLACES]
    return charts.TileMap(tiles, charts.bands(ceiling, short))
