"""Compares the index with the database, page by page, and rebuilds it whole."""

import contextlib
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef
from haystack import connections
from wagtail.models import Page

from gateway.accounts.audience import EVERYONE
from gateway.files.extraction import extract
from gateway.files.models import Document, DocumentText
from gateway.search.documents import as_read
from gateway.search.engine.backend import EmbeddedBackend
from gateway.search.engine.build import ClusterBuild, EmbeddedBuild, contents, new_build
from gateway.search.entries import entries_for
from gateway.search.lock import POLL_SECONDS, WAIT_SECONDS, IndexBusy, rebuild_lock, write_lock
from gateway.search.models import IndexedPage, PageTerms, PassageTerms
from gateway.search.queue import request
from gateway.search.search_indexes import PageIndex
from gateway.search.writing import ALIASES, BATCH, MEMBERS, PUBLIC, identifier, remember, write_due

KEPT_FIELDS = ("kind", "language", "title", "summary", "text", "date", "authors", "facets", "lines", "audience", "fingerprint")
Builds = dict[str, EmbeddedBuild | ClusterBuild]
Fingerprints = dict[int, str]


@dataclass(frozen=True)
class Difference:
    page_id: int
    what: str


def check_files(again: bool = True) -> None:
    """Raises `IndexDamaged` unless the files of both indexes are as they were written; `again` reads them whole."""
    for alias in ALIASES:
        engine = connections[alias].get_backend()
        if isinstance(engine, EmbeddedBackend):
            engine.folder.check(again)


def differences() -> Iterator[Difference]:
    """Pages that an index lacks, holds in an old state, or ought not to hold."""
    held = {alias: contents(connections[alias].get_backend()) for alias in ALIASES}
    for page_id, entry in entries_in_batches():
        found = [in_index(held[alias], page_id, alias, entry) for alias in ALIASES]
        what = next(filter(None, found), None) or in_database(page_id, entry) or in_files(entry)
        if what:
            yield Difference(page_id, what)
    for left in held.values():
        yield from (Difference(int(name.rpartition(".")[2]), "should not be found") for name in left)


def entries_in_batches() -> Iterator[tuple[int, IndexedPage | None]]:
    for batch in batches():
        yield from entries_for(batch).items()


def batches() -> Iterator[list[int]]:
    pages = page_ids()
    return (pages[start : start + BATCH] for start in range(0, len(pages), BATCH))


def in_index(held: dict[str, str], page_id: int, alias: str, entry: IndexedPage | None) -> str | None:
    written = held.pop(identifier(page_id), None)
    expected = entry.fingerprint if entry and alias == index_of(entry) else None
    return what_differs(written, expected) if written != expected else None


def in_database(page_id: int, entry: IndexedPage | None) -> str | None:
    """What is kept beside the index, from which hits are shown: it may be lost or old by itself."""
    kept = IndexedPage.objects.filter(pk=page_id).first()
    if entry is None or kept is None:
        return None if entry is kept else what_differs(kept.fingerprint if kept else None, entry.fingerprint if entry else None)
    is_same = all(getattr(kept, field) == getattr(entry, field) for field in KEPT_FIELDS)
    documents = {document.pk for document in entry.found_documents}
    is_same &= documents == set(kept.documents.values_list("pk", flat=True))
    is_same &= PageTerms.objects.filter(pk=page_id, terms=entry.kept_terms).exists()
    return None if is_same else "is out of date"


def in_files(entry: IndexedPage | None) -> str | None:
    is_unread = entry is not None and any(map(is_new, entry.found_documents))
    return "lacks the text of a file that was replaced" if is_unread else None


def is_new(document: Document) -> bool:
    """Whether the file is another than the one whose text is kept."""
    is_known = document.file_hash in ("", document.text_hash)
    return not is_known and document.text_state != Document.TextState.DAMAGED


def read_files_anew(pages: Iterable[int]) -> None:
    for document in Document.objects.filter(indexed_pages__in=pages).distinct():
        if is_new(document):
            extract(document)
            Document.objects.filter(pk=document.pk).exclude(text_hash="").update(file_hash=F("text_hash"))


def page_ids() -> list[int]:
    return list(Page.objects.filter(depth__gt=1).order_by("pk").values_list("pk", flat=True))


def index_of(entry: IndexedPage) -> str:
    return PUBLIC if EVERYONE in entry.audience else MEMBERS


def what_differs(written: str | None, expected: str | None) -> str:
    if written is None:
        return "is missing"
    return "is out of date" if expected else "should not be found"


def sweep() -> None:
    """Takes away the terms of passages that were deleted while these were worked out."""
    PassageTerms.objects.filter(~Exists(DocumentText.objects.filter(pk=OuterRef("pk")))).delete()


def repair(found: Iterator[Difference]) -> int:
    sweep()
    pages = {difference.page_id for difference in found}
    read_files_anew(pages)
    request(pages)
    write_due()
    return len(pages)


def rebuild() -> int:
    """Builds both indexes anew beside the live ones and swaps them in; returns the number of pages written.

    Each batch is read under the lock, so that a page written meanwhile shows by its stored fingerprint.
    """
    with rebuild_lock():
        written, now = built_anew({alias: new_build(alias) for alias in ALIASES})
    request(pk for pk in now.keys() | written.keys() if now.get(pk) != written.get(pk))
    with contextlib.suppress(IndexBusy):
        write_due()
    return len(written)


def built_anew(builds: Builds) -> tuple[Fingerprints, Fingerprints]:
    """What was written, and what stands written in the moment of the swap."""
    try:
        written = fill(builds)
        for build in builds.values():
            build.finish()
        with write_lock(WAIT_SECONDS):
            for build in builds.values():
                build.swap_in()
            return written, dict(IndexedPage.objects.values_list("pk", "fingerprint"))
    except BaseException:
        for build in builds.values():
            build.throw_away()
        raise


def fill(builds: Builds) -> Fingerprints:
    """Lets go of the lock for a moment after each batch, so that who waits to write is not kept out to the end."""
    written: Fingerprints = {}
    for batch in batches():
        time.sleep(2 * POLL_SECONDS if written else 0)
        with write_lock(WAIT_SECONDS):
            entries = entries_for(batch)
            found = [entry for entry in entries.values() if entry]
            for alias, build in builds.items():
                build.add(PageIndex(), [entry for entry in found if index_of(entry) == alias])
            remember(entries)
            request(entries.keys() - as_read(entries))
            written |= {entry.pk: entry.fingerprint for entry in found}
    return written
