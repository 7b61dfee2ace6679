"""Old and new figures of a release side by side, the largest movements first; a fixed number of queries.

A period is compared with itself, or else with the latest before it that the published release has: as the rule
on large changes does (`registry.changes`). A hidden value stands for half of what it may be, to put rows in order.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Exists,
    F,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Abs, Cast, Coalesce, Concat, NullIf

from gateway.taxonomy.models import Area
from programmes.models import CurrentRelease, Indicator, Observation, Release
from programmes.registry.changes import HIDDEN, HIDDEN_RUPEES, baseline, has_moved

Series = tuple[str, int, str]
CELL = ("programme", "indicator", "area", "sex", "age_band")
TOTAL, LARGE = {"sex": "_T", "age_band": "_T"}, (Area.Kind.COUNTRY, Area.Kind.PROVINCE)
LEVELS = [
    Q(area__kind=Area.Kind.COUNTRY, **TOTAL),
    Q(area__kind=Area.Kind.PROVINCE, **TOTAL),
    Q(area__kind__in=LARGE),
    Q(area__kind=Area.Kind.DISTRICT, **TOTAL),
]
"""What a steward looks at first, and then, and then; sexes and ages within districts come last."""
MOVED, NEW, VANISHED = "moved", "new", "vanished"


@dataclass(frozen=True)
class Comparison:
    """`bases` gives, for each series of the new release, the period of the old one that it is held against."""

    new: Release
    old: Release | None
    bases: dict[Series, str] = field(default_factory=dict)
    gone: frozenset[Series] = frozenset()

    def is_beyond(self, row: Observation, show: str) -> bool:
        """Whether it is one of those that the rule on large changes counted."""
        if row.area.kind != Area.Kind.PROVINCE or not row.sex == row.age_band == "_T":
            return False
        series, unit = (row.programme, row.indicator_id, row.period), row.indicator.unit
        if show == VANISHED:
            return series in self.held_against and has_moved(None, row.value, unit)
        return series in self.bases and has_moved(row.value, row.was if show == MOVED else None, unit)

    @cached_property
    def held_against(self) -> set[Series]:
        return {(programme, indicator, base) for (programme, indicator, _period), base in self.bases.items()}

    @property
    def cells(self) -> dict[str, QuerySet[Observation]]:
        return {MOVED: self.moved(), NEW: self.added(), VANISHED: self.vanished()}

    def fresh(self) -> QuerySet[Observation]:
        """The release's own figures; what a published one carried over is not its own."""
        own = Observation.objects.filter(release=self.new, origin=self.new)
        shifted = {series: base for series, base in self.bases.items() if base != series[2]}
        return own.annotate(base=counterpart(shifted))

    def moved(self) -> QuerySet[Observation]:
        before = same_cell(self.old, "base")
        known = self.fresh().filter(Exists(before)).annotate(was=Subquery(before.values("value")[:1]))
        return with_change(known).exclude(by=0)

    def added(self) -> QuerySet[Observation]:
        return in_order(self.fresh().filter(~Exists(same_cell(self.old, "base"))))

    def vanished(self) -> QuerySet[Observation]:
        """Figures of the old release that the new one would have no counterpart for."""
        shifted = {(series[0], series[1], base): series[2] for series, base in self.bases.items() if base != series[2]}
        replaced = Observation.objects.filter(release=self.old).annotate(series=SERIES, base=counterpart(shifted))
        wanted = replaced.filter(series__in=["|".join(map(str, series)) for series in self.gone])
        return in_order(wanted.filter(~Exists(same_cell(self.new, "base"))))


SERIES = Concat(
    F("programme"), Value("|"), Cast("indicator_id", CharField()), Value("|"), F("period"), output_field=CharField()
)


def comparison(new: Release) -> Comparison:
    pointer = CurrentRelease.objects.filter(registry=new.registry_id, dataset=new.dataset).select_related("release").first()
    old = pointer.release if pointer and pointer.release_id != new.pk else None
    if old is None:
        return Comparison(new, None)
    known, fresh = series_of(old), series_of(new)
    bases = {series: base for series in fresh if (base := base_of(series, known))}
    covered = {tuple(item) for item in new.covers}
    gone = {series for series in known if (series[0], series[2]) in covered}
    found = Comparison(new, old, bases)
    return replace(found, gone=frozenset(gone | found.held_against))


def series_of(release: Release) -> set[Series]:
    return set(release.observations.order_by().values_list("programme", "indicator_id", "period").distinct())


def base_of(series: Series, known: set[Series]) -> str | None:
    programme, indicator, period = series
    return baseline(period, [other for code, number, other in known if (code, number) == (programme, indicator)])


def counterpart(shifted: dict[Series, str]) -> Case:
    whens = [
        When(programme=programme, indicator=indicator, period=period, then=Value(base))
        for (programme, indicator, period), base in sorted(shifted.items())
    ]
    return Case(*whens, default=F("period"), output_field=CharField())


def same_cell(release: Release | None, period: str) -> QuerySet[Observation]:
    return Observation.objects.filter(release=release, period=OuterRef(period), **{name: OuterRef(name) for name in CELL})


def with_change(cells: QuerySet[Observation]) -> QuerySet[Observation]:
    middle = Case(
        When(indicator__unit=Indicator.Unit.RUPEES, then=Value(HIDDEN_RUPEES)),
        default=Value(HIDDEN),
        output_field=BigIntegerField(),
    )
    before, now = Coalesce("was", middle), Coalesce("value", middle)
    share = Cast(now - before, FloatField()) / NullIf(Cast(before, FloatField()), Value(0.0))
    return in_order(cells).annotate(by=now - before, share=share, size=Abs(now - before), relative=Abs(share))


def in_order(cells: QuerySet[Observation]) -> QuerySet[Observation]:
    whens = [When(those, then=Value(level)) for level, those in enumerate(LEVELS)]
    known = cells.annotate(level=Case(*whens, default=Value(len(LEVELS))))
    return known.order_by("level", "programme", "indicator", "period", "area__order", "area__name", "sex", "age_band", "pk")


def largest_first(cells: QuerySet[Observation], by: str = "relative") -> QuerySet[Observation]:
    """`by`: relative, or size (absolute)."""
    first, then = ("relative", "size") if by == "relative" else ("size", "relative")
    return cells.order_by("level", F(first).desc(nulls_last=True), F(then).desc(nulls_last=True), "pk")


def within(area: str) -> Q:
    """A province with all its districts, by ISO 3166-2 code, or the country alone."""
    return Q(area__iso_code=area) | Q(area__parent__iso_code=area) if area.startswith("PK-") else Q(area__code=area)
