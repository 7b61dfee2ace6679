import os

import pytest

from programmes.registry import gate
from programmes.registry.findings import Rejected
from programmes.registry.gate import Text, opened

HEADER = b"a,b"


def feed(text: bytes, size: int) -> None:
    checked = Text("data.csv", HEADER)
    for at in range(0, len(text), size):
        checked.feed(text[at : at + size])
    checked.finish()


@pytest.mark.parametrize("size", [1, 3, 4096, 1 << 20])
def test_whole_text_passes_however_it_is_cut_into_blocks(size):
    feed(b"a,b\n" + b"x" * 4096 + b"\n" + "آ,۵\n".encode(), size)


@pytest.mark.parametrize("size", [1, 3, 4096, 1 << 20])
@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        (b"a,b\n1,2\n" + b"x" * 4097 + b"\n", "line-length", 3),
        (b"a,b\n1,2\n" + b"x" * 9000, "line-length", 3),
        (b"a,b\n1,2\n3,\xff\n", "encoding", 3),
        ("a,b\n1,2\n3,آ".encode()[:-1] + b"\n", "encoding", 3),
        (b"a,b\n1,\x00\n", "nul", 2),
        (b"a,b\n1,2", "no-final-newline", 2),
        ("a,b\n1,آ".encode()[:-1], "no-final-newline", 2),
        (b"a,c\n1,2\n", "header", 1),
        (b"a,b", "header", 1),
        (b"", "header", 1),
        (b"\xef\xbb\xbfa,b\n", "byte-order-mark", 1),
    ],
)
def test_fault_is_found_however_the_text_is_cut(text, rule, line, size):
    with pytest.raises(Rejected) as refused:
        feed(text, size)
    assert [(finding.rule, finding.line) for finding in refused.value.findings] == [(rule, line)]


def test_pipe_is_neither_read_nor_waited_for(tmp_path):
    os.mkfifo(tmp_path / "data.csv")
    with pytest.raises(Rejected, match="link"), opened(tmp_path, "data.csv", "data-missing"):
        pass


def test_folder_in_place_of_a_file_is_refused(tmp_path):
    (tmp_path / "data.csv").mkdir()
    with pytest.raises(Rejected, match="link"), opened(tmp_path, "data.csv", "data-missing"):
        pass


def test_gzip_of_several_members_is_read_whole(tmp_path, codes):
    import gzip

    from programmes.registry import manifest as manifests
    from tests.factories.exports import Export, record
    from tests.programmes.registry.conftest import TODAY

    export = Export(tmp_path / "export", [record(n) for n in range(20)], file_format="csv.gz")
    export.data = gzip.compress(export.text[:500]) + gzip.compress(export.text[500:])
    manifest = manifests.check(manifests.load(gate.read_manifest(export.write())), codes, TODAY)
    assert gate.pass_gate(export.folder, manifest, tmp_path).path.read_bytes() == export.text
