"""The figures that a selection asks for: at most two queries, whatever is held."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet

from programmes.explorer.selection import MOST_SERIES, Selection
from programmes.figures import preferred
from programmes.links import area_code
from programmes.models.statistics import Observation
from programmes.queries import published_observations
from programmes.registry import periods


class Key(NamedTuple):
    """Where a figure stands: the six dimensions of the explorer."""

    indicator: str
    programme: str
    area: str
    sex: str
    age: str
    period: str


Points = dict[Key, Observation]


def points(selection: Selection) -> Points:
    """One figure a cell; where a registry's and a made-up one share a cell, the registry's."""
    rows = asked_for(selection)
    if selection.periods:
        rows = rows.filter(period__in=selection.periods)
        return {key(row): row for row in preferred(rows)}
    latest = latest_periods(rows)
    rows = rows.filter(period__in={period for _series, period in latest})
    return {key(row): row for row in preferred(row for row in rows if (series(row), row.period) in latest)}


def asked_for(selection: Selection) -> QuerySet[Observation]:
    # Along time only so many lines can be told apart: no more are read.
    areas = selection.areas[:MOST_SERIES] if selection.state.over_time else selection.areas
    return published_observations(
        programme__in=selection.programmes,
        indicator__code__in=selection.indicators,
        sex__in=selection.sexes,
        age_band__in=selection.ages,
    ).filter(area__in=areas)


def latest_periods(rows: QuerySet[Observation]) -> set[tuple[tuple, str]]:
    """For each programme and indicator, sourced and made up apart, the latest period that has any figure here."""
    found: dict[tuple, list[str]] = {}
    held = rows.order_by().select_related(None).values_list("programme", "indicator__code", "origin__illustrative", "period")
    for programme, indicator, illustrative, period in held.distinct():
        found.setdefault((programme, indicator, illustrative), []).append(period)
    return {(one, max(codes, key=periods.parse)) for one, codes in found.items()}


def series(row: Observation) -> tuple[str, str, bool]:
    return row.programme, row.indicator.code, row.origin.illustrative


def key(row: Observation) -> Key:
    return Key(row.indicator.code, row.programme, area_code(row.area), row.sex, row.age_band, row.period)


def releases(rows: Iterable[Observation]) -> list:
    """The releases that figures first came with, each once, the newest as-of date first."""
    return sorted({row.origin for row in rows}, key=lambda release: (release.as_of, release.pk), reverse=True)
