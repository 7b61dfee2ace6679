"""What is published, and which codes an export may use: the read side of the statistics."""

from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from gateway.taxonomy.models import Area
from programmes.edition import edition
from programmes.models.holdings import Holding
from programmes.models.statistics import Indicator, Observation, ProgrammeCode, Registry, Release
from programmes.registry.codes import AGE_BANDS, SEXES, UNKNOWN, Codes
from programmes.registry.naming import is_nobodys

# A release's own report: long, and read again for every figure.
BULKY = ("origin__report", "origin__movements", "origin__covers")


def shown_releases() -> Iterable[int]:
    """The keys of the releases that readers see now, one a data set."""
    return edition()


def published_observations(**filters: str) -> QuerySet[Observation]:
    """Filters: programme, indicator, period, area (a P-code or an ISO 3166-2 code), sex, age_band. All optional."""
    shown = Observation.objects.filter(release__in=shown_releases())
    found = shown.select_related("indicator", "area", "origin__registry").defer(*BULKY)
    for name, value in filters.items():
        found = (
            found.filter(**{"indicator__code" if name == "indicator" else name: value})
            if name != "area"
            else in_area(found, value)
        )
    return found


def in_area(observations: QuerySet[Observation], code: str) -> QuerySet[Observation]:
    return observations.filter(**{"area__iso_code" if code.startswith("PK-") else "area__code": code})


def known_codes() -> Codes:
    pages = apps.get_model("programmes", "ProgrammePage").objects.values_list("code", flat=True)
    areas = Area.objects.select_related("parent")
    return Codes(
        sources=frozenset(Registry.objects.values_list("code", flat=True)),
        programmes=frozenset({*ProgrammeCode.objects.values_list("code", flat=True), *pages} - {""}),
        units=dict(Indicator.objects.order_by("code").values_list("code", "unit")),
        districts={area.code: area.parent.iso_code for area in areas.filter(kind=Area.Kind.DISTRICT, parent__isnull=False)},
        provinces=frozenset(areas.filter(kind=Area.Kind.PROVINCE).values_list("iso_code", flat=True)),
        words=known_words(),
        operating=operating_districts(),
        groups=known_groups(),
        former=frozenset(areas.filter(valid_to__lt=timezone.localdate()).values_list("code", flat=True)),
    )


def may_be_told(name: str) -> bool:
    """Whether a name that a source gave may be repeated although its export has not passed."""
    return is_nobodys(name, known_codes())


def operating_districts() -> dict[str, frozenset[str]]:
    """By the code of each programme whose profile names a province or areas: their districts. Others run everywhere."""
    pages = apps.get_model("programmes", "ProgrammePage").objects.filter(locale__language_code="en")
    named: dict[str, set[int]] = defaultdict(set)
    for code, *places in pages.values_list("code", "areas", "province"):
        named[code] |= {place for place in places if place}
    districts = Area.objects.filter(kind=Area.Kind.DISTRICT, parent__isnull=False)
    within = list(districts.values_list("code", "pk", "parent", "parent__parent"))
    return {code: frozenset(name for name, *own in within if areas & set(own)) for code, areas in named.items() if areas}


def known_groups() -> dict[str, frozenset[tuple[str, str]]]:
    """By programme, the sexes and ages that it serves, all where none are declared, and those of anything that was public."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for code, sexes, ages in ProgrammeCode.objects.values_list("code", "sexes", "age_bands"):
        lists = {"sex": sexes or SEXES, "age_band": ages or AGE_BANDS}
        found[code] = {(column, group) for column, served in lists.items() for group in served if group != UNKNOWN}
    was_open = Q(release__embargo_until=None) | Q(release__embargo_until__lte=timezone.now())
    published = Holding.objects.filter(was_open, release__state__in=Release.SHOWN)
    for programme, sexes, ages in published.values_list("programme", "sexes", "age_bands"):
        found[programme] |= {("sex", code) for code in sexes} | {("age_band", code) for code in ages}
    return {programme: frozenset(groups) for programme, groups in found.items()}


def known_words() -> frozenset[str]:
    """Names of places, programmes and indicators, in both languages."""
    names = [rows.values_list("name", "name_ur") for rows in (Area.objects, ProgrammeCode.objects, Indicator.objects)]
    return frozenset({name for pairs in names for pair in pairs for name in pair} - {""})
