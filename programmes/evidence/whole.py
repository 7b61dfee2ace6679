"""All that releases say about a programme, in two queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from gateway.taxonomy.models import Area
from programmes.evidence.exhibit import Exhibit
from programmes.evidence.headlines import headlines
from programmes.evidence.notes import keep_notes_of_one_figure
from programmes.evidence.people import people_exhibits
from programmes.evidence.places import district_exhibit, province_exhibits
from programmes.evidence.rows import Row, read, whole_counts
from programmes.evidence.series import series_exhibits
from programmes.figures import Figure, preferred
from programmes.queries import published_observations
from programmes.registry import periods
from programmes.registry.codes import TOTAL

BROKEN_DOWN = ("families_paid", "families_enrolled", "persons_paid", "persons_enrolled", "children_enrolled")


@dataclass(frozen=True)
class Evidence:
    headlines: list[Figure] = field(default_factory=list)
    series: list[Exhibit] = field(default_factory=list)
    places: list[Exhibit] = field(default_factory=list)
    people: list[Exhibit] = field(default_factory=list)

    @property
    def has_hidden(self) -> bool:
        shown = [*self.series, *self.places, *self.people]
        return any(one.has_hidden for one in shown) or any(row.number is None for row in self.headlines)

    @property
    def marks(self) -> set[str]:
        """The marks that stand somewhere on the page, for the legend to explain."""
        rows = [*self.headlines, *(row for one in (*self.series, *self.places, *self.people) for row in one.figures)]
        rows += [row for one in self.places for row in one.others]
        named = {row.status for row in rows if row.status} | {"planned" for row in rows if row.planned}
        named |= {"revised" for row in rows if row.revised}
        return named | ({"hidden"} if self.has_hidden else set())


def evidence(programme: str, home: str = "PK") -> Evidence:
    """`home` is the code of the country, or of the province whose programme it is."""
    places = Area.objects.filter(kind__in=[Area.Kind.COUNTRY, Area.Kind.PROVINCE])
    rows = preferred(read(whole_counts(programme=programme).filter(area__in=places)))
    if not rows:
        return Evidence()
    keep_notes_of_one_figure(rows)
    own = at_home(rows, home)
    provincial = [row for row in rows if row.area.kind == Area.Kind.PROVINCE] if home == "PK" else []
    closer = broken_down(programme, provincial or own, own)
    districts = [row for row in closer if row.area.kind == Area.Kind.DISTRICT]
    return Evidence(
        headlines(own),
        series_exhibits(own),
        [*province_exhibits(provincial), *([district_exhibit(districts, home)] if districts else [])],
        people_exhibits([row for row in closer if row.area.kind != Area.Kind.DISTRICT]),
    )


def at_home(rows: Sequence[Row], home: str) -> list[Row]:
    """The figures of a provincial programme's own province; the country's where there are none."""
    own = [row for row in rows if home in (row.area.iso_code, row.area.code)]
    return own or [row for row in rows if row.area.kind == Area.Kind.COUNTRY]


def broken_down(programme: str, placed: Sequence[Row], own: Sequence[Row]) -> list[Row]:
    """By district, and by sex and age at home: the first indicator that registries break down, in its latest period."""
    chosen = next((code for code in BROKEN_DOWN if any(row.indicator.code == code for row in placed)), None)
    if not chosen:
        return []
    of_chosen = [row for row in placed if row.indicator.code == chosen]
    sourced = [row for row in of_chosen if not row.origin.illustrative] or of_chosen
    period = max((row.period for row in sourced), key=periods.parse)
    home = own[0].area if own else None
    within = {"area__parent": home} if home and home.kind == Area.Kind.PROVINCE else {}
    districts = Q(area__kind=Area.Kind.DISTRICT, sex=TOTAL, age_band=TOTAL, **within)
    people = Q(area=home) & ~Q(sex=TOTAL, age_band=TOTAL)
    rows = published_observations(programme=programme, indicator=chosen, period=period).filter(districts | people)
    return sorted(preferred(read(rows)), key=lambda row: (row.area.order, row.area.name))
