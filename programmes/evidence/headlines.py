"""The figures that stand first: the latest of each indicator, of one programme or of several."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from gateway.taxonomy.models import Area
from programmes.evidence.exhibit import rank, told
from programmes.evidence.notes import keep_notes_of_one_figure
from programmes.evidence.rows import Row, read, whole_counts
from programmes.figures import Figure, preferred
from programmes.models.statistics import Observation
from programmes.registry import periods

PLANNED = Observation.Nature.FORECAST


def headlines(own: Sequence[Row]) -> list[Figure]:
    """The latest figure of each indicator that is not a plan; a sourced one drives out an illustrative one."""
    best: dict[str, Row] = {}
    for row in sorted(own, key=lambda row: (not row.origin.illustrative, periods.parse(row.period))):
        if row.nature != PLANNED:
            best[row.indicator.code] = row
    return told(sorted(best.values(), key=lambda row: (row.origin.illustrative, rank(row.indicator.code))))


def national_headlines(programmes: Iterable[str]) -> dict[str, list[Figure]]:
    """By programme, the figures that `headlines` chooses; one query for all. Asking for keys of areas lets the index serve."""
    country = Area.objects.filter(kind=Area.Kind.COUNTRY).values("pk")
    rows = preferred(read(whole_counts().filter(area__in=country, programme__in=list(programmes))))
    keep_notes_of_one_figure(rows)
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.programme].append(row)
    return {programme: headlines(rows) for programme, rows in found.items()}
