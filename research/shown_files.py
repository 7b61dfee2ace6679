"""The files of a publication as its page shows them: by version, languages side by side, none that is closed to the reader."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from gateway.accounts.audience import SUPERUSER, Reader, tokens_of
from gateway.accounts.documents import is_closed
from gateway.files.models import DocumentCover
from research.history import History
from research.models.history import Notice, Version
from research.models.parts import PublicationFile
from research.models.publication import PublicationPage
from research.vocabulary import NoticeKind


@dataclass
class Edition:
    """One version and its files; `version` is None for a work that has only one."""

    version: Version | None
    notices: list[str] = field(default_factory=list)
    files: list[PublicationFile] = field(default_factory=list)


@dataclass(frozen=True)
class ShownNotice:
    tone: str
    title: str
    text: str
    language: str
    link: str


def open_files(page: PublicationPage, reader: Reader) -> list[PublicationFile]:
    """Who may read the page may open its files, unless their collection is closed."""
    files = list(page.files.all())
    if SUPERUSER in tokens_of(reader):
        return files
    collections = {file.document.collection_id: file.document.collection for file in files}
    closed = {pk for pk, collection in collections.items() if is_closed(collection, reader)}
    return [file for file in files if file.document.collection_id not in closed]


def editions(history: History, files: list[PublicationFile]) -> list[Edition]:
    """Today's version first; a file that names no version, or one that is unknown, is of today."""
    if not history.versions:
        return [Edition(None, files=files)] if files else []
    found = {version.label: Edition(version) for version in history.versions}
    for file in files:
        found.get(file.version, found[history.today]).files.append(file)
    for notice in history.notices:
        if notice.version in found:
            found[notice.version].notices.append(notice_title(notice))
    return list(found.values())


def shown_notices(history: History) -> list[ShownNotice]:
    """Those that concern today's version first, each kind with the newest first."""
    shown = [_shown(notice, history.concerns_today(notice)) for notice in history.notices]
    return sorted(shown, key=lambda notice: notice.tone != "warning")


def _shown(notice: Notice, concerns_today: bool) -> ShownNotice:
    tone = "warning" if concerns_today else "note"
    return ShownNotice(tone, notice_title(notice), notice.label, notice.label_language, notice.link)


def notice_title(notice: Notice) -> str:
    words = {
        "state": NoticeKind(notice.kind).state,
        "date": notice.published_date.label,
        "version": notice.version or _("all versions"),
    }
    if notice.version:
        return _("%(state)s, %(date)s: %(version)s") % words
    return _("%(state)s, %(date)s") % words


def cover_of(files: list[PublicationFile]) -> DocumentCover | None:
    """Of the first file that has one; the files are in the editors' order and open to the reader."""
    covers = (getattr(file.document, "cover", None) for file in files)
    return next((cover for cover in covers if cover and cover.file), None)


def readable_here(files: list[PublicationFile]) -> PublicationFile | None:
    """The file that a bare `#page=5` opens: the first PDF."""
    return next((file for file in files if file.document.file_extension.lower() == "pdf"), None)
