"""What the statistics API says in JSON: figures, releases, and the vocabularies that they refer to."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse

from gateway.taxonomy.models import Area
from programmes.catalogue import Catalogue
from programmes.downloads.rows import NATURES
from programmes.links import area_code
from programmes.models import Indicator, Release
from programmes.provenance.freshness import Freshness
from programmes.provenance.releases import described

Body = dict[str, Any]


def observation_bodies(figures: Iterable[tuple], catalogue: Catalogue) -> list[Body]:
    """Of tuples of `catalogue.VALUES`. A hidden value is null: its status then is suppressed."""
    figures = [row for row in figures if row[-1] in catalogue.releases]
    origins = [catalogue.releases[key] for key in dict.fromkeys(row[-1] for row in figures)]
    proofs = {release.pk: body for release, body in zip(origins, release_bodies(origins), strict=True)}
    return [observation_body(row, catalogue, proofs) for row in figures]


def observation_body(figure: tuple, catalogue: Catalogue, proofs: dict[int, Body]) -> Body:
    programme, indicator_key, period, area_key, sex, age, value, status, nature, revised, origin = figure
    indicator, area = catalogue.indicators[indicator_key], catalogue.areas[area_key]
    return {
        "programme": programme,
        "indicator": indicator.code,
        "unit": indicator.unit,
        "definition": indicator.definition,
        "period": period,
        "area": area_code(area),
        "area_name": area.label,
        "sex": sex,
        "age_band": age,
        "value": value,
        "status": status,
        "nature": NATURES[nature],
        "revised": revised,
        "illustrative": proofs[origin]["illustrative"],
        "provenance": proofs[origin],
    }


def release_bodies(releases: Iterable[Release]) -> Iterator[Body]:
    return map(release_body, described(releases))


def release_body(release: Release) -> Body:
    return {
        "release": release.pk,
        "url": reverse("release", args=[release.pk]),
        "registry": release.registry.code,
        "dataset": release.dataset,
        "title": release.title,
        "export_id": release.export_id,
        "kind": release.kind,
        "as_of": release.as_of.isoformat(),
        "sequence": release.sequence,
        "supersedes": release.supersedes or None,
        "sha256": release.sha256,
        "contract": release.contract,
        "method": release.method,
        "rows": release.rows,
        "state": release.standing.value,
        "illustrative": release.illustrative,
        "citation": release.citation or None,
        "notes": release.description or None,
        "notes_ur": release.description_ur or None,
        "reason": release.reason or None,
        "reason_ur": release.reason_ur or None,
        "published_at": release.published_at.isoformat() if release.published_at else None,
    }


def indicator_body(indicator: Indicator, catalogue: Catalogue) -> Body:
    whole = catalogue.indicators.get(indicator.part_of_id)
    plain = ("code", "name", "name_ur", "unit", "definition", "definition_ur", "counting", "reach", "method", "method_ur")
    return {name: getattr(indicator, name) for name in plain} | {"part_of": whole.code if whole else None}


def area_body(area: Area, catalogue: Catalogue) -> Body:
    parent = catalogue.areas.get(area.parent_id)
    return {
        "code": area.code,
        "iso_code": area.iso_code or None,
        "name": area.name,
        "name_ur": area.name_ur,
        "kind": area.kind,
        "parent": area_code(parent) if parent else None,
    }


def dataset_body(row: Freshness) -> Body:
    return {
        "registry": row.registry.code,
        "dataset": row.dataset.code if row.dataset else None,
        "title": row.title,
        "latest_release": row.release.pk if row.release else None,
        "as_of": row.release.as_of.isoformat() if row.release else None,
        "received": row.received.isoformat() if row.received else None,
        "next_due": row.next_due.isoformat() if row.next_due else None,
        "overdue": row.is_overdue,
        "overdue_since": row.overdue_since.isoformat() if row.overdue_since else None,
        "illustrative": row.release.illustrative if row.release else row.registry.illustrative,
    }
