"""The choices above a list of releases or changes; a code that nobody knows is passed over."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from programmes.models.statistics import Registry, Release
from programmes.provenance.releases import dataset_titles, shown_releases
from programmes.provenance.way import programme_names

Option = tuple[str, str]


@dataclass(frozen=True)
class Field:
    name: str
    label: str
    options: list[Option]
    value: str


@dataclass(frozen=True)
class Chosen:
    fields: list[Field]

    @property
    def values(self) -> dict[str, str]:
        return {field.name: field.value for field in self.fields}

    @property
    def query(self) -> str:
        return urlencode({name: value for name, value in self.values.items() if value})


def chosen_filters(given: Mapping[str, str], *fields: tuple[str, str, list[Option]]) -> Chosen:
    return Chosen([Field(name, label, options, known(given.get(name, ""), options)) for name, label, options in fields])


def known(code: str, options: list[Option]) -> str:
    return code if any(code == option for option, _label in options) else ""


def dataset_choices(seen: list[Release]) -> list[Option]:
    titles = dataset_titles()
    found = {(row.registry_id, row.dataset) for row in seen}
    return sorted({(code, titles.get((registry, code), code)) for registry, code in found}, key=lambda option: option[1])


def registry_choices(seen: list[Release]) -> list[Option]:
    return [(row.code, row.label) for row in Registry.objects.filter(pk__in={row.registry_id for row in seen})]


def programme_choices(seen: list[Release]) -> list[Option]:
    """The programmes that some release says it covers."""
    names = programme_names()
    covered = {programme for row in seen for programme, _period in row.covers}
    return sorted(((code, names.get(code, code)) for code in covered), key=lambda option: option[1])


def seen_releases() -> list[Release]:
    """What the choices are made of: all that the public may know of, and no more."""
    return list(shown_releases().select_related(None).order_by().only("registry_id", "dataset", "covers"))
