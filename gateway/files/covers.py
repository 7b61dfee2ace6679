"""Covers: the first page of each PDF, drawn in the background when its text is read, and as open as the file itself."""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image as Picture, UnidentifiedImageError

from gateway.files.models import Document, DocumentCover

PROGRAM = Path(__file__).with_name("pdf_cover.py")
SECONDS_AT_MOST = 30
AT_ONCE = 20


def draw_cover(document: Document) -> None:
    """Keeps a row for a file without a cover too, so that it is not tried again."""
    keep(document, drawn(document))


def draw_missing_covers() -> None:
    """For files that came before there were covers, and for those whose task was lost."""
    waiting = Document.objects.filter(cover=None, file__iendswith=".pdf").exclude(text_state=Document.TextState.WAITING)
    for document in waiting.order_by("pk")[:AT_ONCE]:
        draw_cover(document)


def drawn(document: Document) -> bytes:
    if document.file_extension.lower() != "pdf":
        return b""
    try:
        with document.open_file() as file, tempfile.NamedTemporaryFile(suffix=".pdf") as copy:
            file.seek(0)
            shutil.copyfileobj(file, copy)
            copy.flush()
            return draw_pdf(copy.name)
    except OSError:
        return b""


def draw_pdf(path: str) -> bytes:
    """The picture, drawn by a process of its own that a hostile file may crash or stall."""
    command = [sys.executable, "-I", str(PROGRAM), path]
    try:
        run = subprocess.run(  # noqa: S603
            command, capture_output=True, timeout=SECONDS_AT_MOST, check=False
        )
    except subprocess.TimeoutExpired:
        return b""
    return run.stdout if run.returncode == 0 else b""


@transaction.atomic
def keep(document: Document, picture: bytes) -> None:
    old = DocumentCover.objects.filter(document=document).first()
    width, height = size_of(picture)
    cover = DocumentCover(document=document, width=width, height=height)
    if width:
        cover.digest = hashlib.sha256(picture).hexdigest()[:12]
        cover.file.save(f"{document.pk}-{cover.digest}.webp", ContentFile(picture), save=False)
    if old:
        cover.pk = old.pk
        if old.file and old.file.name != cover.file.name:
            transaction.on_commit(partial(old.file.storage.delete, old.file.name), robust=True)
    cover.save()


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height; zeros for what is no picture."""
    try:
        with Picture.open(ContentFile(picture)) as opened:
            return opened.size
    except UnidentifiedImageError:
        return 0, 0
