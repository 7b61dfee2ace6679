"""The gate: one pass over an export's bytes, before any parser sees them, in bounded memory."""

import codecs
import hashlib
import os
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from programmes.registry.findings import MANIFEST, Finding, Rejected
from programmes.registry.manifest import Manifest
from programmes.registry.parquet import unpacked_size
from programmes.registry.progress import GATE, Meter, Progress, silent

BLOCK = 1 << 20
MANIFEST_LIMIT = 1 << 20
LINE_LIMIT = 4096
RATIO_LIMIT = 200
SHORTEST_ROW = 32
LINE_FEED = ord("\n")
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
FORBIDDEN = ((b"\0", "nul"), (b"\r", "carriage-return"), (b'"', "quote"))


@dataclass(frozen=True)
class Gated:
    """The data as it may be parsed: the export's own file, or what was unpacked from it."""

    path: Path
    original: Path
    stamp: tuple[int, ...]

    def check_unchanged(self) -> None:
        if stamp(os.lstat(self.original)) != self.stamp:
            raise Rejected(Finding("changed", self.original.name))


def stamp(status: os.stat_result) -> tuple[int, ...]:
    return status.st_ino, status.st_size, status.st_mtime_ns


@contextmanager
def opened(folder: Path, name: str, missing: str) -> Iterator[BinaryIO]:
    """A regular file of the folder itself: no link is followed, no pipe is waited for."""
    try:
        descriptor = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise Rejected(Finding(missing, name)) from None
    except OSError:
        raise Rejected(Finding("link", name)) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Rejected(Finding("link", name))
    with os.fdopen(descriptor, "rb") as file:
        yield file


def read_manifest(folder: Path) -> bytes:
    with opened(folder, MANIFEST, "manifest-missing") as file:
        if os.fstat(file.fileno()).st_size > MANIFEST_LIMIT:
            raise Rejected(Finding("manifest-missing", MANIFEST))
        return file.read(MANIFEST_LIMIT)


def pass_gate(folder: Path, manifest: Manifest, work: Path, progress: Progress = silent) -> Gated:
    """Raises Rejected at the first thing that is wrong. What is unpacked goes into the folder `work`.

    `progress(step: str, share: float)` is called with "gate" and a share that rises from 0 to 1, at most
    a hundred times; whatever it raises comes through.
    """
    with opened(folder, manifest.path, "data-missing") as file:
        status = os.fstat(file.fileno())
        if status.st_size != manifest.size:
            raise Rejected(Finding("size", manifest.path))
        path = look_through(Summed(file, manifest, Meter(progress, GATE, manifest.size)), folder, manifest, work)
    return Gated(path, folder / manifest.path, stamp(status))


def look_through(file: "Summed", folder: Path, manifest: Manifest, work: Path) -> Path:
    """A wrong checksum explains every other fault, so it is told first."""
    path = folder / manifest.path
    try:
        if manifest.file_format == "csv":
            check_text(iter(lambda: file.read(BLOCK), b""), manifest)
        elif manifest.file_format == "csv.gz":
            path = unpack(file, manifest, work)
    except Rejected:
        file.check_sum()
        raise
    file.check_sum()
    if manifest.file_format == "parquet":
        check_pages(file.file, manifest.path, manifest.size, manifest.rows)
    return path


class Summed:
    """A file that is summed up while it is read."""

    def __init__(self, file: BinaryIO, manifest: Manifest, meter: Meter):
        self.file, self.manifest, self.meter = file, manifest, meter
        self.digest = hashlib.sha256()

    def read(self, size: int) -> bytes:
        block = self.file.read(size)
        self.digest.update(block)
        self.meter.add(len(block))
        return block

    def check_sum(self) -> None:
        while self.read(BLOCK):
            pass
        if self.digest.hexdigest() != self.manifest.sha256:
            raise Rejected(Finding("checksum", self.manifest.path))


def unpack(file: Summed, manifest: Manifest, work: Path) -> Path:
    path = work / "data.csv"
    with path.open("wb") as target:
        cap = min(unpacked_cap(manifest.size), (manifest.rows + 1) * (LINE_LIMIT + 1))
        check_text(written(inflated(file, manifest.path, cap), target.write), manifest)
    return path


