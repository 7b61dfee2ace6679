"""Observations read as plain rows that share their indicators, areas and releases: a fifth of what model instances cost."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet

from gateway.taxonomy.models import Area
from programmes.models.statistics import Indicator, Observation, Registry, Release
from programmes.queries import published_observations

OWN = ("pk", "programme", "period", "sex", "age_band", "value", "status", "nature", "revised")
INDICATOR = ("id", "code", "name", "name_ur", "unit", "definition", "definition_ur")
AREA = ("id", "code", "iso_code", "kind", "name", "name_ur", "order", "parent_id")
ORIGIN = ("id", "citation", "description", "description_ur", "illustrative", "as_of", "dataset")
REGISTRY = ("id", "code", "name", "name_ur")
JOINED: list[tuple[str, type[models.Model], tuple[str, ...]]] = [
    ("indicator", Indicator, INDICATOR),
    ("area", Area, AREA),
    ("origin", Release, ORIGIN),
    ("origin__registry", Registry, REGISTRY),
]


@dataclass(slots=True)
class Row:
    """An observation by the names of its model."""

    pk: int
    programme: str
    period: str
    sex: str
    age_band: str
    value: int | None
    status: str
    nature: str
    revised: bool
    indicator: Indicator
    area: Area
    origin: Release

    @property
    def indicator_id(self) -> int:
        return self.indicator.pk

    @property
    def area_id(self) -> int:
        return self.area.pk

    @property
    def origin_id(self) -> int:
        return self.origin.pk


def whole_counts(**filters: str) -> QuerySet[Observation]:
    """Totals over sex and age, without the indicators that only break another one down."""
    return published_observations(sex="_T", age_band="_T", **filters).filter(indicator__part_of=None)


def read(observations: QuerySet[Observation]) -> list[Row]:
    """One query."""
    names = [*OWN, *(f"{field}__{name}" for field, _model, columns in JOINED for name in columns)]
    made: dict[tuple[type, int], Any] = {}
    return [row(values, made) for values in observations.order_by().values_list(*names)]


def row(values: tuple, made: dict[tuple[type, int], Any]) -> Row:
    parts, at = [], len(OWN)
    for _field, model, columns in JOINED:
        key = model, values[at]
        if key not in made:
            made[key] = model(**dict(zip(columns, values[at : at + len(columns)], strict=True)))
        parts.append(made[key])
        at += len(columns)
    indicator, area, origin, registry = parts
    if "registry" not in origin._state.fields_cache:
        origin.registry = registry
    return Row(*values[: len(OWN)], indicator, area, origin)
