"""The statistical part of a programme's page: headline figures, series and maps, sourced and illustrative ones apart."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import get_language, gettext as _, pgettext_lazy

from gateway.taxonomy.models import Area
from programmes import charts
from programmes.charts import Shape, Value
from programmes.choices import NumberStatus
from programmes.figures import Figure, by_district, figure, preferred, published_observations
from programmes.models.statistics import Observation
from programmes.registry import periods
from programmes.wording import BILLION, MILLION, millions, scaled

ILLUSTRATIVE = NumberStatus.ILLUSTRATIVE.value
TILE_NAMES = {
    "PK-PB": pgettext_lazy("tile", "Punjab"),
    "PK-SD": pgettext_lazy("tile", "Sindh"),
    "PK-KP": pgettext_lazy("tile", "KP"),
    "PK-BA": pgettext_lazy("tile", "Balochistan"),
    "PK-IS": pgettext_lazy("tile", "Islamabad"),
    "PK-JK": pgettext_lazy("tile", "AJK"),
    "PK-GB": pgettext_lazy("tile", "GB"),
}
# What a reader asks first: how much, how many paid, how many enrolled; then everything else.
IMPORTANCE = [
    "stipend_rate",
    "families_paid",
    "persons_paid",
    "families_paid_to_date",
    "children_enrolled",
    "persons_enrolled",
    "families_enrolled",
    "amount_paid",
    "amount_paid_to_date",
]
MOST_SOURCED, MOST_ILLUSTRATIVE = 4, 1
MOST_BARS = 12
ENOUGH_PROVINCES = 3


@dataclass(frozen=True)
class Exhibit:
    """One chart with all that its table and its proof need."""

    key: str
    title: str
    unit: str
    definition: str
    illustrative: bool
    figures: list[Figure]
    chart: charts.TimeChart | None = None
    map: charts.TileMap | None = None
    bars: Sequence[charts.Bar] = ()
    kind: str = ""
    programme: str = ""

    @property
    def data_url(self) -> str:
        """The same figures, and more of them, for machines."""
        return "/api/statistics/observations?" + urlencode(
            {"programme": self.programme, "indicator": self.figures[0].indicator}
        )

    @property
    def proofs(self) -> list[tuple[str, str]]:
        """The releases that the figures came with, each once."""
        return list(dict.fromkeys((row.provenance_text, row.provenance_url) for row in self.figures))

    @property
    def period(self) -> str:
        return self.figures[-1].period

    @property
    def foremost(self) -> Sequence[charts.Bar]:
        return self.bars[:MOST_BARS]

    @property
    def others(self) -> Sequence[charts.Bar]:
        return self.bars[MOST_BARS:]


@dataclass(frozen=True)
class Evidence:
    headlines: list[Figure]
    series: list[Exhibit]
    places: list[Exhibit]


def evidence(programme: str) -> Evidence:
    """All that releases say about a programme, in a fixed number of queries."""
    rows = whole_counts(programme=programme).filter(area__kind__in=[Area.Kind.COUNTRY, Area.Kind.PROVINCE])
    found = [(row.area.kind, figure(row)) for row in preferred(rows)]
    national = [row for kind, row in found if kind == Area.Kind.COUNTRY]
    provincial = [row for kind, row in found if kind == Area.Kind.PROVINCE]
    places = [province_exhibit(key, rows) for key, rows in grouped(provincial) if len(latest(rows)) >= ENOUGH_PROVINCES]
    return Evidence(
        headlines(national),
        [replace(exhibit, programme=programme) for exhibit in series_exhibits(national)],
        [replace(exhibit, programme=programme) for exhibit in in_order(places) + district_exhibits(programme, provincial)],
    )


def whole_counts(**filters: str) -> QuerySet[Observation]:
    """Totals over sex and age, without the indicators that only break another one down."""
    return published_observations(sex="_T", age_band="_T", **filters).filter(indicator__part_of=None)


def national_headlines(programmes: Iterable[str]) -> dict[str, list[Figure]]:
    """By programme, the figures that `headlines` chooses; one query for all."""
    rows = whole_counts().filter(area__kind=Area.Kind.COUNTRY, programme__in=list(programmes))
    found: dict[str, list[Figure]] = defaultdict(list)
    for row in preferred(rows):
        found[row.programme].append(figure(row))
    return {programme: headlines(figures) for programme, figures in found.items()}


def headlines(national: list[Figure]) -> list[Figure]:
    """The latest figure of each indicator that is not a plan; a sourced one drives out an illustrative one."""
    best: dict[str, Figure] = {}
    for row in sorted(national, key=lambda row: (row.status != ILLUSTRATIVE, periods.parse(row.period_code))):
        if not row.planned:
            best[row.indicator] = row
    return sorted(best.values(), key=lambda row: (row.status == ILLUSTRATIVE, rank(row.indicator)))


def rank(indicator: str) -> int:
    return IMPORTANCE.index(indicator) if indicator in IMPORTANCE else len(IMPORTANCE)


def grouped(rows: Iterable[Figure]) -> list[tuple[tuple[str, bool], list[Figure]]]:
    """By indicator and by whether they are illustrative: the two never share a chart."""
    groups: dict[tuple[str, bool], list[Figure]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: periods.parse(row.period_code)):
        groups[row.indicator, row.status == ILLUSTRATIVE].append(row)
    return list(groups.items())


def latest(rows: list[Figure]) -> list[Figure]:
    return [row for row in rows if row.period_code == rows[-1].period_code]


def in_order(exhibits: Iterable[Exhibit]) -> list[Exhibit]:
    """Sourced ones first, then illustrative ones; no more than a reader can take in."""
    ranked = sorted(exhibits, key=lambda exhibit: rank(exhibit.figures[0].indicator))
    sourced = [exhibit for exhibit in ranked if not exhibit.illustrative]
    made_up = [exhibit for exhibit in ranked if exhibit.illustrative]
    return [*sourced[:MOST_SOURCED], *made_up[:MOST_ILLUSTRATIVE]]


def series_exhibits(national: list[Figure]) -> list[Exhibit]:
    return in_order(series_exhibit(key, rows) for key, rows in grouped(national) if len(rows) > 1)


def series_exhibit(key: tuple[str, bool], rows: list[Figure]) -> Exhibit:
    chart = charts.time_chart([value_of(row) for row in rows], shape_of(rows), short)
    return exhibit(f"series-{key[0]}", key[1], rows, chart=chart, kind="series")


def shape_of(rows: list[Figure]) -> Shape:
    """Rates hold until they change; only periods of one length may be joined by a line."""
    if rows[0].indicator == "stipend_rate":
        return Shape.STEP
    lengths = {periods.parse(row.period_code).months for row in rows}
    return Shape.LINE if len(lengths) == 1 else Shape.STEMS


def province_exhibit(key: tuple[str, bool], rows: list[Figure]) -> Exhibit:
    rows = latest(rows)
    values = [value_of(row) for row in rows]
    tiles = charts.tile_map(values, {code: str(name) for code, name in TILE_NAMES.items()}, short)
    return exhibit(f"provinces-{key[0]}", key[1], rows, map=tiles, bars=charts.ranked_bars(values), kind="provinces")


def district_exhibits(programme: str, provincial: list[Figure]) -> list[Exhibit]:
    """The districts of one indicator: families paid where the registry counts them."""
    indicators = {row.indicator for row in provincial}
    chosen = next((code for code in ("families_paid", "families_enrolled") if code in indicators), None)
    rows = by_district(programme, chosen) if chosen else []
    if not rows:
        return []
    illustrative = any(row.status == ILLUSTRATIVE for row in rows)
    bars = charts.ranked_bars(value_of(row) for row in rows)
    return [exhibit(f"districts-{chosen}", illustrative, rows, bars=bars, kind="districts")]


def exhibit(key: str, illustrative: bool, rows: list[Figure], **drawing) -> Exhibit:
    name = f"{key}-illustrative" if illustrative else key
    return Exhibit(name, rows[0].label.partition(" (")[0], rows[0].unit, rows[0].definition, illustrative, rows, **drawing)


def value_of(row: Figure) -> Value:
    name = row.period if row.area_code == "PK" else row.area
    period = periods.parse(row.period_code)
    at = period.start if row.indicator == "stipend_rate" else period.end
    return Value(name, row.number, row.value, at, row.planned, row.area_code, brief(row))


def brief(row: Figure) -> str:
    """A period's name for an axis: a rate is known by the year from which it holds."""
    if row.indicator == "stipend_rate":
        return str(periods.parse(row.period_code).start.year)
    return row.period_code.partition("-")[0] if row.period_code.startswith("FY") else row.period_code


