"""The history of a work: versions and notices, written down on any of its language pages and true of all of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from research.models.history import Notice, Version
from research.vocabulary import NoticeKind

WEIGHTS = list(NoticeKind)


@dataclass
class History:
    """Versions with today's first, notices with the newest first."""

    versions: list[Version] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def add(self, versions: Iterable[Version], notices: Iterable[Notice]) -> None:
        """What stands on two pages of a work is taken once."""
        known = {version.label for version in self.versions}
        self.versions += [version for version in versions if version.label not in known]
        told = {_same(notice) for notice in self.notices}
        self.notices += [notice for notice in notices if _same(notice) not in told]
        self.notices.sort(key=lambda notice: notice.published, reverse=True)

    @property
    def today(self) -> str:
        """The label of today's version; empty where there is only one."""
        return self.versions[0].label if self.versions else ""

    def concerns_today(self, notice: Notice) -> bool:
        """A correction of an older version says nothing against the one that readers get now."""
        return notice.version in ("", self.today)

    @property
    def gravest(self) -> Notice | None:
        """What lists, citations and machines say of the work as it stands today."""
        of_today = [notice for notice in self.notices if self.concerns_today(notice)]
        return max(of_today, key=lambda notice: WEIGHTS.index(NoticeKind(notice.kind)), default=None)

    @property
    def is_retracted(self) -> bool:
        return bool(self.gravest and self.gravest.kind == NoticeKind.RETRACTION)

    @property
    def state(self) -> str:
        """One short fact for a list's line: `Retracted, March 2025`; empty for a work without notices."""
        return _state(self.gravest) if self.gravest else ""


def _state(notice: Notice) -> str:
    words = {"state": NoticeKind(notice.kind).state, "date": notice.published_date.label}
    return _("%(state)s, %(date)s") % words


def _same(notice: Notice) -> tuple[str, str, str]:
    return notice.kind, notice.published, notice.version


def history_of(page) -> History:
    """A page's own rows, unsaved ones of a preview among them, and those of its live translations."""
    history = History(list(page.versions.all()))
    history.add([], page.notices.all())
    elsewhere = {"publication__translation_key": page.translation_key, "publication__live": True}
    others = [model.objects.filter(**elsewhere).exclude(publication=page.pk) for model in (Version, Notice)]
    history.add(*others)
    return history


def give_histories(pages: Iterable) -> None:
    """Reads the histories of saved pages at once: two queries, however many pages."""
    pages = list(pages)
    found: dict[UUID, History] = {page.translation_key: History() for page in pages}
    for version in _of(found, Version):
        found[version.publication.translation_key].add([version], [])
    for notice in _of(found, Notice):
        found[notice.publication.translation_key].add([], [notice])
    for page in pages:
        page.__dict__["history"] = found[page.translation_key]


def _of(works: Iterable[UUID], model: type[Version] | type[Notice]):
    rows = model.objects.filter(publication__translation_key__in=list(works), publication__live=True)
    return rows.select_related("publication").order_by("publication", "sort_order")
