"""The one place where search asks who is reading: which indexes a reader's search may look into, and through what filter."""

from dataclasses import dataclass

from wagtail.models import Page

from gateway.accounts.audience import EVERYONE, Reader, readable, tokens_of
from gateway.search.engine.filters import any_of
from gateway.search.models import IndexJob
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


def just_closed(reader: Reader) -> list[int]:
    """Pages that the index may still show as they were before: their job is not written yet, and the reader may not see them."""
    waiting = set(IndexJob.objects.values_list("page_id", flat=True))
    if not waiting:
        return []
    open_to_reader = readable(Page.objects.filter(pk__in=IndexJob.objects.values("page_id")), reader)
    return sorted(waiting - set(open_to_reader.values_list("pk", flat=True)))
