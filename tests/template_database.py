"""One migrated SQLite file for all tests, with its home pages: built once for a state of the code, then copied."""

import fcntl
import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from scripts.processes import ROOT
from tests.migrating import quick_migrations

FOLDER = ROOT / "var" / "test-databases"
SHAPING = ("gateway/settings.py", "requirements-dev.txt", "gateway/starter/site.py")


def template_database() -> Path:
    """The template's file, migrated now if there is none for these migrations; workers wait for one another."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        template = FOLDER / f"{fingerprint()}.sqlite3"
        if not template.exists():
            build(template)
    return template


def fingerprint() -> str:
    digest = hashlib.sha256()
    for path in shaping_files():
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def shaping_files() -> list[Path]:
    """What decides how a migrated database looks, the modules that fill it after a migration among them."""
    tops = [ROOT / name for name in ("gateway", "research", "programmes", "courses", "forum")]
    modules = [path for top in tops for path in top.rglob("*.py") if shapes_database(path)]
    return sorted([*modules, *(ROOT / name for name in SHAPING), Path(__file__)])


def shapes_database(module: Path) -> bool:
    return module.parent.name == "migrations" or module.name == "apps.py" or b"post_migrate" in module.read_bytes()


def build(template: Path) -> None:
    for old in FOLDER.glob("*.sqlite3*"):
        old.unlink()
    unfinished = template.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    use_database(unfinished)
    with quick_migrations():
        call_command("migrate", verbosity=0)
    furnish()
    connection.close()
    unfinished.rename(template)


def furnish() -> None:
    """The home pages, with which most tests begin. As within a test, nothing follows on the commit: the index waits."""
    from gateway.starter.site import load_site

    with transaction.atomic():
        load_site()
        connection.run_on_commit.clear()


def use_database(path: Path) -> None:
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = str(path)


def copy_database(source: Path, target: Path) -> None:
    """Makes `target` a copy of `source`, its write-ahead log included, even where `target` is in use."""
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target)) as copy:
        original.backup(copy)
