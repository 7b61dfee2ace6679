"""Receives an export from a browser straight into a folder of its own under var/, never into memory or /tmp."""

import io
import os
import secrets
import shutil
import time
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.db import transaction

from programmes.registry.findings import MANIFEST
from programmes.registry.manifest import FILES

MEGABYTE = 1024 * 1024
LARGEST_MANIFEST = MEGABYTE
A_DAY = 86_400
NAMES = {"manifest": frozenset({MANIFEST}), "data": frozenset(FILES)}


def uploads() -> Path:
    return Path(settings.VAR) / "uploads"


def new_folder() -> Path:
    """Closed to every other account of the machine; what interrupted uploads left a day ago goes."""
    uploads().mkdir(mode=0o700, exist_ok=True)
    for unfinished in uploads().glob("*/*.part"):
        if unfinished.stat().st_mtime < time.time() - A_DAY:
            shutil.rmtree(unfinished.parent, ignore_errors=True)
    folder = uploads() / secrets.token_hex(12)
    folder.mkdir(mode=0o700)
    return folder


class ExportUploadHandler(FileUploadHandler):
    """Writes each of the form's two files under the one name that it may have.

    `wrong` says, by field, what was refused: "name" or "size".
    """

    chunk_size = MEGABYTE

    def __init__(self, request, folder: Path):
        super().__init__(request)
        self.folder, self.file = folder, io.BytesIO()
        self.wrong: dict[str, str] = {}

    def new_file(self, field_name, file_name, *args, **kwargs):
        super().new_file(field_name, file_name, *args, **kwargs)
        if file_name not in NAMES.get(field_name, ()):
            self.wrong[field_name] = "name"
            raise SkipFile
        path = self.folder / f"{file_name}.part"
        self.file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600), "wb")

    def receive_data_chunk(self, raw_data, start):
        most = LARGEST_MANIFEST if self.field_name == "manifest" else settings.MAX_EXPORT_MB * MEGABYTE
        if start + len(raw_data) > most:
            self.wrong[self.field_name] = "size"
            raise StopUpload(connection_reset=False)
        self.file.write(raw_data)

    def file_complete(self, file_size):
        self.file.close()
        return UploadedFile(self.file, name=self.file_name, size=file_size)

    def upload_interrupted(self):
        self.file.close()


def clear_upload(sender, instance, raw: bool = False, **kwargs) -> None:
    """A receiver of `post_save`: of an upload that was only tried, or that failed, nothing is kept but its report."""
    folder = Path(instance.folder)
    is_spent = instance.state not in instance.OPEN and (instance.dry_run or instance.state == instance.State.FAILED)
    if not raw and is_spent and folder.parent == uploads().resolve():
        transaction.on_commit(lambda: shutil.rmtree(folder, ignore_errors=True), robust=True)


def settle(folder: Path) -> None:
    """Gives the files their names: the data first, then the manifest, whose presence means "complete"."""
    for part in sorted(folder.glob("*.part"), key=lambda part: part.stem == MANIFEST):
        part.rename(part.with_suffix(""))
