"""Published figures for pages: each function reads with a constant number of queries.

Only what a pointer shows is read, an embargo included. Nothing here sees an export.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext as _

from gateway.taxonomy.models import Area
from programmes.links import area_code, figure_address
from programmes.models.statistics import Indicator, Observation, Release
from programmes.queries import published_observations
from programmes.registry import periods
from programmes.wording import indicator_label, mark_words, period_label, value_label

OWN_DIRECTION, END = "\u2068", "\u2069"
SHOWN_STATUS = {"illustrative", "provisional", "revised", "quoted"}


@dataclass(frozen=True)
class Figure:
    """The number with its proof, as `components/figure.html` shows it, and the bare parts for charts.

    `number` is None where the value is hidden (`<10`).
    """

    label: str
    value: str
    unit: str
    period: str
    provenance_url: str
    provenance_text: str
    status: str
    number: int | None
    indicator: str
    definition: str
    period_code: str
    area: str
    area_code: str
    sex: str
    planned: bool
    age_band: str = "_T"
    address: str = ""
    source: str = ""
    note: str = ""
    note_language: str = "en"
    is_definition_english: bool = False
    revised: bool = False
    marks: tuple[str, ...] = ()


def headline_figures(programme: str) -> list[Figure]:
    """The latest national value of each indicator, sourced figures before illustrative ones."""
    rows = published_observations(programme=programme, sex="_T", age_band="_T").filter(
        area__kind=Area.Kind.COUNTRY, indicator__part_of=None
    )
    latest: dict[str, Observation] = {}
    for row in by_period(row for row in preferred(rows) if row.nature != Observation.Nature.FORECAST):
        if is_better(row, latest.get(row.indicator.code)):
            latest[row.indicator.code] = row
    return [figure(row) for row in sorted(latest.values(), key=lambda row: (row.origin.illustrative, row.indicator.pk))]


def is_better(row: Observation, known: Observation | None) -> bool:
    return known is None or known.origin.illustrative or not row.origin.illustrative


def series(programme: str, indicator: str, *, area: str = "PK", sex: str = "_T") -> list[Figure]:
    """One value a period, oldest first."""
    rows = published_observations(programme=programme, indicator=indicator, area=area, sex=sex, age_band="_T")
    return [figure(row) for row in by_period(preferred(rows))]


def by_province(programme: str, indicator: str, *, period: str = "", sex: str = "_T") -> list[Figure]:
    """One value a province or territory, for the period or else the latest one that has any."""
    return by_area(programme, indicator, period, sex, {"area__kind": Area.Kind.PROVINCE})


def by_district(programme: str, indicator: str, *, period: str = "", sex: str = "_T", province: str = "") -> list[Figure]:
    """One value a district, within a province (its ISO 3166-2 code) if one is named."""
    within = {"area__parent__iso_code": province} if province else {}
    return by_area(programme, indicator, period, sex, {"area__kind": Area.Kind.DISTRICT, **within})


def by_area(programme: str, indicator: str, period: str, sex: str, areas: dict[str, str]) -> list[Figure]:
    rows = published_observations(programme=programme, indicator=indicator, sex=sex, age_band="_T").filter(**areas)
    known = sorted(rows.order_by().values_list("period", flat=True).distinct(), key=periods.parse)
    chosen = period or (known[-1] if known else "")
    kept = preferred(rows.filter(period=chosen))
    return [figure(row) for row in sorted(kept, key=lambda row: (row.area.order, row.area.name))]


def preferred(rows: Iterable[Observation]) -> list[Observation]:
    """One row a cell: a sourced value before an illustrative one, then the one with the latest as-of date."""
    best: dict[tuple, Observation] = {}
    for row in sorted(rows, key=lambda row: (not row.origin.illustrative, row.origin.as_of, row.pk)):
        best[row.programme, row.indicator_id, row.period, row.area_id, row.sex, row.age_band] = row
    return list(best.values())


def by_period(rows: Iterable[Observation]) -> list[Observation]:
    return sorted(rows, key=lambda row: periods.parse(row.period))


def figure(row: Observation) -> Figure:
    return figures_of([row])[0]


def figures_of(rows: Iterable[Observation]) -> list[Figure]:
    """The figures of many rows; what they share is put into words once."""
    period, proof, source = cache(period_label), cache(provenance_text), cache(source_name)
    unit = cache(lambda indicator: str(indicator.get_unit_display()))
    return [
        Figure(
            label=indicator_label(row),
            value=value_label(row.value, row.indicator.unit),
            unit=unit(row.indicator),
            period=period(row.period),
            provenance_url=reverse("release", args=[row.origin_id]),
            provenance_text=proof(row.origin),
            status=shown_status(row),
            number=row.value,
            indicator=row.indicator.code,
            definition=definition(row.indicator),
            period_code=row.period,
            area=row.area.label,
            area_code=area_code(row.area),
            sex=row.sex,
            planned=row.nature == Observation.Nature.FORECAST,
            age_band=row.age_band,
            address=figure_address(
                row.programme, row.indicator.code, area_code(row.area), row.period, sex=row.sex, age=row.age_band
            ),
            source=source(row.origin),
            note=row.origin.notes[0],
            note_language=row.origin.notes[1],
            is_definition_english=get_language() == "ur" and not row.indicator.definition_ur,
            revised=row.revised,
            marks=tuple(mark_words(row)),
        )
        for row in rows
    ]


def definition(indicator: Indicator) -> str:
    """In the reader's language, the English one where no Urdu definition is known."""
    return (get_language() == "ur" and indicator.definition_ur) or indicator.definition


def source_name(release: Release) -> str:
    """A source in few words: what its citation says before the first comma."""
    return release.citation.partition(",")[0] or release.registry.label


def shown_status(row: Observation) -> str:
    if row.origin.illustrative:
        return "illustrative"
    return row.status if row.status in SHOWN_STATUS else ""


def provenance_text(release: Release) -> str:
    """In Urdu the source keeps its own direction, wherever the words stand."""
    source = release.citation or release.registry.label
    if get_language() == "ur":
        source = f"{OWN_DIRECTION}{source}{END}"
    return _("%(source)s; as of %(date)s") % {"source": source, "date": date_format(release.as_of, "j F Y")}
