"""Districts that nothing published tells apart: what an attack finds of one holds for all, so one is attacked.

Exchanging two districts of one province whose every figure reads the same leaves all sums as they are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import polars as pl

from programmes.registry.codes import CELL
from programmes.registry.promise import Recovery

TOLD = [*(column for column in CELL if column != "area"), "value", "unit", "conf_status"]


def twins(releases: Sequence[pl.DataFrame], homes: Mapping[str, str]) -> dict[str, str]:
    """Each district with the one that stands for it, which may be itself."""
    told = pl.concat(release.with_columns(release=pl.lit(number)) for number, release in enumerate(releases))
    lines = told.filter(pl.col("area").is_in(sorted(homes))).select("area", print=pl.struct("release", *TOLD).hash() // 4096)
    prints = lines.group_by("area").agg(pl.col("print").sum(), pl.len())
    alike = prints.with_columns(home=pl.col("area").replace_strict(homes))
    return dict(alike.select("area", pl.col("area").min().over("home", "print", "len").alias("first")).rows())


def with_twins(found: Iterable[Recovery], alike: Mapping[str, str]) -> Iterator[Recovery]:
    families: dict[str, list[str]] = defaultdict(list)
    for district, first in alike.items():
        families[first].append(district)
    for cell in found:
        yield from (replace(cell, area=area) for area in families.get(cell.area, [cell.area]))
