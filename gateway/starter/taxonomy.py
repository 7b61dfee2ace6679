"""The vocabulary: terms, institutions and areas, read from `data/taxonomy/` and written in bulk."""

import csv
from datetime import date
from pathlib import Path

from wagtail.search.backends import get_search_backends

from gateway.taxonomy.models import Area, Institution, Instrument, LifecycleStage, Term, Theme

FOLDER = Path(__file__).parent / "data" / "taxonomy"


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load_taxonomy() -> None:
    """Adds the terms that are missing; what an editor has changed stays as it is."""
    for model, name in ((Theme, "themes"), (LifecycleStage, "stages"), (Instrument, "instruments")):
        add_missing([model(order=order, **row) for order, row in enumerate(rows(name), 1)])
    load_areas()
    load_institutions()


def load_areas() -> None:
    country, *provinces = (Area(order=order, **area_fields(row)) for order, row in enumerate(rows("provinces")))
    country.kind = Area.Kind.COUNTRY
    add_missing([country])
    for province in provinces:
        province.kind, province.parent_id = Area.Kind.PROVINCE, primary_keys(Area)["PK"]
    add_missing(provinces)
    keys = primary_keys(Area)
    add_missing(
        [Area(kind=Area.Kind.DISTRICT, parent_id=keys[row.pop("parent")], **area_fields(row)) for row in rows("districts")]
    )


def area_fields(row: dict[str, str]) -> dict:
    days = {name: date.fromisoformat(row[name]) for name in ("valid_from", "valid_to") if row.get(name)}
    population = int(row["population"]) if row["population"] else None
    text = {name: value for name, value in row.items() if name not in ("valid_from", "valid_to", "population")}
    return {**text, **days, "population": population}


def load_institutions() -> None:
    """Institutions first, then which belongs to which: a parent may stand below its child in the file."""
    areas, parents = primary_keys(Area), {}
    new = []
    for order, row in enumerate(rows("institutions"), 1):
        parents[row["code"]] = row.pop("parent")
        new.append(Institution(order=order, area_id=areas.get(row.pop("area")), **row))
    added = add_missing(new)
    keys = primary_keys(Institution)
    for institution in added:
        institution.parent_id = keys.get(parents[institution.code])
    Institution.objects.bulk_update(added, ["parent"])


def add_missing(terms: list[Term]) -> list[Term]:
    model = type(terms[0])
    known = set(model.objects.values_list("code", flat=True))
    added = model.objects.bulk_create([term for term in terms if term.code not in known])
    for backend in get_search_backends():
        backend.add_bulk(model, added)
    return added


def primary_keys(model: type[Term]) -> dict[str, int]:
    return dict(model.objects.values_list("code", "pk"))
