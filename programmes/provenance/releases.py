"""Which releases the public may know of, in which state they stand for it, and under which title."""

from collections.abc import Iterable

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from programmes.edition import edition
from programmes.models.datasets import DataSet
from programmes.models.statistics import Release

State = Release.State
SHOWN = (State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN)


def shown_releases() -> QuerySet[Release]:
    """What the public may know of: nothing that is held, rejected, still under embargo or withdrawn before its hour.

    `appeared` is the moment from which readers saw it, the end of its embargo included.
    """
    never_seen = Q(state=State.WITHDRAWN, embargo_until__isnull=False, decided_at__lt=F("embargo_until"))
    return (
        Release.objects.filter(Q(embargo_until=None) | Q(embargo_until__lte=timezone.now()), state__in=SHOWN)
        .exclude(never_seen)
        .annotate(appeared=Greatest("published_at", Coalesce("embargo_until", "published_at")))
        .select_related("registry")
        .order_by(F("appeared").desc(nulls_last=True), "-pk")
    )


def in_state(releases: QuerySet[Release], state: str) -> QuerySet[Release]:
    """Those that stand in a state in the public's eyes: a release stands until its successor's embargo ends."""
    standing = Q(pk__in=edition())
    if state == State.PUBLISHED:
        return releases.filter(Q(state=State.PUBLISHED) | standing)
    return releases.filter(~standing, state=state)


def described(releases: Iterable[Release]) -> list[Release]:
    """The releases with `title`, the data set's, and `standing`, their state in the public's eyes; two queries more."""
    releases = list(releases)
    titles = dataset_titles()
    standing = set(edition())
    for release in releases:
        release.title = titles.get((release.registry_id, release.dataset), release.dataset)
        release.standing = State.PUBLISHED if release.pk in standing else State(release.state)
        release.standing_label = standing_label(release.standing)
    return releases


def dataset_titles() -> dict[tuple[int, str], str]:
    return {(row.registry_id, row.code): row.label for row in DataSet.objects.all()}


def standing_label(state: State) -> str:
    """A state in the public's words, which need not know who held or decided what."""
    return {State.SUPERSEDED: _("superseded"), State.WITHDRAWN: _("withdrawn")}.get(state, _("published"))