def short(number: int) -> str:
    """A number for an axis or a tile."""
    if number >= BILLION:
        return _("%(number)s bn") % {"number": scaled(number, BILLION)}
    if number >= MILLION:
        return _("%(number)s m") % {"number": scaled(number, MILLION)} if get_language() != "ur" else millions(number)
    return f"{number:,}"


def profile_headlines(released: list[Figure], quoted: Iterable, address: str = "") -> list:
    """What stands at the top of a profile: figures of sourced releases, then the profile's own numbers.

    A profile's number steps back where a release holds its indicator. Illustrative figures stand here only alone.
    `address` is the profile's, for pages other than the profile itself.
    """
    sourced = [row for row in released if row.status != ILLUSTRATIVE]
    held = {row.indicator for row in sourced}
    own = [quoted_figure(number, address) for number in quoted if number["headline"] and number["indicator"] not in held]
    return [*sourced, *own] or released


@dataclass(frozen=True)
class QuotedFigure:
    """A number of a profile, as `components/figure.html` shows it."""

    label: str
    value: str
    unit: str
    period: str
    provenance_url: str
    provenance_text: str
    status: str


def quoted_figure(number, address: str) -> QuotedFigure:
    status = "" if number["status"] == NumberStatus.PLANNED else number["status"]
    label = _("%(label)s (planned)") % number if number["status"] == NumberStatus.PLANNED else number["label"]
    return QuotedFigure(
        label, number["value"], number["unit"], number["period"], f"{address}#numbers", number["source"], status
    )
