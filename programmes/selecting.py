"""The figures that a question asks for: how many there are, one page of them, or all as a stream.

Releases are asked one after another, each in the order of its index: no answer sorts, and none grows with history.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from django.core.cache import cache
from django.db.models import Count, QuerySet

from programmes.asking import Asked
from programmes.catalogue import VALUES, Catalogue
from programmes.models import Observation
from programmes.models.holdings import Holding

ORDER = ("release_id", "programme", "indicator_id", "period", "area_id", "sex", "age_band")
GROUP = ORDER[:3]
Group = tuple[int, str, int]
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


def counts(asked: Asked, catalogue: Catalogue) -> dict[Group, int]:
    """How many figures, by release, programme and indicator, in the order of the answers.

    Releases never change, so a count is good for as long as they are shown.
    """
    question = repr((catalogue.shown, asked))
    key = "observations-by-group-" + hashlib.sha256(question.encode()).hexdigest()
    if (known := cache.get(key)) is None:
        found = selected(asked, catalogue).filter(release__in=releases_asked(asked, catalogue)).order_by(*GROUP)
        known = {tuple(group): number for *group, number in found.values_list(*GROUP).annotate(number=Count("pk"))}
        cache.set(key, known, COUNTS_KEPT)
    return known


def page_of(asked: Asked, catalogue: Catalogue, numbers: Mapping[Group, int], start: int, size: int) -> list[tuple]:
    """Only the groups that the page touches are gone through, so that the last page is found as quickly as the first."""
    groups, offset = window(numbers, start, size)
    if not groups:
        return []
    touched = [sorted(set(parts)) for parts in zip(*groups, strict=True)]
    found = selected(asked, catalogue)
    for name, values in zip(GROUP, touched, strict=True):
        found = found.filter(**({name: values[0]} if len(values) == 1 else {f"{name}__in": values}))
    offset += sum(numbers[group] for group in takewhile(lambda group: group != groups[0], numbers) if is_in(group, touched))
    return list(found.values_list(*VALUES)[offset : offset + size])


def is_in(group: Group, touched: Sequence[list]) -> bool:
    return all(part in parts for part, parts in zip(group, touched, strict=True))


def of_one(asked: Asked, catalogue: Catalogue, release: int) -> QuerySet[Observation]:
    return selected(asked, catalogue).filter(release=release)


def window(numbers: Mapping[Group, int], start: int, size: int) -> tuple[list[Group], int]:
    """The groups that hold the figures from `start` on, and how many figures of the first of them come before."""
    groups, offset, before = [], 0, 0
    for group, number in numbers.items():
        if before < start + size and before + number > start:
            offset = offset if groups else start - before
            groups.append(group)
        before += number
    return groups, offset


def releases_in(numbers: Iterable[Group]) -> list[int]:
    return sorted({release for release, _programme, _indicator in numbers})


def stream(asked: Asked, catalogue: Catalogue, numbers: Mapping[Group, int]) -> Iterator[tuple]:
    """Every figure, release by release, a few thousand in memory at a time."""
    for release in releases_in(numbers):
        yield from of_one(asked, catalogue, release).values_list(*VALUES).iterator(FETCH)


def origins(asked: Asked, catalogue: Catalogue, numbers: Mapping[Group, int]) -> list[int]:
    """The releases that the figures first came with."""
    found = selected(asked, catalogue).filter(release__in=releases_in(numbers)).order_by("origin_id")
    return list(found.values_list("origin_id", flat=True).distinct())
