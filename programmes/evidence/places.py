"""The latest figures by province or territory, and by district."""

from collections.abc import Sequence

from django.utils.translation import pgettext_lazy

from programmes import charts
from programmes.charts import Bar, TileMap
from programmes.evidence.exhibit import Exhibit, exhibit, grouped, in_order, latest, told
from programmes.evidence.numbers import short, value_of
from programmes.evidence.rows import Row
from programmes.figures import Figure

TILE_NAMES = {
    "PK-PB": pgettext_lazy("tile", "Punjab"),
    "PK-SD": pgettext_lazy("tile", "Sindh"),
    "PK-KP": pgettext_lazy("tile", "KP"),
    "PK-BA": pgettext_lazy("tile", "Balochistan"),
    "PK-IS": pgettext_lazy("tile", "Islamabad"),
    "PK-JK": pgettext_lazy("tile", "AJK"),
    "PK-GB": pgettext_lazy("tile", "GB"),
}
ENOUGH_PROVINCES = 3
MOST_BARS = 10


def province_exhibits(provincial: Sequence[Row]) -> list[Exhibit]:
    newest = ((key, latest(rows)) for key, rows in grouped(provincial))
    return [province_exhibit(rows) for rows in in_order((key, rows) for key, rows in newest if len(rows) >= ENOUGH_PROVINCES)]


def province_exhibit(rows: Sequence[Row]) -> Exhibit:
    figures = told(sorted(rows, key=lambda row: (row.area.order, row.area.name)))
    return exhibit("provinces", rows, figures, map=tiles(figures), bars=bars(figures))


def district_exhibit(rows: Sequence[Row], home: str) -> Exhibit:
    """The foremost as bars; all of them by name, for whoever looks for their own. `home` is the province they lie in, or PK."""
    figures = told(rows)
    ranked = bars(figures)
    rest = sorted(figures, key=lambda row: row.area) if len(ranked) > MOST_BARS else []
    return exhibit("districts", rows, figures, bars=ranked[:MOST_BARS], others=rest, home=home)


def tiles(figures: Sequence[Figure]) -> TileMap:
    return charts.tile_map(
        [value_of(row, row.area) for row in figures], {code: str(name) for code, name in TILE_NAMES.items()}, short
    )


def bars(figures: Sequence[Figure]) -> list[Bar]:
    return charts.ranked_bars(value_of(row, row.area) for row in figures)
