"""Fits a paper's pages onto A4 with a free strip below them, and binds such files into one with page numbers.

A program of its own, like the one that reads a PDF's text: a hostile file can crash or stall the PDF library.
"""

import ctypes
import json
import resource
import sys
from collections.abc import Sequence

import pypdfium2
from pypdfium2 import raw
from pypdfium2.raw import FPDF_ERR_PASSWORD

A4 = 595.28, 841.89
STRIP, BASE, LETTERS = 26, 11, 9
"""In points: the height kept free for the number, where it stands, and its size."""
TURNS = {
    0: lambda x0, y0, x1, y1: (1, 0, 0, 1, -x0, -y0),
    90: lambda x0, y0, x1, y1: (0, -1, 1, 0, -y0, x1),
    180: lambda x0, y0, x1, y1: (-1, 0, 0, -1, x1, y1),
    270: lambda x0, y0, x1, y1: (0, 1, -1, 0, y1, -x0),
}
"""By the angle at which a page is shown, what brings its lower left corner as shown to the origin."""
MEMORY_AT_MOST = 2 * 1024**3
BYTES_AT_MOST = 400 * 1024**2


def fit(source: str, target: str, pages_at_most: int) -> dict:
    """Says how many pages there are, or why there are none: encrypted, damaged, long."""
    try:
        paper = pypdfium2.PdfDocument(source)
        if len(paper) > pages_at_most:
            return {"state": "long"}
        flatten(paper)
        fitted = pypdfium2.PdfDocument.new()
        fitted.import_pages(paper)
        for number in range(len(fitted)):
            fit_page(fitted[number])
        fitted.save(target)
    except pypdfium2.PdfiumError as error:
        return {"state": "encrypted" if error.err_code == FPDF_ERR_PASSWORD else "damaged"}
    return {"pages": len(fitted)} if len(fitted) else {"state": "damaged"}


def flatten(paper: pypdfium2.PdfDocument) -> None:
    """What is filled into forms becomes part of the page; links and actions go."""
    for number in range(len(paper)):
        raw.FPDFPage_Flatten(paper[number], raw.FLAT_PRINT)


def fit_page(page: pypdfium2.PdfPage) -> None:
    width, height = page.get_size()
    across, up = A4 if width <= height else A4[::-1]
    scale = min(across / width, (up - STRIP) / height)
    left, low = (across - scale * width) / 2, STRIP + (up - STRIP - scale * height) / 2
    a, b, c, d, e, f = (scale * part for part in TURNS[page.get_rotation()](*page.get_bbox()))
    matrix = raw.FS_MATRIX(a, b, c, d, e + left, f + low)
    shown = raw.FS_RECTF(left, low + scale * height, left + scale * width, low)
    raw.FPDFPage_TransFormWithClip(page, matrix, shown)
    page.set_rotation(0)
    for set_box in (page.set_mediabox, page.set_cropbox, page.set_bleedbox, page.set_trimbox, page.set_artbox):
        set_box(0, 0, across, up)


def bind(target: str, sources: Sequence[str]) -> dict:
    pack = pypdfium2.PdfDocument(sources[0])
    for source in sources[1:]:
        pack.import_pages(pypdfium2.PdfDocument(source))
    font = raw.FPDFText_LoadStandardFont(pack, b"Helvetica")
    for number in range(len(pack)):
        stamp(pack, pack[number], font, f"{number + 1} / {len(pack)}")
    pack.save(target)
    return {"pages": len(pack)}


def stamp(pack: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, font: raw.FPDF_FONT, text: str) -> None:
    words = raw.FPDFPageObj_CreateTextObj(pack, font, LETTERS)
    letters = ctypes.create_string_buffer(f"{text}\0".encode("utf-16-le"))
    raw.FPDFText_SetText(words, ctypes.cast(letters, ctypes.POINTER(ctypes.c_ushort)))
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(words, left, bottom, right, top)
    raw.FPDFPageObj_Transform(words, 1, 0, 0, 1, (page.get_width() - right.value) / 2, BASE)
    raw.FPDFPage_InsertObject(page, words)
    page.gen_content()


def main(verb: str, target: str, *words: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_AT_MOST, MEMORY_AT_MOST))
    resource.setrlimit(resource.RLIMIT_FSIZE, (BYTES_AT_MOST, BYTES_AT_MOST))
    told = fit(words[0], target, int(words[1])) if verb == "fit" else bind(target, words)
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
