"""Compares the index with the database, page by page, and rebuilds it whole."""

from collections.abc import Iterator
from dataclasses import dataclass

from haystack import connections
from wagtail.models import Page

from gateway.accounts.audience import EVERYONE
from gateway.search.engine.build import ClusterBuild, EmbeddedBuild, contents, new_build
from gateway.search.entries import entry_for
from gateway.search.lock import write_lock
from gateway.search.models import IndexedPage
from gateway.search.queue import request
from gateway.search.search_indexes import PageIndex
from gateway.search.writing import BATCH, MEMBERS, PUBLIC, identifier, remember, write_due


@dataclass(frozen=True)
class Difference:
    page_id: int
    what: str


def differences() -> Iterator[Difference]:
    """Pages that an index lacks, holds in an old state, or ought not to hold."""
    held = {alias: contents(connections[alias].get_backend()) for alias in (PUBLIC, MEMBERS)}
    for page_id in page_ids():
        entry = entry_for(page_id)
        for alias in (PUBLIC, MEMBERS):
            written = held[alias].pop(identifier(page_id), None)
            expected = entry.fingerprint if entry and alias == index_of(entry) else None
            if written != expected:
                yield Difference(page_id, what_differs(written, expected))
    for left in held.values():
        yield from (Difference(int(name.rpartition(".")[2]), "should not be found") for name in left)


def page_ids() -> list[int]:
    return list(Page.objects.filter(depth__gt=1).order_by("pk").values_list("pk", flat=True))


def index_of(entry: IndexedPage) -> str:
    return PUBLIC if EVERYONE in entry.audience else MEMBERS


def what_differs(written: str | None, expected: str | None) -> str:
    if written is None:
        return "is missing"
    return "is out of date" if expected else "should not be found"


def repair(found: Iterator[Difference]) -> int:
    pages = {difference.page_id for difference in found}
    request(pages)
    write_due()
    return len(pages)


def rebuild() -> int:
    """Builds both indexes anew beside the live ones and swaps them in; returns the number of pages written.

    Each batch is read under the lock, so that a page written meanwhile shows by its stored fingerprint.
    """
    builds = {alias: new_build(alias) for alias in (PUBLIC, MEMBERS)}
    try:
        written = fill(builds)
        with write_lock():
            for build in builds.values():
                build.swap_in()
            now = dict(IndexedPage.objects.values_list("pk", "fingerprint"))
    except BaseException:
        for build in builds.values():
            build.throw_away()
        raise
    request(pk for pk in now.keys() | written.keys() if now.get(pk) != written.get(pk))
    write_due()
    return len(written)


def fill(builds: dict[str, EmbeddedBuild | ClusterBuild]) -> dict[int, str]:
    written: dict[int, str] = {}
    pages = page_ids()
    for start in range(0, len(pages), BATCH):
        with write_lock():
            entries = {pk: entry_for(pk) for pk in pages[start : start + BATCH]}
            found = [entry for entry in entries.values() if entry]
            for alias, build in builds.items():
                build.add(PageIndex(), [entry for entry in found if index_of(entry) == alias])
            remember(entries)
            written |= {entry.pk: entry.fingerprint for entry in found}
    return written
