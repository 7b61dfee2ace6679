"""A segment's file mapped into memory and read where it lies; Whoosh's own reader copies it whole."""

from typing import Any

from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.structfile import BufferFile


class Cursor:
    """A file that is read from a stretch of mapped memory."""

    def __init__(self, view: memoryview) -> None:
        self.view, self.place = view, 0

    def read(self, size: int = -1) -> bytes:
        end = len(self.view) if size < 0 else self.place + size
        found = bytes(self.view[self.place : end])
        self.place += len(found)
        return found

    def readline(self) -> bytes:
        """Asked for by pickles."""
        line, end, _rest = bytes(self.view[self.place :]).partition(b"\n")
        self.place += len(line) + len(end)
        return line + end

    def seek(self, place: int) -> int:
        self.place = place
        return place

    def tell(self) -> int:
        return self.place

    def close(self) -> None:
        self.view = memoryview(b"")


class MappedFile(BufferFile):
    def __init__(self, view: memoryview, name: str) -> None:
        self._buf, self._name, self.file = view, name, Cursor(view)
        self.onclose, self.is_real, self.is_closed = None, False, False

    def close(self) -> None:
        self._buf = memoryview(b"")
        super().close()


class MappedSegment(CompoundStorage):
    def open_file(self, name: str, *args: Any, **options: Any) -> MappedFile:
        start, length = self.range(name)
        return MappedFile(memoryview(self._source)[start : start + length], name)
