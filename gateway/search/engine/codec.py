"""How this house writes a segment of Whoosh's index: Whoosh's terms and columns, and postings as arrays."""

from array import array
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3Segment, W3TermInfo, W3TermsReader
from whoosh.fields import FieldType
from whoosh.formats import Positions
from whoosh.matching import ListMatcher
from whoosh.reading import SegmentReader, TermNotFound

from gateway.search.engine.postings import Postings, packed, unpacked
from gateway.search.engine.segment_file import SegmentFile

SHORTEST = 1


class HouseSegment(W3Segment):
    def open_compound_file(self, storage: Any) -> SegmentFile:
        return SegmentFile(storage.open_file(self.make_filename(self.COMPOUND_EXT)))


class HouseFieldWriter(W3FieldWriter):
    def add_term(
        self, name: str, field: FieldType, term: bytes, written: tuple["array[int]", "array[int]", "array[int]"]
    ) -> None:
        """A whole term at once; fields and their terms come in order."""
        if name != self._fieldname:
            self.start_field(name, field)
        documents, counts, places = written
        boost, info = field.format.field_boost, W3TermInfo()
        info._df, info._weight, info._maxweight = len(documents), sum(counts) * boost, max(counts) * boost
        info._minlength, info._minid, info._maxid = SHORTEST, documents[0], documents[-1]
        data = packed(documents, counts, places)
        info.set_extent(self._postfile.tell(), len(data))
        self._postfile.write(data)
        self._tindex.add(self._fieldid.to_bytes(2, "big") + term, info.to_bytes())


class HouseTermsReader(W3TermsReader):
    def found(self, field: str, term: bytes) -> Postings | None:
        try:
            return self.unpacked(self.term_info(field, term))
        except TermNotFound:
            return None

    def found_beginning(self, field: str, start: bytes) -> Iterator[Postings]:
        for (name, term), info in self.items_from(field, start):
            if name != field or not term.startswith(start):
                return
            yield self.unpacked(info)

    def unpacked(self, info: W3TermInfo) -> Postings:
        return unpacked(self._postfile.get(*extent(info)))


class HouseCodec(W3Codec):
    def field_writer(self, storage: Any, segment: W3Segment) -> HouseFieldWriter:
        return HouseFieldWriter(self, storage, segment)

    def new_segment(self, storage: Any, indexname: str) -> HouseSegment:
        return HouseSegment(self, indexname)

    def terms_reader(self, storage: Any, segment: W3Segment) -> HouseTermsReader:
        name = segment.make_filename(self.TERMS_EXT)
        terms = storage.open_file(name)
        return HouseTermsReader(self, terms, storage.file_length(name), segment.open_file(storage, self.POSTS_EXT))

    def postings_reader(self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None) -> ListMatcher:
        """For Whoosh's own look-ups, which are of single documents: by identifier, and before a deletion."""
        found = unpacked(dbfile.get(*extent(terminfo)))
        weights = [count * format_.field_boost for count in found.frequencies.tolist()]
        return ListMatcher(found.documents.tolist(), weights, format=format_, scorer=scorer, term=term, terminfo=terminfo)


def extent(info: W3TermInfo) -> tuple[int, int]:
    """Whoosh reads the length as a tuple of one."""
    offset, length = info.extent()
    return offset, length[0]


def postings_of(reader: SegmentReader, field: str, term: bytes) -> Postings | None:
    """A segment that Whoosh's codec wrote, as indexes of earlier versions hold, is read too."""
    if isinstance(reader._terms, HouseTermsReader):
        return reader._terms.found(field, term)
    if (field, term) not in reader:
        return None
    return converted(reader, field, term)


def postings_beginning(reader: SegmentReader, field: str, start: bytes) -> Iterable[Postings]:
    """Those of every term that begins so."""
    if isinstance(reader._terms, HouseTermsReader):
        return reader._terms.found_beginning(field, start)
    return [converted(reader, field, term) for term in reader.expand_prefix(field, start.decode())]


def converted(reader: SegmentReader, field: str, term: bytes) -> Postings:
    matcher = reader._terms.matcher(field, term, reader.schema[field].format)
    rows = list(rows_of(matcher))
    places = [place for _document, held in rows for place in held]
    return Postings(
        np.array([document for document, _held in rows], np.uint32),
        np.array([max(1, len(held)) for _document, held in rows], np.uint32),
        np.array(places, np.uint32) if places else None,
    )


def rows_of(matcher: Any) -> Iterator[tuple[int, list[int]]]:
    while matcher.is_active():
        value = matcher.value()
        yield matcher.id(), Positions().decode_positions(value) if value else []
        matcher.next()