def check_pages(file: BinaryIO, name: str, size: int, rows: int) -> None:
    """Rows cost next to nothing where a column repeats one value, so their number is held to the ratio too."""
    try:
        unpacked = unpacked_size(file, size)
    except (ValueError, LookupError, TypeError, AttributeError):
        raise Rejected(Finding("unreadable", name)) from None
    if max(unpacked, rows * SHORTEST_ROW) > unpacked_cap(size):
        raise Rejected(Finding("decompression-ratio", name))


def written(blocks: Iterator[bytes], write: Callable[[bytes], int]) -> Iterator[bytes]:
    for block in blocks:
        yield block
        write(block)


def unpacked_cap(size: int) -> int:
    return RATIO_LIMIT * size + BLOCK


def inflated(file: Summed | BinaryIO, name: str, cap: int) -> Iterator[bytes]:
    """Blocks of the unpacked stream, until it grows past the cap."""
    stream, unpacked = zlib.decompressobj(31), 0
    waiting = file.read(BLOCK)
    while waiting:
        if stream.eof:
            stream = zlib.decompressobj(31)
        try:
            block = stream.decompress(waiting, BLOCK)
        except zlib.error:
            raise Rejected(Finding("truncated", name)) from None
        unpacked += len(block)
        if unpacked > cap:
            raise Rejected(Finding("decompression-ratio", name))
        if block:
            yield block
        waiting = stream.unconsumed_tail or stream.unused_data or file.read(BLOCK)
    if not stream.eof:
        raise Rejected(Finding("truncated", name))


def check_text(blocks: Iterator[bytes], manifest: Manifest) -> None:
    text = Text(manifest.path, ",".join(manifest.columns).encode())
    for block in blocks:
        text.feed(block)
    text.finish()


class Text:
    """Looks at each block with searches that run in C. NumPy counts its lines in a third of the time that bytes take."""

    def __init__(self, name: str, header: bytes):
        self.name, self.header = name, header + b"\n"
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.start, self.lines, self.open_line, self.last = b"", 0, 0, b""

    def feed(self, block: bytes) -> None:
        if len(self.start) < len(self.header):
            self.start += block[: len(self.header)]
            self.check_mark()
        for byte, rule in FORBIDDEN:
            if (at := block.find(byte)) >= 0:
                raise self.rejected(rule, block, at)
        self.check_encoding(block)
        self.check_line_length(block)
        self.lines += int(np.count_nonzero(np.frombuffer(block, np.uint8) == LINE_FEED))
        self.last = block[-1:]

    def finish(self) -> None:
        if self.start[: len(self.header)] != self.header:
            raise Rejected(Finding("header", self.name, 1))
        if self.last != b"\n":
            raise Rejected(Finding("no-final-newline", self.name, self.lines + 1))

    def check_mark(self) -> None:
        if self.start.startswith(MARKS):
            raise Rejected(Finding("byte-order-mark", self.name, 1))

    def check_encoding(self, block: bytes) -> None:
        if block.isascii() and not self.decoder.getstate()[0]:
            return
        try:
            self.decoder.decode(block)
        except UnicodeDecodeError as error:
            raise self.rejected("encoding", block, max(error.start, 0)) from None

    def check_line_length(self, block: bytes) -> None:
        """In any window of 4097 bytes there must be a line's end."""
        at, window = 0, LINE_LIMIT + 1 - self.open_line
        while at + window <= len(block):
            end = block.rfind(b"\n", at, at + window)
            if end < 0:
                raise self.rejected("line-length", block, at)
            at, window = end + 1, LINE_LIMIT + 1
        tail = block.rfind(b"\n")
        self.open_line = len(block) - tail - 1 if tail >= 0 else self.open_line + len(block)

    def rejected(self, rule: str, block: bytes, at: int) -> Rejected:
        return Rejected(Finding(rule, self.name, self.lines + block.count(b"\n", 0, at) + 1))
