"""Writes documents into a segment: postings are collected by term, and written a term at a time."""

import heapq
from array import array
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from gateway.search.engine import soundness
from gateway.search.engine.codec import HouseCodec, postings_of
from gateway.search.engine.postings import Postings

PLACE_BYTES = 4
Written = tuple["array[int]", "array[int]", "array[int]"]
Key = tuple[str, bytes]


class Pool:
    """The postings of the documents that are added, by field and term."""

    def __init__(self) -> None:
        self.fields: dict[str, dict[bytes, Written]] = {}
        self.size = 0

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        name, term, number, _weight, places = posting
        terms = self.fields.setdefault(name, {})
        kept = terms.get(term)
        if kept is None:
            kept = terms[term] = (array("I"), array("I"), array("I"))
        kept[0].append(number)
        kept[1].append(len(places) // PLACE_BYTES or 1)
        kept[2].frombytes(places)
        self.size += 8 + len(places)

    def items(self) -> Iterator[tuple[Key, Written]]:
        for name in sorted(self.fields):
            terms = self.fields[name]
            for term in sorted(terms):
                yield (name, term), terms[term]

    def cleanup(self) -> None:
        self.fields = {}


class Merged:
    """A segment that is written anew into another, without its deleted documents."""

    def __init__(self, reader: SegmentReader, first: int, moved: dict[int, int] | None) -> None:
        self.reader = reader
        self.numbers = np.arange(first, first + reader.doc_count_all(), dtype=np.int64)
        if moved is not None:
            self.numbers[:] = -1
            self.numbers[list(moved)] = list(moved.values())

    def items(self) -> Iterator[tuple[Key, Written]]:
        for name, term in self.reader.all_terms():
            found = postings_of(self.reader, name, term)
            if found and (kept := self.renumbered(found)):
                yield (name, term), kept

    def renumbered(self, found: Postings) -> Written | None:
        numbers, counts = self.numbers[found.documents], found.frequencies
        stays = numbers >= 0
        if not stays.any():
            return None
        places = found.places if found.places is not None else np.zeros(0, np.uint32)
        places = places[np.repeat(stays, counts)] if len(places) else places
        return as_array(numbers[stays]), as_array(counts[stays]), as_array(places)


def as_array(numbers: Any) -> "array[int]":
    return array("I", numbers.astype(np.uint32).tobytes())


class HouseWriter(SegmentWriter):
    def __init__(self, index: FileIndex, **options: Any) -> None:
        super().__init__(index, codec=HouseCodec(), **options)
        self.pool = Pool()
        self.merged: list[Merged] = []

    def add_postings_to_pool(self, reader: SegmentReader, startdoc: int, docmap: dict[int, int] | None) -> None:
        """They stay where they are until the segment is written; the reader that is given is closed before."""
        own = SegmentReader(self.storage, self.schema, reader.segment())
        self.merged.append(Merged(own, startdoc, docmap))

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        for (name, term), written in joined([self.pool.items(), *(merged.items() for merged in self.merged)]):
            if name in self.schema:
                self.fieldwriter.add_term(name, self.schema[name], term, written)
        self.fieldwriter.close()

    def _commit_toc(self, segments: list[Any]) -> None:
        """Sums of the new files are taken before another writer may begin."""
        super()._commit_toc(segments)
        soundness.seal(Path(self.storage.folder))

    def _close_segment(self) -> None:
        for merged in self.merged:
            merged.reader.close()
        self.merged = []
        super()._close_segment()


def joined(sources: list[Iterable[tuple[Key, Written]]]) -> Iterator[tuple[Key, Written]]:
    """The terms of all sources in order; one that several hold gets their postings one after the other."""
    for key, group in groupby(heapq.merge(*sources, key=itemgetter(0)), key=itemgetter(0)):
        (first, *rest) = [written for _key, written in group]
        for other in rest:
            for numbers, more in zip(first, other, strict=True):
                numbers.extend(more)
        yield key, first
