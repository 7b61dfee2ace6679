"""A segment's file, read where it lies; Whoosh's own reader copies it whole into every process.

It is not mapped into memory: a mapped file that is cut short, or deleted on a file server, kills the process that reads it.
"""

import io
import os
from typing import Any

from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.structfile import BufferFile, StructFile


class Stretch(io.RawIOBase):
    """A part of an open file, with a place of its own."""

    def __init__(self, handle: int, start: int, length: int) -> None:
        self.handle, self.start, self.length, self.place = handle, start, length, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, place: int, whence: int = os.SEEK_SET) -> int:
        self.place = place + {os.SEEK_SET: 0, os.SEEK_CUR: self.place, os.SEEK_END: self.length}[whence]
        return self.place

    def readinto(self, buffer: Any) -> int:
        found = self.get(self.place, len(buffer))
        buffer[: len(found)] = found
        self.place += len(found)
        return len(found)

    def get(self, place: int, length: int) -> bytes:
        return os.pread(self.handle, max(0, min(length, self.length - place)), self.start + place)


class StretchFile(BufferFile):
    """Whoosh's structured file over a stretch."""

    def __init__(self, stretch: Stretch, name: str) -> None:
        self.get, self.file, self._name = stretch.get, io.BufferedReader(stretch, 512), name
        self.onclose, self.is_real, self.is_closed = None, False, False


class SegmentFile(CompoundStorage):
    def __init__(self, file: StructFile) -> None:
        super().__init__(file, use_mmap=False)

    def open_file(self, name: str, *args: Any, **options: Any) -> StretchFile:
        return StretchFile(Stretch(self._file.fileno(), *self.range(name)), name)
