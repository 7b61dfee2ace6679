"""Notes what a release holds when the pointer first moves to it, and reads what readers may ask for now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from gateway.taxonomy.models import Area
from programmes.links import area_code
from programmes.models.holdings import Holding
from programmes.models.statistics import CurrentRelease, Observation
from programmes.queries import shown_releases

LISTS = {"periods": "period", "areas": "area_id", "sexes": "sex", "age_bands": "age_band"}
Pair = tuple[str, str]


def note_holdings(instance: CurrentRelease, **signal: Any) -> None:
    """In the transaction that moves the pointer: readers see the release and its summary together."""
    if not signal.get("raw"):
        note_missing({instance.release_id})


def note_all_holdings(**signal: Any) -> None:
    """After each migration: releases that were published before their holdings were noted."""
    note_missing({*CurrentRelease.objects.values_list("release", flat=True), *shown_releases()})


def note_missing(releases: Iterable[int]) -> None:
    known = set(Holding.objects.filter(release__in=releases).values_list("release", flat=True))
    if missing := set(releases) - known:
        with transaction.atomic():
            Holding.objects.bulk_create(
                [holding for release in missing for holding in holdings_of(release)], ignore_conflicts=True
            )


def holdings_of(release: int) -> list[Holding]:
    """One pass over the release's figures, in bounded memory."""
    figures = Observation.objects.filter(release=release).order_by()
    found: dict[tuple[str, int], list[set]] = defaultdict(lambda: [set() for _name in LISTS])
    for programme, indicator, *codes in figures.values_list("programme", "indicator", *LISTS.values()).iterator(10_000):
        for codes_held, code in zip(found[programme, indicator], codes, strict=True):
            codes_held.add(code)
    return [holding(release, *pair, dict(zip(LISTS, held, strict=True))) for pair, held in found.items()]


def holding(release: int, programme: str, indicator: int, held: dict[str, set]) -> Holding:
    areas = [area_code(area) for area in Area.objects.filter(pk__in=held.pop("areas"))]
    lists = {name: sorted(codes) for name, codes in held.items()}
    return Holding(release_id=release, programme=programme, indicator_id=indicator, areas=sorted(areas), **lists)


@dataclass(frozen=True)
class Offer:
    """What can be asked for of some programmes and indicators, all shown releases together."""

    periods: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    sexes: frozenset[str] = frozenset()
    age_bands: frozenset[str] = frozenset()


def shown_pairs() -> list[Pair]:
    """Every programme and indicator that has figures now. One query, however many figures there are."""
    pairs = Holding.objects.filter(release__in=shown_releases()).values_list("programme", "indicator__code")
    return sorted(set(pairs))


def offer(programmes: Iterable[str], indicators: Iterable[str]) -> Offer:
    held = Holding.objects.filter(
        release__in=shown_releases(), programme__in=list(programmes), indicator__code__in=list(indicators)
    )
    rows = list(held)
    return Offer(**{name: frozenset(code for row in rows for code in getattr(row, name)) for name in LISTS})
