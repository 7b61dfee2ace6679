"""The embedded engine behind Haystack's interface: Whoosh's index and scoring, with this house's own reading and writing."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from django.db.models import Model
from haystack import connections
from haystack.backends import BaseEngine, BaseSearchBackend, log_query
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.indexes import SearchIndex
from haystack.models import SearchResult
from haystack.utils import get_identifier
from whoosh.query import Every, Query
from whoosh.searching import Searcher

from gateway.search.engine.collect import Collected, collect
from gateway.search.engine.damage import damage
from gateway.search.engine.filters import parsed
from gateway.search.engine.folder import IndexFolder
from gateway.search.engine.nearby import nearby
from gateway.search.engine.query import EmbeddedQuery
from gateway.search.engine.schema import schema_of, stored_value
from gateway.search.engine.soundness import IndexDamaged

Document = dict[str, str]
Answer = TypeVar("Answer")
Found = tuple[Collected, list[tuple[dict[str, str], float]]]
"""What was counted, and the stored fields and the score of each hit that was asked for."""


class EmbeddedBackend(BaseSearchBackend):
    def __init__(self, connection_alias: str, **connection_options: Any) -> None:
        super().__init__(connection_alias, **connection_options)
        fields = connections[connection_alias].get_unified_index().all_searchfields()
        self.folder = IndexFolder(connection_options["PATH"], schema_of(fields))

    def update(self, index: SearchIndex, iterable: Iterable[Model], commit: bool = True) -> None:
        """Writes documents. All are prepared before the index is locked, and a failure leaves it as it was."""
        self.write([prepared(index, item) for item in iterable])

    def write(self, documents: list[Document], build: Path | None = None) -> None:
        if not documents:
            return
        with self.folder.writer(build) as writer:
            for document in documents:
                writer.delete_by_term(ID, document[ID])
                writer.add_document(**document)

    def remove(self, obj_or_string: Model | str, commit: bool = True) -> None:
        self.remove_all([get_identifier(obj_or_string)])

    def remove_all(self, identifiers: Iterable[str]) -> None:
        found = self.holds(identifiers)
        if not found:
            return
        with self.folder.writer() as writer:
            for identifier in found:
                writer.delete_by_term(ID, identifier)

    def holds(self, identifiers: Iterable[str]) -> list[str]:
        with self.folder.searcher() as searcher:
            return [name for name in identifiers if searcher.document_number(**{ID: name}) is not None]

    def clear(self, models: list[type[Model]] | None = None, commit: bool = True) -> None:
        """Empties the index by swapping in an empty one; all its documents are of one model."""
        self.folder.swap_in(self.folder.new_build())

    def contents(self) -> dict[str, str]:
        """The fingerprint of every document by its identifier; none for what stands there twice."""
        found: dict[str, str] = {}
        with self.folder.searcher() as searcher:
            for stored in searcher.reader().all_stored_fields():
                found[stored[ID]] = "" if stored[ID] in found else stored.get("fingerprint", "")
        return found

    def read(self, ask: Callable[[Searcher], Answer], meanwhile: Callable[[], Answer]) -> Answer:
        """What the index answers; while it is damaged, what stands in for it. Every reader's question goes through here."""
        if not damage.stands(self.folder):
            try:
                with self.folder.searcher() as searcher:
                    return ask(searcher)
            except IndexDamaged as error:
                damage.note(self.folder, error)
        return meanwhile()

    @property
    def is_damaged(self) -> bool:
        return damage.stands(self.folder)

    def nearby(self, word: str, filters: Iterable[str]) -> list[tuple[int, int, str]]:
        """Words spelled nearly alike, in documents that the filters let through; see `nearby`."""
        narrow = [parsed(written) for written in filters]
        return self.read(lambda searcher: nearby(searcher, word, narrow), list)

    def frequencies(self, words: Iterable[str]) -> tuple[int, dict[str, int]]:
        """The number of documents, and of those with each word in their text."""

        def count(searcher: Searcher) -> tuple[int, dict[str, int]]:
            reader = searcher.reader()
            return searcher.doc_count_all(), {word: reader.doc_frequency("text", word) for word in words}

        return self.read(count, lambda: (0, {}))

    @log_query
    def search(self, query_string: Query | str, **kwargs: Any) -> dict[str, Any]:
        start = kwargs.get("start_offset") or 0
        facets = list(kwargs.get("facets") or ())
        filters = [parsed(written) for written in sorted(kwargs.get("narrow_queries") or ())]
        query = query_string if isinstance(query_string, Query) else Every()
        order, end = sort_of(kwargs.get("sort_by")), kwargs.get("end_offset")

        def ask(searcher: Searcher) -> Found:
            limit = searcher.doc_count_all() if end is None else end
            found = collect(searcher, query.normalize(), filters, facets, order, limit)
            return found, [(searcher.stored_fields(number), score) for score, number in found.hits[start:]]

        def meanwhile() -> Found:
            from gateway.search.plain import answer

            return answer(self.connection_alias, query, filters, facets, order, slice(start, end))

        found, hits = self.read(ask, meanwhile)
        make = kwargs.get("result_class") or SearchResult
        results = [result(make, stored, score) for stored, score in hits]
        counts = {name: counter.most_common() for name, counter in found.facets.items()}
        return {"results": results, "hits": found.total, "facets": {"fields": counts}}


def prepared(index: SearchIndex, item: Model) -> Document:
    values = {name: stored_value(value) for name, value in index.full_prepare(item).items()}
    return {name: value for name, value in values.items() if value is not None}


def sort_of(fields: list[str] | None) -> tuple[str, bool] | None:
    """Haystack's order as a field and whether its highest value comes first."""
    if not fields:
        return None
    return fields[0].lstrip("-"), fields[0].startswith("-")


def result(make: Callable[..., SearchResult], stored: dict[str, str], score: float) -> SearchResult:
    label, model = stored[DJANGO_CT].split(".")
    extra = {name: value for name, value in stored.items() if name not in (ID, DJANGO_CT, DJANGO_ID)}
    return make(label, model, stored[DJANGO_ID], score, **extra)


class EmbeddedEngine(BaseEngine):
    backend = EmbeddedBackend
    query = EmbeddedQuery
