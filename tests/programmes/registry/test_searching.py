"""Whatever is wrong with a manifest, and whichever way the data is packed: people are found in it."""

import gzip
import io
import json

import polars as pl
import pytest

from programmes.registry.codes import RECORD_COLUMNS
from programmes.registry.searching import ANOTHER, personal_data_in
from tests.factories.exports import record

NAME = "Zulekha Parveen"


def text(*names: str, rows: int = 30) -> bytes:
    lines = [",".join(record(number).values()) for number in range(rows)]
    lines += [",".join(record(number, district=name).values()) for number, name in enumerate(names)]
    return "\n".join([",".join(RECORD_COLUMNS), *lines, ""]).encode()


def parquet(*names: str) -> bytes:
    target = io.BytesIO()
    pl.DataFrame([record(number, district=name) for number, name in enumerate(("PK601", *names))]).write_parquet(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("data.csv", text(NAME)),
        ("data.csv", text(NAME).decode().encode("utf-16")),
        ("data.csv", text(NAME)[:-3]),
        ("data.csv.gz", gzip.compress(text(NAME, rows=3_000))),
        ("data.csv.gz", gzip.compress(text(NAME))[:-4]),
        ("data.csv.gz", text(NAME)),
        ("data.parquet", parquet(NAME)),
        ("data.parquet", text(NAME)),
    ],
)
@pytest.mark.parametrize("manifest", [None, "{", "[]", '{"resources": [{"path": "data.csv", "bytes": 1}]}'])
def test_person_is_found_without_a_word_of_the_manifest(name, data, manifest, tmp_path, codes):
    (tmp_path / name).write_bytes(data)
    if manifest:
        (tmp_path / "datapackage.json").write_text(manifest)
    found = personal_data_in(tmp_path, codes)
    assert {(finding.rule, finding.file, finding.column) for finding in found} == {("personal-data", name, "district")}


@pytest.mark.parametrize(
    ("name", "data"), [("data.csv", text()), ("data.csv.gz", gzip.compress(text())), ("data.parquet", parquet())]
)
def test_lawful_rows_are_nobody(name, data, tmp_path, codes):
    (tmp_path / name).write_bytes(data)
    assert personal_data_in(tmp_path, codes) == []


def test_damaged_parquet_is_not_taken_for_text(tmp_path, codes):
    (tmp_path / "data.parquet").write_bytes(parquet(NAME)[:-20])
    assert personal_data_in(tmp_path, codes) == []


@pytest.mark.parametrize(("path", "count"), [("zulekha.csv", 1), ("../zulekha.csv", 0), ("..", 0), (5, 0), ("a\0b", 0)])
def test_file_that_the_manifest_names_is_searched_and_its_name_not_repeated(path, count, tmp_path, codes):
    folder = tmp_path / "export"
    folder.mkdir()
    (tmp_path / "zulekha.csv").write_bytes(text(NAME))
    (folder / "zulekha.csv").write_bytes(text(NAME))
    (folder / "datapackage.json").write_text(json.dumps({"resources": [{"path": path}]}))
    assert [finding.file for finding in personal_data_in(folder, codes)] == [ANOTHER] * count


def test_link_is_not_followed(tmp_path, codes):
    (tmp_path / "elsewhere").write_bytes(text(NAME))
    (tmp_path / "data.csv").symlink_to(tmp_path / "elsewhere")
    assert personal_data_in(tmp_path, codes) == []
