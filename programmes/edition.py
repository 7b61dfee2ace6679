"""Which releases readers see now: one for each data set, and the same ones from a request's beginning to its end.

Releases never change, so whoever holds on to their numbers reads no mixture of old and new figures, however many
queries a page takes and whatever is published meanwhile.
"""

from collections.abc import Callable, Iterable
from contextvars import ContextVar

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from programmes.models.statistics import CurrentRelease, Release

_held: ContextVar[list[list[int]] | None] = ContextVar("edition", default=None)


def edition() -> Iterable[int]:
    """Keys of the releases that are shown, for `release__in=…`: within a request read once, otherwise a subquery."""
    held = _held.get()
    if held is None:
        return shown_now()
    if not held:
        held.append(list(shown_now()))
    return held[0]


def shown_now() -> QuerySet:
    """The newest of each data set; while it waits for its hour, the newest before it that does not."""
    now = timezone.now()
    open_now = Q(embargo_until=None) | Q(embargo_until__lte=now)
    earlier = (
        Release.objects.filter(open_now, registry=OuterRef("registry"), dataset=OuterRef("dataset"))
        .filter(state=Release.State.SUPERSEDED)
        .order_by("-published_at", "-pk")
    )
    shown = Case(When(release__embargo_until__gt=now, then=Subquery(earlier.values("pk")[:1])), default=F("release"))
    pointers = CurrentRelease.objects.exclude(release__state=Release.State.WITHDRAWN)
    return pointers.annotate(shown=shown).exclude(shown=None).values_list("shown", flat=True)


class OneEditionMiddleware:
    """Each answer rests on the releases that were shown when it first asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _held.set([])
        try:
            return self.get_response(request)
        finally:
            _held.reset(token)
