"""A new build of an index beside the one that is searched: filled in batches, swapped in at the end or thrown away."""

import shutil
from collections.abc import Iterable

from django.db.models import Model
from haystack import connections
from haystack.backends import BaseSearchBackend
from haystack.indexes import SearchIndex
from haystack.utils import get_identifier
from whoosh.index import open_dir

from gateway.search.engine.backend import EmbeddedBackend, prepared
from gateway.search.engine.writer import HouseWriter

BYTES_AT_ONCE = 24 * 1024 * 1024
"""Of postings that are kept in memory; about 3,000 pages of eight kilobytes."""


class EmbeddedBuild:
    def __init__(self, backend: EmbeddedBackend) -> None:
        self.folder = backend.folder
        self.path = self.folder.new_build()
        self.writer = HouseWriter(open_dir(self.path))

    def add(self, index: SearchIndex, items: Iterable[Model]) -> None:
        """Each page comes once, so that none has to be looked for and replaced."""
        for item in items:
            self.writer.add_document(**prepared(index, item))
        if self.writer.pool.size > BYTES_AT_ONCE:
            self.writer.commit(merge=False)
            self.writer = HouseWriter(open_dir(self.path))

    def finish(self) -> None:
        self.writer.commit(optimize=True)

    def swap_in(self) -> None:
        self.folder.swap_in(self.path)

    def throw_away(self) -> None:
        if not self.writer.is_closed:
            self.writer.cancel()
        shutil.rmtree(self.path, ignore_errors=True)


class ClusterBuild:
    """On a cluster the documents are written over the old ones; the engine keeps no second build."""

    def __init__(self, backend: BaseSearchBackend) -> None:
        self.backend = backend
        self.old = known_identifiers(backend)

    def add(self, index: SearchIndex, items: Iterable[Model]) -> None:
        items = list(items)
        self.backend.update(index, items)
        self.old -= {get_identifier(item) for item in items}

    def finish(self) -> None:
        """Each batch was written when it came."""

    def swap_in(self) -> None:
        for identifier in self.old:
            self.backend.remove(identifier)

    def throw_away(self) -> None:
        """What was written stays: each document of it is true."""


def known_identifiers(backend: BaseSearchBackend) -> set[str]:
    return set(contents(backend))


def contents(backend: BaseSearchBackend) -> dict[str, str]:
    """The fingerprint of every document of an index by its identifier."""
    if isinstance(backend, EmbeddedBackend):
        return backend.contents()
    from haystack.query import SearchQuerySet

    found = SearchQuerySet(using=backend.connection_alias).all()
    return {f"{result.app_label}.{result.model_name}.{result.pk}": result.fingerprint for result in found}


def new_build(alias: str) -> EmbeddedBuild | ClusterBuild:
    backend = connections[alias].get_backend()
    return EmbeddedBuild(backend) if isinstance(backend, EmbeddedBackend) else ClusterBuild(backend)
