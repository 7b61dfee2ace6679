"""What every exhibit has: a chart with its figures, their definition, their proof and their data."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from programmes import charts
from programmes.choices import NumberStatus
from programmes.evidence.rows import Row
from programmes.figures import Figure, figures_of
from programmes.registry import periods
from programmes.registry.codes import TOTAL

ILLUSTRATIVE = NumberStatus.ILLUSTRATIVE.value
COUNTRY = "PK"
BROKEN_DOWN_BY = {"provinces": "province", "districts": "district", "sex": "sex", "age": "age"}
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
MOST_SOURCED, MOST_ILLUSTRATIVE, MOST_PERIODS = 4, 1, 8
Key = tuple[str, bool]


@dataclass(frozen=True)
class Exhibit:
    """One chart with all that its table and its proof need. `asked` are the explorer's parameters for the same figures."""

    key: str
    kind: str
    illustrative: bool
    figures: list[Figure]
    asked: dict[str, str]
    chart: charts.TimeChart | None = None
    map: charts.TileMap | None = None
    bars: Sequence[charts.Bar] = ()
    others: Sequence[Figure] = ()
    grid: Sequence = ()
    columns: Sequence[str] = ()

    @property
    def title(self) -> str:
        return self.figures[0].label.partition(" (")[0]

    @property
    def unit(self) -> str:
        return self.figures[0].unit

    @property
    def definition(self) -> str:
        return self.figures[0].definition

    @property
    def is_definition_english(self) -> bool:
        return self.figures[0].is_definition_english

    @property
    def period(self) -> str:
        return self.figures[-1].period

    @property
    def newest(self) -> list[Figure]:
        return self.figures[::-1][:MOST_PERIODS]

    @property
    def older(self) -> list[Figure]:
        return self.figures[::-1][MOST_PERIODS:]

    @property
    def explore_query(self) -> str:
        """The same view in the explorer."""
        return urlencode({name: value for name, value in self.asked.items() if value}, safe=",")

    @property
    def data_url(self) -> str:
        """Exactly the chart's figures, for machines: the explorer tells made-up ones apart, as the charts do."""
        return f"{reverse('explore')}?{self.explore_query}&illustrative={'yes' if self.illustrative else 'no'}&format=json"

    @property
    def csv_url(self) -> str:
        return self.data_url.removesuffix("json") + "csv"

    @property
    def proofs(self) -> list[tuple[str, str]]:
        """The releases that the figures came with, each once."""
        return list(dict.fromkeys((row.provenance_text, row.provenance_url) for row in self.figures))

    @property
    def has_hidden(self) -> bool:
        return any(row.number is None for row in (*self.figures, *self.others))


def exhibit(kind: str, rows: Sequence[Row], figures: list[Figure], *, home: str = COUNTRY, **drawing) -> Exhibit:
    """`home` is the area that a breakdown stays within."""
    indicator, illustrative = figures[0].indicator, any(row.status == ILLUSTRATIVE for row in figures)
    key = f"{kind}-{indicator}-illustrative" if illustrative else f"{kind}-{indicator}"
    return Exhibit(key, kind, illustrative, figures, asked_for(kind, rows[0], figures, home), **drawing)


def asked_for(kind: str, first: Row, figures: list[Figure], home: str) -> dict[str, str]:
    """A series asks for one area and every period; the others for one period and their areas or people."""
    area = figures[0].area_code if kind in ("series", "sex", "age") else home
    sexes = {row.sex for row in figures} if kind == "age" else {TOTAL}
    return {
        "programme": first.programme,
        "indicator": figures[0].indicator,
        "area": area if area != COUNTRY else "",
        "by": BROKEN_DOWN_BY.get(kind, ""),
        "period": "" if kind == "series" else first.period,
        "sex": ",".join(sorted(sexes)) if sexes != {TOTAL} else "",
    }


def rank(indicator: str) -> int:
    return IMPORTANCE.index(indicator) if indicator in IMPORTANCE else len(IMPORTANCE)


def grouped(rows: Iterable[Row]) -> list[tuple[Key, list[Row]]]:
    """By indicator and by whether they are illustrative: the two never share a chart. Oldest first."""
    groups: dict[Key, list[Row]] = {}
    for row in sorted(rows, key=lambda row: periods.parse(row.period)):
        groups.setdefault((row.indicator.code, row.origin.illustrative), []).append(row)
    return list(groups.items())


def latest(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.period == rows[-1].period]


def in_order(groups: Iterable[tuple[Key, list[Row]]]) -> list[list[Row]]:
    """Sourced ones first, then illustrative ones; no more than a reader can take in."""
    ranked = sorted(groups, key=lambda group: rank(group[0][0]))
    sourced = [rows for (_indicator, illustrative), rows in ranked if not illustrative]
    made_up = [rows for (_indicator, illustrative), rows in ranked if illustrative]
    return [*sourced[:MOST_SOURCED], *made_up[:MOST_ILLUSTRATIVE]]


def told(rows: Sequence[Row]) -> list[Figure]:
    return figures_of(rows)  # type: ignore[arg-type]
