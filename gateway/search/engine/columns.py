"""What a segment holds of every document, as arrays: the values of a facet, the lengths of a field, what a filter lets through."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import LENGTHS_COLUMN
from whoosh.filedb.structfile import BufferFile
from whoosh.searching import Searcher
from whoosh.util.numeric import byte_to_length

from gateway.search.engine.memory import memory
from gateway.search.engine.schema import SEPARATOR

LENGTHS = np.array([byte_to_length(code) for code in range(256)], np.float64)
Integers = NDArray[np.integer]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Column:
    """The values of document `d` are `values[numbers[starts[d] : starts[d + 1]]]`; values are in order."""

    values: list[str]
    numbers: Integers
    starts: Integers

    @property
    def nbytes(self) -> int:
        return self.numbers.nbytes + self.starts.nbytes + sum(map(len, self.values))

    def counts(self, documents: Integers) -> Counter[str]:
        held = self.numbers[stretches(self.starts[documents], self.starts[documents + 1])]
        counted = np.bincount(held, minlength=len(self.values))
        return Counter({self.values[number]: int(counted[number]) for number in np.flatnonzero(counted)})

    @cached_property
    def firsts(self) -> Integers:
        """The number of each document's first value, -1 where it has none."""
        held = np.append(self.numbers, -1)
        return np.where(self.starts[1:] > self.starts[:-1], held[self.starts[:-1]], -1)


def stretches(starts: Integers, ends: Integers) -> Integers:
    """The numbers from each start up to its end, one stretch after the other."""
    lengths = ends - starts
    total = int(lengths.sum())
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(total)


def column(leaf: Searcher, name: str) -> Column:
    found: Column = memory.get((segment_of(leaf), "column", name), lambda: read_column(leaf, name))
    return found


def read_column(leaf: Searcher, name: str) -> Column:
    reader = leaf.reader()
    count = reader.doc_count_all()
    written = whole(leaf, name, reader.schema[name].column_type) if reader.has_column(name) else [b""] * count
    rows = [written[number].decode().split(SEPARATOR) if written[number] else [] for number in range(count)]
    values = sorted({value for row in rows for value in row})
    number_of = {value: number for number, value in enumerate(values)}
    starts = np.zeros(len(rows) + 1, np.int32)
    np.cumsum([len(row) for row in rows], out=starts[1:])
    return Column(values, np.array([number_of[value] for row in rows for value in row], np.int32), starts)


def lengths(leaf: Searcher, name: str) -> NDArray[np.uint8]:
    """How many terms each document holds in a field, as codes of `LENGTHS`."""
    found: NDArray[np.uint8] = memory.get((segment_of(leaf), "lengths", name), lambda: read_lengths(leaf, name))
    return found


def read_lengths(leaf: Searcher, name: str) -> NDArray[np.uint8]:
    count = leaf.reader().doc_count_all()
    written = whole(leaf, f"_{name}_len", LENGTHS_COLUMN)
    return np.fromiter((written[number] for number in range(count)), np.uint8, count)


def whole(leaf: Searcher, name: str, kind: Any) -> Any:
    """The reader of a column that is read from its beginning to its end."""
    documents = leaf.reader()._perdoc
    file, start, length = documents._get_column_file(name)
    read = BufferFile(memoryview(file.get(start, length)))
    file.close()
    return kind.reader(read, 0, length, leaf.doc_count_all())


def living(leaf: Searcher) -> Flags | None:
    """The documents that are not deleted; None where all live. Kept with the reader: deletions change, segments do not."""
    reader = leaf.reader()
    if not reader.has_deletions():
        return None
    if not hasattr(reader, "living"):
        reader.living = np.ones(reader.doc_count_all(), bool)
        reader.living[list(reader.segment().deleted_docs())] = False
    found: Flags = reader.living
    return found


def segment_of(leaf: Searcher) -> str:
    return str(leaf.reader().segment().segment_id())
