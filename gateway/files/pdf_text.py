"""Reads a PDF's text page by page and prints it as JSON lines; a program of its own.

A hostile file can crash or stall the PDF library: here it takes nobody with it.
"""

import json
import resource
import sys
from collections.abc import Iterator

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD

PAGES_AT_MOST = 2_000
CHARACTERS_A_PAGE = 20_000
CHARACTERS_AT_MOST = 6_000_000
MEMORY_AT_MOST = 2 * 1024**3


def read(path: str) -> Iterator[dict]:
    """First `{"pages": …}` or `{"state": "encrypted"|"damaged"}`, then `{"number", "text"}` a page, at last `{"state": …}`."""
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        yield {"state": "encrypted" if error.err_code == FPDF_ERR_PASSWORD else "damaged"}
        return
    yield {"pages": len(pdf)}
    left = CHARACTERS_AT_MOST
    for index in range(min(len(pdf), PAGES_AT_MOST)):
        text = page_text(pdf, index)[:CHARACTERS_A_PAGE]
        if text.strip():
            yield {"number": index + 1, "text": text}
        left -= len(text)
        if left < 0:
            break
    yield {"state": "cut" if left < 0 or len(pdf) > PAGES_AT_MOST else "read"}


def page_text(pdf: pypdfium2.PdfDocument, index: int) -> str:
    try:
        return pdf[index].get_textpage().get_text_bounded(errors="ignore").replace("\x00", "")
    except pypdfium2.PdfiumError:
        return ""


def main(path: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_AT_MOST, MEMORY_AT_MOST))
    for line in read(path):
        sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
