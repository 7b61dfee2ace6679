"""A term's postings as arrays: its documents, how often it stands in each, and at which places.

They are written one array after the other, each in the narrowest type that holds it, and read without a loop.
"""

import struct
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MAGIC = b"P1"
_HEAD = struct.Struct("<2sccII")
_NONE = b"-"
TYPES = {b"B": np.uint8, b"H": np.uint16, b"I": np.uint32}
Numbers = NDArray[np.unsignedinteger]


@dataclass(frozen=True)
class Postings:
    """`counts` is None where a term stands at most once in a field, `places` where nobody asks for them."""

    documents: Numbers
    counts: Numbers | None
    places: Numbers | None

    @property
    def frequencies(self) -> Numbers:
        return np.ones(len(self.documents), np.uint8) if self.counts is None else self.counts


def packed(documents: "array[int]", counts: "array[int]", places: "array[int]") -> bytes:
    """The bytes of a term's postings; no counts where all are one, no places where there are none."""
    count_type = b"-" if max(counts) == 1 else narrowest(counts)
    place_type = narrowest(places) if places else _NONE
    head = _HEAD.pack(MAGIC, count_type, place_type, len(documents), len(places))
    return b"".join([head, as_type(b"I", documents), as_type(count_type, counts), as_type(place_type, places)])


def narrowest(numbers: Sequence[int]) -> bytes:
    most = max(numbers)
    return b"B" if most < 1 << 8 else b"H" if most < 1 << 16 else b"I"


def as_type(code: bytes, numbers: "array[int]") -> bytes:
    if code == _NONE:
        return b""
    letter = code.decode()
    return (numbers if numbers.typecode == letter else array(letter, numbers)).tobytes()


def unpacked(written: bytes) -> Postings:
    magic, count_type, place_type, documents, places = _HEAD.unpack_from(written)
    if magic != MAGIC:
        raise ValueError("These bytes are no postings: the index is damaged.")
    numbers = np.frombuffer(written, np.uint32, documents, _HEAD.size)
    at = _HEAD.size + numbers.nbytes
    counts = np.frombuffer(written, TYPES[count_type], documents, at) if count_type != _NONE else None
    at += counts.nbytes if counts is not None else 0
    found = np.frombuffer(written, TYPES[place_type], places, at) if place_type != _NONE else None
    return Postings(numbers, counts, found)
