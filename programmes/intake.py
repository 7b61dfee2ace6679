"""Where exports lie: the inbox, and the place of each once it has been read: kept, held or quarantined."""

import json
import logging
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone

from programmes.models import Registry
from programmes.queries import may_be_told
from programmes.refresh import HELD, REJECTED, Report
from programmes.registry.findings import MANIFEST
from programmes.registry.manifest import FILES, is_impersonal

logger = logging.getLogger(__name__)
PLACES = {HELD: "held", REJECTED: "quarantine"}
KEPT = "exports"
TRIAL, REPORT = "TRY", "report.json"


def inbox() -> Path:
    return Path(settings.VAR) / "inbox"


def uploads() -> Path:
    """Each upload lies in a folder of its own in here."""
    return Path(settings.VAR) / "uploads"


def waiting_exports() -> Iterator[Path]:
    """Folders `<source>/<export_id>` whose manifest, which is written last, is there, and nothing unfinished."""
    for folder in sorted(inbox().glob("*/*")):
        if folder.is_dir() and not folder.is_symlink() and is_complete(folder) and not is_tried(folder):
            yield folder


def is_complete(folder: Path) -> bool:
    return os.path.lexists(folder / MANIFEST) and not any(folder.glob("*.part"))


def is_trial(folder: Path) -> bool:
    """Whether its source asks in the inbox, by a file `TRY` beside the data, that it be tried only."""
    return is_in_inbox(folder) and os.path.lexists(folder / TRIAL)


def is_tried(folder: Path) -> bool:
    """Whether its report lies there already, and is of this delivery."""
    report = folder / REPORT
    return is_trial(folder) and report.is_file() and report.stat().st_mtime >= (folder / MANIFEST).lstat().st_mtime


def is_in_inbox(folder: Path) -> bool:
    return folder.resolve().parent.parent == inbox().resolve()


def is_ours(folder: Path) -> bool:
    """Whether it lies where the site may move it from."""
    return is_in_inbox(folder) or folder.resolve().parent == uploads().resolve()


def settle(folder: Path, report: Report) -> None:
    """An export of the inbox or an upload is moved; of any other only the report is kept. Personal data is purged from all.

    May be done again after a sudden end: each step leaves nothing half done.
    """
    if report.holds_personal_data:
        tell_source(folder, report)
        purge(folder)
    if is_ours(folder):
        write_report(folder / REPORT, report)
        put_away(folder, report)
    elif report.state == REJECTED:
        write_report(new_folder("quarantine", named(folder, report).name) / "report.json", report)


def put_away(folder: Path, report: Report) -> None:
    """In one move, within the folder of everything that the site writes."""
    told = named(folder, report)
    name = f"{told.parent.name}-{told.name}" if is_in_inbox(folder) else told.name
    target = new_folder(PLACES.get(report.state, KEPT), name)
    try:
        folder.rename(target)
    except OSError:  # the inbox is a file system of its own, or may not be renamed
        shutil.move(folder, target / "export")
    target.chmod(0o700)


def named(folder: Path, report: Report) -> Path:
    """As it may be written down: a source may have called it after somebody."""
    if report.state != REJECTED:
        return folder
    is_strange = is_in_inbox(folder) and not Registry.objects.filter(code=folder.parent.name).exists()
    parent = folder.parent.with_name("unknown") if is_strange else folder.parent
    return parent / (folder.name if may_be_told(folder.name) else "export")


def write_report(path: Path, report: Report) -> None:
    """In place of whatever the source may have left under that name, be it a link to another file."""
    draft = path.with_name(f".{secrets.token_hex(8)}")
    with draft.open("x", encoding="utf-8") as file:
        json.dump(report.as_json(), file, indent=2)
    draft.replace(path)


def new_folder(place: str, name: str) -> Path:
    parent = Path(settings.VAR) / place
    parent.mkdir(mode=0o700, exist_ok=True)
    stamp = timezone.now().strftime("%Y%m%dT%H%M%S%f")
    folder = parent / f"{name}-{stamp}"
    folder.mkdir(mode=0o700)
    return folder


def purge(folder: Path) -> None:
    """The data files; where the site may, whatever else lies beside them, and a manifest that says too much itself."""
    names = {path.name for path in folder.iterdir()} - {MANIFEST} if is_ours(folder) else FILES
    for name in [*names, *([MANIFEST] if is_ours(folder) and not is_impersonal(text_of(folder / MANIFEST)) else [])]:
        if (folder / name).is_file() and not (folder / name).is_symlink():
            (folder / name).unlink()


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() and not path.is_symlink() else ""


def tell_source(folder: Path, report: Report) -> None:
    """The letter names places, never a value."""
    registry = sender(folder)
    name = report.export_id or "An export"
    logger.warning(
        "%s of %s held personal data; its file was purged.", name, registry.code if registry else "an unknown source"
    )
    if registry and registry.contact:
        places = "\n".join(f"{f.file}, line {f.line}, column {f.column}" for f in report.findings if f.rule == "personal-data")
        send_mail(f"{name} held personal data", LETTER.format(places=places), None, [registry.contact])


def sender(folder: Path) -> Registry | None:
    """Whose inbox it lies in, or else whom the manifest names, as far as it can be read."""
    try:
        named = json.loads(text_of(folder / MANIFEST))["gateway"]["source"]
    except (ValueError, LookupError, TypeError, RecursionError):
        named = ""
    code = folder.resolve().parent.name if is_in_inbox(folder) else named
    return Registry.objects.filter(code=code).first() if isinstance(code, str) else None


LETTER = """The export was rejected and its data file deleted, because it holds personal data:

{places}

Nothing of it was published. Please send it anew without personal data, under a new export_id.
"""
