"""Which papers of a meeting come into the pack of one reader: those that they may open, as far as these are PDFs that can be read."""

import json
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from forum.models import AgendaItem, MeetingPage, Paper
from forum.record import agenda_with_papers
from gateway.accounts.audience import Reader
from gateway.accounts.documents import may_open
from gateway.files.models import Document

PROGRAM = Path(__file__).with_name("binding.py")
PAGES_AT_MOST, BYTES_AT_MOST = 300, 100 * 1024**2
SECONDS_FOR_ONE, SECONDS_FOR_ALL, SECONDS_TO_BIND = 6, 10, 6


@dataclass
class PackPaper:
    """`file` is none where the paper is not in the pack."""

    title: str
    document: Document
    file: Path | None = None
    pages: int = 0


@dataclass
class PackItem:
    number: int
    item: AgendaItem
    papers: list[PackPaper] = field(default_factory=list)


def items_for(meeting: MeetingPage, reader: Reader) -> list[PackItem]:
    """The agenda; a paper that the reader may not open is not named."""
    agenda = agenda_with_papers(meeting, is_preview=False)
    return [PackItem(number, item, open_papers(item.shown_papers, reader)) for number, item in enumerate(agenda, 1)]


def open_papers(papers: list[Paper], reader: Reader) -> list[PackPaper]:
    return [PackPaper(str(paper), paper.document) for paper in papers if may_open(reader, paper.document)]


def fit_papers(papers: list[PackPaper], folder: Path) -> None:
    """Within the pack's limits of pages, bytes and time; what comes after them is left out."""
    pages, size, until = PAGES_AT_MOST, BYTES_AT_MOST, time.monotonic() + SECONDS_FOR_ALL
    for number, paper in enumerate(papers):
        copy = folder / f"paper-{number}.pdf"
        seconds = min(SECONDS_FOR_ONE, until - time.monotonic())
        if seconds <= 0 or not copied(paper.document, copy, size):
            continue
        size -= copy.stat().st_size
        fitted = folder / f"fitted-{number}.pdf"
        paper.pages = run("fit", fitted, copy, pages, seconds=seconds).get("pages", 0)
        pages -= paper.pages
        paper.file = fitted if paper.pages else None
        copy.unlink()


def copied(document: Document, copy: Path, bytes_at_most: int) -> bool:
    if document.file_extension.lower() != "pdf":
        return False
    try:
        if document.file.size > bytes_at_most:
            return False
        with document.open_file() as file, copy.open("wb") as target:
            shutil.copyfileobj(file, target)
    except OSError:
        return False
    return True


def bind(front: Path, papers: list[PackPaper], target: Path) -> bool:
    files = [paper.file for paper in papers if paper.file]
    return bool(run("bind", target, front, *files, seconds=SECONDS_TO_BIND))


def run(verb: str, *words: Path | int, seconds: float) -> dict:
    """What the program says; nothing where it crashed or took too long."""
    command = [sys.executable, "-I", str(PROGRAM), verb, *map(str, words)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return {}
    return json.loads(done.stdout) if done.returncode == 0 and done.stdout else {}
