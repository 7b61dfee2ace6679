import io
from contextlib import suppress

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from programmes.registry import parquet
from programmes.registry.parquet import unpacked_size


def packed(compression: str = "zstd", row_group_size: int | None = None) -> bytes:
    target = io.BytesIO()
    frame = pl.DataFrame({"text": [f"{number:032}" for number in range(5000)], "number": range(5000), "same": ["x"] * 5000})
    frame.write_parquet(target, compression=compression, row_group_size=row_group_size)
    return target.getvalue()


WHOLE = packed()


def size_of(data: bytes) -> int:
    return unpacked_size(io.BytesIO(data), len(data))


@pytest.mark.parametrize("compression", ["zstd", "snappy", "gzip", "uncompressed"])
@pytest.mark.parametrize("row_group_size", [None, 1000])
def test_pages_tell_how_far_they_unpack(compression, row_group_size):
    size = size_of(packed(compression, row_group_size))
    assert 5000 * 40 < size < 5000 * 60


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" * 4, b"no Parquet file at all", WHOLE[:-1], WHOLE[:-5] + b"xPAR1"])
def test_other_files_are_no_parquet(data):
    with pytest.raises(ValueError, match=r"."):
        size_of(data)


@pytest.mark.parametrize(
    "fields",
    [
        b"\x18" + b"\xff" * 8 + b"\x7f",
        b"\x16" + b"\xff" * 11,
        b"\x1d",
        b"\x1c" * 20,
        b"\x17",
        b"\x19\xfc",
        b"\x19" * 100_000,
        b"\x19\xf7\xff\x7f",
    ],
)
def test_footer_of_odd_fields_is_answered_with_an_error(fields):
    data = b"PAR1" + fields + len(fields).to_bytes(4, "little") + b"PAR1"
    with pytest.raises(ValueError, match=r"."):
        size_of(data)


def test_endless_row_of_empty_pages_is_cut_short(monkeypatch):
    monkeypatch.setattr(parquet, "PAGE_LIMIT", 2)
    with pytest.raises(ValueError, match="pages"):
        size_of(WHOLE)


@given(at=st.integers(0, len(WHOLE) - 1), byte=st.integers(0, 255))
@settings(max_examples=150, deadline=None)
def test_damage_is_an_error_of_the_expected_kinds_or_none(at, byte):
    data = WHOLE[:at] + bytes([byte]) + WHOLE[at + 1 :]
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        assert size_of(data) >= 0
