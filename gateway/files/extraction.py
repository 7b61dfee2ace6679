"""Stores a document's text by page, slide or sheet, and on the document what was found: read, empty, encrypted, damaged."""

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.encoding import force_str
from wagtail.documents.models import AbstractDocument
from wagtail.utils.file import hash_filelike

from gateway.files.models import Document, DocumentText
from gateway.files.signals import document_text_changed

PROGRAM, OFFICE_PROGRAM = (Path(__file__).with_name(name) for name in ("pdf_text.py", "office_text.py"))
OFFICE_KINDS = {"docx", "pptx", "xlsx"}
SECONDS_AT_MOST = 120


@dataclass
class ReadText:
    state: str = Document.TextState.DAMAGED
    page_count: int | None = None
    texts: dict[int, str] = field(default_factory=dict)


def extract(document: Document) -> bool:
    """Reads the document's file unless the text of just this file is stored; says whether anything was read anew."""
    try:
        with document.open_file() as file:
            digest = hash_filelike(file)
            if document.text_hash == digest and document.text_state != Document.TextState.WAITING:
                return False
            found = read_text(file, document)
    except OSError:
        digest, found = "", ReadText()
    store(document, digest, found)
    return True


def read_text(file, document: AbstractDocument) -> ReadText:
    kind = document.file_extension.lower()
    if kind != "pdf" and kind not in OFFICE_KINDS:
        return ReadText(Document.TextState.OTHER)
    with tempfile.NamedTemporaryFile(suffix=f".{kind}") as copy:
        file.seek(0)
        shutil.copyfileobj(file, copy)
        copy.flush()
        return read_pdf(copy.name) if kind == "pdf" else read_aside(OFFICE_PROGRAM, copy.name, kind)


def read_pdf(path: str) -> ReadText:
    return read_aside(PROGRAM, path)


def read_aside(program: Path, *words: str) -> ReadText:
    """The text of a file, read by a process of its own that a hostile file may crash or stall."""
    command = [sys.executable, "-I", str(program), *words]
    try:
        run = subprocess.run(  # noqa: S603
            command, capture_output=True, timeout=SECONDS_AT_MOST, check=False
        )
    except subprocess.TimeoutExpired as slow:
        return collect(force_str(slow.stdout or b"", errors="ignore"), Document.TextState.CUT)
    return collect(run.stdout.decode(), Document.TextState.DAMAGED)


def collect(lines: str, unfinished: str) -> ReadText:
    """What the reading process printed; `unfinished` is the state of a text whose last line never came."""
    found = ReadText(unfinished)
    for line in lines.splitlines(keepends=True):
        if not line.endswith("\n"):
            break
        fact = json.loads(line)
        if "text" in fact:
            found.texts[fact["number"]] = fact["text"]
        found.page_count = fact.get("pages", found.page_count)
        found.state = fact.get("state", found.state)
    if found.state == Document.TextState.READ and not found.texts:
        found.state = Document.TextState.EMPTY
    return found


@transaction.atomic
def store(document: Document, digest: str, found: ReadText) -> None:
    document.texts.all().delete()
    DocumentText.objects.bulk_create(
        (DocumentText(document=document, page_number=number, text=text) for number, text in found.texts.items()),
        batch_size=200,
    )
    document.text_hash, document.text_state, document.page_count = digest, found.state, found.page_count
    document.save(update_fields=["text_hash", "text_state", "page_count"])
    document_text_changed.send(sender=Document, document=document)
