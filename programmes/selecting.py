"""The figures that a question asks for: how many there are, one page of them, or all as a stream.

Releases are asked one after another, each in the order of its index: no answer sorts, and none grows with history.
"""

import hashlib
from collections.abc import Iterator, Mapping

from django.core.cache import cache
from django.db.models import Count, QuerySet

from programmes.asking import Asked
from programmes.catalogue import VALUES, Catalogue
from programmes.models import Observation
from programmes.models.holdings import Holding

ORDER = ("release_id", "programme", "indicator_id", "period", "area_id", "sex", "age_band")
FETCH = 2000
COUNTS_KEPT = 3600


def selected(asked: Asked, catalogue: Catalogue) -> QuerySet[Observation]:
    """The figures in question, of every release that was ever stored: callers name the releases."""
    wanted = {
        "programme": asked.programme,
        "indicator": tuple(catalogue.indicator_keys[code] for code in asked.indicator),
        "area": tuple(sorted({catalogue.area_keys[code] for code in asked.area})),
        "period": asked.period,
        "sex": asked.sex,
        "age_band": asked.age,
    }
    if asked.earliest or asked.latest:
        within = tuple(period for period in published_periods(asked, catalogue) if asked.admits_period(period))
        wanted["period"] = tuple(sorted(set(within) & set(asked.period or within))) or ("",)
    found = Observation.objects.order_by(*ORDER)
    for name, values in wanted.items():
        if values:
            found = found.filter(**({name: values[0]} if len(values) == 1 else {f"{name}__in": values}))
    return found


def releases_asked(asked: Asked, catalogue: Catalogue) -> tuple[int, ...]:
    return (int(asked.release),) if asked.release else catalogue.shown


def published_periods(asked: Asked, catalogue: Catalogue) -> set[str]:
    if asked.release:  # one that was superseded long ago may have no holdings
        return set(Observation.objects.filter(release=asked.release).order_by().values_list("period", flat=True).distinct())
    lists = Holding.objects.filter(release__in=catalogue.shown).values_list("periods", flat=True)
    return {period for periods in lists for period in periods}


def counts(asked: Asked, catalogue: Catalogue) -> dict[int, int]:
    """By release, the number of figures. Releases never change, so a count is good for as long as they are shown."""
    question = repr((catalogue.shown, asked))
    key = "observations-" + hashlib.sha256(question.encode()).hexdigest()
    if (known := cache.get(key)) is None:
        found = selected(asked, catalogue).filter(release__in=releases_asked(asked, catalogue)).order_by("release_id")
        known = dict(found.values_list("release_id").annotate(number=Count("pk")))
        cache.set(key, known, COUNTS_KEPT)
    return known


def page_of(asked: Asked, catalogue: Catalogue, numbers: Mapping[int, int], start: int, size: int) -> list[tuple]:
    """Only the releases that the page touches are asked, so that it is found by counting within one index."""
    releases, offset = window(numbers, start, size)
    found = (
        selected(asked, catalogue).filter(release__in=releases) if len(releases) != 1 else of_one(asked, catalogue, releases[0])
    )
    return list(found.values_list(*VALUES)[offset : offset + size])


def of_one(asked: Asked, catalogue: Catalogue, release: int) -> QuerySet[Observation]:
    return selected(asked, catalogue).filter(release=release)


def window(numbers: Mapping[int, int], start: int, size: int) -> tuple[list[int], int]:
    """The releases that hold the figures from `start` on, and how many figures of the first of them come before."""
    releases, offset, before = [], 0, 0
    for release, number in sorted(numbers.items()):
        if before < start + size and before + number > start:
            offset = offset if releases else start - before
            releases.append(release)
        before += number
    return releases, offset


def stream(asked: Asked, catalogue: Catalogue, numbers: Mapping[int, int]) -> Iterator[tuple]:
    """Every figure, release by release, a few thousand in memory at a time."""
    for release in sorted(numbers):
        yield from of_one(asked, catalogue, release).values_list(*VALUES).iterator(FETCH)


def origins(asked: Asked, catalogue: Catalogue, numbers: Mapping[int, int]) -> list[int]:
    """The releases that the figures first came with."""
    found = selected(asked, catalogue).filter(release__in=sorted(numbers)).order_by("origin_id")
    return list(found.values_list("origin_id", flat=True).distinct())
