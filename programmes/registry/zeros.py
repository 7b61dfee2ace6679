"""Cells that no row names. An absence would say "none" as plainly as a nought; as figures they are shown as `<10`."""

from collections.abc import Iterator
from itertools import product

import polars as pl

from programmes.registry.codes import TOTAL, Codes
from programmes.registry.manifest import Manifest
from programmes.registry.margins import COUNTS, KEY, MARGINS

WHOLE_COUNTRY = "PK"


def with_zeros(counted: pl.DataFrame, manifest: Manifest, codes: Codes) -> pl.DataFrame:
    """Every cell that is published, wherever its programme is not declared not to operate (registry-export, step 3).

    A sex or an age that the programme is declared not to serve, and never had, is no cell of it.
    """
    cells = (
        cell
        for programme, period in manifest.covers
        for cell in published_cells(programme, period, groups_of(programme, counted, codes), codes)
    )
    every = pl.DataFrame(list(cells), schema=dict.fromkeys(KEY, pl.String), orient="row")
    return every.join(counted, on=KEY, how="full", coalesce=True).with_columns(pl.col(COUNTS).fill_null(0))


def groups_of(programme: str, counted: pl.DataFrame, codes: Codes) -> dict[str, list[str]]:
    own = counted.filter(programme=programme)
    earlier = codes.groups.get(programme, frozenset())
    columns = ("sex", "age_band")
    had = {column: {*own[column], *(group for name, group in earlier if name == column)} for column in columns}
    return {column: sorted(had[column] - {TOTAL}) for column in columns}


def published_cells(programme: str, period: str, known: dict[str, list[str]], codes: Codes) -> Iterator[tuple[str, ...]]:
    places = places_of(programme, codes)
    for kept in MARGINS:
        areas = next((places[name] for name in ("district", "province") if name in kept), [WHOLE_COUNTRY])
        sexes, ages = (known[name] if name in kept else [TOTAL] for name in ("sex", "age_band"))
        yield from product([programme], [period], areas, sexes, ages)


def places_of(programme: str, codes: Codes) -> dict[str, list[str]]:
    districts = sorted(codes.operating.get(programme, codes.districts.keys()) - codes.former)
    return {"district": districts, "province": sorted({codes.districts[district] for district in districts})}
