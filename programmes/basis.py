"""What a new release is judged by: the releases that readers have seen, or will see at their hour."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from programmes.edition import shown_now
from programmes.models.statistics import CurrentRelease, Registry, Release

EARLIER = 4


@dataclass(frozen=True)
class Basis:
    """`embargoed`: whether those that wait for their hour count too. They do not in what is told to somebody who may not
    see them: else the answer would tell what they say."""

    embargoed: bool = True

    def open(self) -> Q:
        return Q() if self.embargoed else Q(embargo_until=None) | Q(embargo_until__lte=timezone.now())

    def holds_embargoed(self) -> bool:
        """Whether it takes anything into account that readers may not know of yet."""
        published = (Release.State.PUBLISHED, Release.State.SUPERSEDED)
        return self.embargoed and Release.objects.filter(state__in=published, embargo_until__gt=timezone.now()).exists()

    def shown(self) -> list[int]:
        """Releases of all data sets that are shown now, and those that will be."""
        waiting = CurrentRelease.objects.values_list("release", flat=True) if self.embargoed else ()
        return sorted({*shown_now(), *waiting})

    def current(self, source: str, dataset: str) -> Release | None:
        """The newest of the data set: what a further one is built on, and held against."""
        if not self.embargoed:
            return Release.objects.filter(pk__in=list(shown_now()), registry__code=source, dataset=dataset).first()
        pointer = CurrentRelease.objects.filter(registry__code=source, dataset=dataset).select_related("release").first()
        return pointer.release if pointer else None

    def earlier(self, source: str, dataset: str, than: Release | None = None) -> QuerySet[Release]:
        """Of the same data set, the latest first; withdrawn ones too, since what was public once is known."""
        seen = Release.objects.filter(self.open(), registry__code=source, dataset=dataset, published_at__isnull=False)
        if than and than.published_at:
            seen = seen.filter(published_at__lt=than.published_at)
        if than:
            seen = seen.exclude(pk=than.pk)
        return seen.order_by("-published_at", "-pk")[:EARLIER]

    def beside(self, source: str, dataset: str) -> QuerySet[Release]:
        """Of other data sets: what is shown now, and what will be. The made-up and the counted are different people."""
        is_made_up = Registry.objects.get(code=source).illustrative
        shown = Q(current__isnull=False) | Q(pk__in=list(shown_now()))
        others = Release.objects.filter(shown, self.open(), illustrative=is_made_up).exclude(state=Release.State.WITHDRAWN)
        return others.select_related("registry").exclude(registry__code=source, dataset=dataset).order_by("pk")

    def stand(self, source: str, dataset: str) -> tuple[int, ...]:
        """Differs whenever anything has been published, withdrawn or shown since: an audit holds for one stand."""
        return tuple(self.keys(source, dataset))

    def keys(self, source: str, dataset: str) -> Iterator[int]:
        yield from sorted(CurrentRelease.objects.values_list("release", flat=True))
        yield 0
        yield from sorted(shown_now())
        yield 0
        yield from self.earlier(source, dataset).values_list("pk", flat=True)
