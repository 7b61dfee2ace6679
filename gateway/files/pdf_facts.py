"""Prints what a PDF says of itself and what stands on its first pages, as JSON; a program of its own, like the one that reads text."""

import json
import resource
import sys
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD

sys.path.append(str(Path(__file__).parent))
from pdf_text import in_plain_letters, is_marked, line_text, lines_by_marks, page_text

PAGES, CHARACTERS, LINES = 3, 6_000, 80
MEMORY_AT_MOST = 2 * 1024**3


def read(path: str) -> dict[str, Any]:
    """`lines` are the first page's, each with the height of its letters; `text` is that of the first pages."""
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        return {"state": "encrypted" if error.err_code == FPDF_ERR_PASSWORD else "damaged"}
    try:
        texts = [page_text(pdf, index) for index in range(min(PAGES, len(pdf)))]
        lines = first_lines(pdf[0])
    except (pypdfium2.PdfiumError, IndexError):
        return {"state": "damaged"}
    text = "\n".join(part[:CHARACTERS] for part in texts).replace("\x00", "")
    metadata = {name: value[:1_000] for name, value in pdf.get_metadata_dict(skip_empty=True).items()}
    state = "read" if text.strip() else "empty"
    return {"state": state, "pages": len(pdf), "metadata": metadata, "lines": lines, "text": text}


def first_lines(page: pypdfium2.PdfPage) -> list[tuple[str, float]]:
    text_page = page.get_textpage()
    if is_marked(page, text_page.get_text_bounded(errors="ignore")):
        marked = lines_by_marks(page, text_page)
        found = [(in_plain_letters(line_text(line)), round(max(run.height for run in line), 1)) for line in marked]
        return [line for line in found if line[0]][:LINES]
    count = min(text_page.count_chars(), CHARACTERS)
    lines: list[tuple[str, float]] = []
    letters, heights = "", [0.0]
    for index in range(count):
        letter = text_page.get_text_range(index, 1, errors="ignore")
        if letter in "\r\n" or index == count - 1:
            letters += letter.strip("\r\n\x00")
            if letters.strip() and len(lines) < LINES:
                lines.append((letters.strip(), round(max(heights), 1)))
            letters, heights = "", [0.0]
        elif letter != "\x00":
            letters += letter
            _start, bottom, _end, top = text_page.get_charbox(index, loose=True)
            heights.append(abs(top - bottom))
    return lines


def main(path: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_AT_MOST, MEMORY_AT_MOST))
    sys.stdout.write(json.dumps(read(path)))


if __name__ == "__main__":
    main(sys.argv[1])
