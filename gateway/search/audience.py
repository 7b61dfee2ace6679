"""The one place where search asks who is reading: which indexes a reader's search may look into, and through what filter."""

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.models import Collection, Page

from gateway.accounts.audience import EVERYONE, Reader, readable, tokens_of
from gateway.accounts.documents import lets_in, opens_with
from gateway.search.engine.filters import any_of
from gateway.search.models import IndexedPage, IndexJob
from gateway.search.writing import MEMBERS, PUBLIC


@dataclass(frozen=True)
class Scope:
    index: str
    filters: tuple[str, ...]


def scopes(reader: Reader) -> list[Scope]:
    tokens = tokens_of(reader)
    waiting = just_closed(reader)
    beyond = (any_of("django_id", waiting, but=True),) if waiting else ()
    public = Scope(PUBLIC, (any_of("audience", [EVERYONE]), *beyond))
    if tokens == {EVERYONE}:
        return [public]
    return [public, Scope(MEMBERS, (any_of("audience", sorted(tokens)), *beyond))]


def kept_for(reader: Reader, entries: Iterable[IndexedPage]) -> list[IndexedPage]:
    """Entries that were kept for this reader too: of a page just opened, the words may still be those of its closed days."""
    tokens = tokens_of(reader)
    return [entry for entry in entries if not tokens.isdisjoint(entry.audience)]


def just_closed(reader: Reader) -> list[int]:
    """Pages that the index may still show as they were before: their job is not written yet, and the reader may not see them.

    Or may not see a document any more whose words the index still finds them by.
    """
    waiting = set(IndexJob.objects.values_list("page_id", flat=True))
    if not waiting:
        return []
    open_to_reader = readable(Page.objects.filter(pk__in=IndexJob.objects.values("page_id")), reader)
    return sorted(waiting - set(open_to_reader.values_list("pk", flat=True)) | with_closed_documents())


def with_closed_documents() -> set[int]:
    """Waiting pages with a document whose collection no longer lets in all their readers."""
    kept = IndexedPage.documents.through.objects.filter(indexedpage__in=IndexJob.objects.values("page_id"))
    collections = Collection.objects.filter(pk__in=kept.values("document__collection"))
    closed = [collection for collection in collections if not lets_in(collection, [EVERYONE])]
    doubtful = kept.filter(document__collection__in=closed).select_related("indexedpage", "document__collection")
    return {one.indexedpage_id for one in doubtful if not opens_with(one.indexedpage.audience, one.document)}
