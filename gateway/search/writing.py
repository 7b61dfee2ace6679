"""Writes due jobs to the index: each page is read and analysed first, then all are written under one lock."""

import logging
import math
import time
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from haystack import connections
from wagtail.models import Page

from gateway.accounts.audience import EVERYONE
from gateway.files.models import Document
from gateway.search.documents import as_read
from gateway.search.engine.soundness import IndexDamaged
from gateway.search.entries import entry_for
from gateway.search.lock import IndexBusy, write_lock
from gateway.search.models import IndexedPage, IndexJob, PageTerms
from gateway.search.search_indexes import PageIndex

PUBLIC, MEMBERS = ALIASES = ("default", "members")
BATCH = 50
logger = logging.getLogger(__name__)

Entries = dict[int, IndexedPage | None]


def write_due(seconds: float = math.inf) -> None:
    """Works until nothing is due, or time is up. What fails is due again later; the rest is written.

    While another process writes, or an index is damaged, the rows stay due as they are: no page is to blame.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and (jobs := list(due()[:BATCH])):
        entries = read_entries(jobs)
        with postponed_on_failure([job for job in jobs if job.page_id in entries]), write_lock():
            prepare_first_index()
            current = still_current(jobs)
            written = {pk: entry for pk, entry in entries.items() if pk in current}
            write(written)
            done = as_read(written)
            finish(job for job in jobs if job.page_id in done)
            put_back(job for job in jobs if job.page_id in written.keys() - done)


def due() -> QuerySet[IndexJob]:
    return IndexJob.objects.filter(due_at__lte=timezone.now())


def prepare_first_index() -> None:
    """An index that is missing though pages were written before is damaged, and not new."""
    if IndexedPage.objects.exists():
        return
    for alias in ALIASES:
        engine = connections[alias].get_backend()
        if hasattr(engine, "folder"):
            engine.folder.prepare()


def read_entries(jobs: list[IndexJob]) -> Entries:
    entries: Entries = {}
    for job in jobs:
        try:
            entries[job.page_id] = entry_for(job.page_id)
        except Exception as error:
            logger.exception("Page %s could not be read for search", job.page_id)
            postpone([job], error)
    return entries


def still_current(jobs: list[IndexJob]) -> set[int]:
    """The pages that nobody changed since they were read; the others are read again."""
    versions = dict(IndexJob.objects.filter(pk__in=[job.pk for job in jobs]).values_list("page_id", "version"))
    return {job.page_id for job in jobs if versions.get(job.page_id) == job.version}


def write(entries: Entries) -> None:
    """A page stands in one index at most: closed words never enter the public one."""
    public = [entry for entry in entries.values() if entry and EVERYONE in entry.audience]
    closed = [entry for entry in entries.values() if entry and EVERYONE not in entry.audience]
    public_ids = {entry.pk for entry in public}
    remove(PUBLIC, entries.keys() - public_ids)
    remove(MEMBERS, entries.keys() - {entry.pk for entry in closed})
    for alias, added in ((PUBLIC, public), (MEMBERS, closed)):
        if added:
            connections[alias].get_backend().update(PageIndex(), added)
    remember(entries)


def remove(alias: str, page_ids: Iterable[int]) -> None:
    identifiers = [identifier(pk) for pk in sorted(page_ids)]
    backend = connections[alias].get_backend()
    if hasattr(backend, "remove_all"):
        backend.remove_all(identifiers)
        return
    for name in identifiers:
        backend.remove(name)


def identifier(page_id: int) -> str:
    return f"gateway_search.indexedpage.{page_id}"


@transaction.atomic
def remember(entries: Entries) -> None:
    """Of pages and documents that are still there: what was deleted meanwhile asks for a job of its own."""
    pages = held(Page.objects.filter(pk__in=[pk for pk, entry in entries.items() if entry]))
    found = [entry for entry in entries.values() if entry and entry.pk in pages]
    documents = held(Document.objects.filter(pk__in=[one.pk for entry in found for one in entry.found_documents]))
    IndexedPage.objects.filter(pk__in=[pk for pk, entry in entries.items() if entry is None]).delete()
    fields = [field.name for field in IndexedPage._meta.concrete_fields if not field.primary_key]
    IndexedPage.objects.bulk_create(found, update_conflicts=True, unique_fields=["page"], update_fields=fields)
    kept = [PageTerms(page=entry, terms=entry.kept_terms) for entry in found]
    PageTerms.objects.bulk_create(kept, update_conflicts=True, unique_fields=["page"], update_fields=["terms"])
    remember_documents(found, documents)


def remember_documents(entries: list[IndexedPage], there: set[int]) -> None:
    links = IndexedPage.documents.through.objects
    wanted = {(entry.pk, one.pk) for entry in entries for one in entry.found_documents if one.pk in there}
    kept = links.filter(indexedpage__in=[entry.pk for entry in entries])
    known = {(page, document): pk for pk, page, document in kept.values_list("pk", "indexedpage_id", "document_id")}
    links.filter(pk__in=[pk for link, pk in known.items() if link not in wanted]).delete()
    added = [links.model(indexedpage_id=page, document_id=document) for page, document in sorted(wanted - known.keys())]
    links.bulk_create(added, ignore_conflicts=True)


def held(rows: QuerySet[Any]) -> set[int]:
    """The keys of rows that nobody deletes before the transaction ends."""
    return set(rows.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))


def finish(jobs: Iterable[IndexJob]) -> None:
    """In one statement: Django's own would look for the rows and then delete by key, whatever was asked for in between."""
    written = IndexJob.objects.filter(version__in=[job.version for job in jobs])
    written._raw_delete(written.db)


def put_back(jobs: Iterable[IndexJob]) -> None:
    """To be read again at once; should a document change each time, later and later."""
    for job in jobs:
        put_off(job, IndexJob.RETRY_AFTER[min(job.attempts, len(IndexJob.RETRY_AFTER) - 1)])


class postponed_on_failure:
    """Puts the jobs off and lets the failure through, so that it is logged and seen."""

    def __init__(self, jobs: list[IndexJob]) -> None:
        self.jobs = jobs

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, IndexBusy | IndexDamaged):
            postpone(self.jobs, error)


def postpone(jobs: Iterable[IndexJob], error: Exception) -> None:
    for job in jobs:
        put_off(job, IndexJob.RETRY_AFTER[min(job.attempts + 1, len(IndexJob.RETRY_AFTER) - 1)], repr(error)[:1000])


def put_off(job: IndexJob, delay: timedelta, error: str = "") -> None:
    """Unless the page was asked for anew meanwhile."""
    same = IndexJob.objects.filter(pk=job.pk, version=job.version)
    same.update(due_at=timezone.now() + delay, attempts=job.attempts + 1, error=error)
