"""The gate for Parquet: how far its pages unpack, read from their headers before a parser unpacks any.

Footer and page headers are Thrift structs in the compact protocol
(github.com/apache/parquet-format, parquet.thrift): a struct is read here as field number → value.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

MAGIC = b"PAR1"
FOOTER_LIMIT, HEADER_LIMIT, DEPTH_LIMIT, PAGE_LIMIT = 4 << 20, 1 << 12, 12, 200_000
TRUE, FALSE, BYTE, DOUBLE, BINARY, LIST, SET, STRUCT = 1, 2, 3, 7, 8, 9, 10, 12
WHOLE = (4, 5, 6)

# Field numbers of parquet.thrift
ROW_GROUPS, COLUMNS, META_DATA = 4, 1, 3
COMPRESSED_SIZE, DATA_PAGE, DICTIONARY_PAGE = 7, 9, 11
UNPACKED, PACKED = 2, 3


def unpacked_size(file: BinaryIO, size: int) -> int:
    """Bytes of all pages once unpacked, as the pages themselves declare. Raises ValueError for what is no Parquet file."""
    total = 0
    for count, unpacked in enumerate(pages(file, size)):
        if count >= PAGE_LIMIT:
            raise ValueError("Too many pages.")
        total += unpacked
    return total


def pages(file: BinaryIO, size: int) -> Iterator[int]:
    for group in footer(file, size).get(ROW_GROUPS, []):
        for column in group[COLUMNS]:
            yield from pages_of(file, column[META_DATA], size)


def footer(file: BinaryIO, size: int) -> dict[int, Any]:
    file.seek(max(0, size - 8))
    length, mark = int.from_bytes(file.read(4), "little"), file.read(4)
    if mark != MAGIC or length > min(FOOTER_LIMIT, size - 12):
        raise ValueError("Not a Parquet file.")
    file.seek(size - 8 - length)
    return struct(BytesIO(file.read(length)))


def pages_of(file: BinaryIO, column: dict[int, Any], size: int) -> Iterator[int]:
    at = min(column[DATA_PAGE], column.get(DICTIONARY_PAGE) or column[DATA_PAGE])
    end = at + column[COMPRESSED_SIZE]
    while 0 < at < end <= size:
        file.seek(at)
        source = BytesIO(file.read(HEADER_LIMIT))
        header = struct(source)
        if header[UNPACKED] < 0 or header[PACKED] < 0:
            raise ValueError("A page of negative size.")
        yield header[UNPACKED]
        at += source.tell() + header[PACKED]
    if at != end:
        raise ValueError("Pages do not end where their column does.")


def struct(source: BytesIO, depth: int = 0) -> dict[int, Any]:
    if depth > DEPTH_LIMIT:
        raise ValueError("Nested too deep.")
    fields: dict[int, Any] = {}
    number = 0
    while head := one_byte(source):
        number = number + (head >> 4) if head >> 4 else zigzag(source)
        kind = head & 15
        fields[number] = kind == TRUE if kind in (TRUE, FALSE) else value(source, kind, depth + 1)
    return fields


def value(source: BytesIO, kind: int, depth: int) -> Any:
    if kind in WHOLE:
        return zigzag(source)
    if kind in (TRUE, FALSE, BYTE):
        return one_byte(source)
    if kind == DOUBLE:
        return exactly(source, 8)
    if kind == BINARY:
        return exactly(source, varint(source))
    if kind in (LIST, SET):
        return listed(source, depth)
    if kind == STRUCT:
        return struct(source, depth)
    raise ValueError("Unknown type.")


def listed(source: BytesIO, depth: int) -> list[Any]:
    if depth > DEPTH_LIMIT:
        raise ValueError("Nested too deep.")
    head = one_byte(source)
    count = head >> 4 if head >> 4 < 15 else varint(source)
    return [value(source, head & 15, depth + 1) for _ in range(count)]


def exactly(source: BytesIO, size: int) -> bytes:
    found = source.read(min(size, FOOTER_LIMIT))
    if len(found) != size:
        raise ValueError("The file ends too early.")
    return found


def one_byte(source: BytesIO) -> int:
    byte = source.read(1)
    if not byte:
        raise ValueError("The file ends too early.")
    return byte[0]


def varint(source: BytesIO) -> int:
    number = shift = 0
    while True:
        byte = one_byte(source)
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return number
        if shift > 63:
            raise ValueError("A number of more than 64 bits.")


def zigzag(source: BytesIO) -> int:
    number = varint(source)
    return (number >> 1) ^ -(number & 1)
