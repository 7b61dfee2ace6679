"""Reads a PDF's text page by page and prints it as JSON lines; a program of its own.

A hostile file can crash or stall the PDF library: here it takes nobody with it.

Browsers and Google Docs write Urdu glyph by glyph from left to right, say so by a mark, and say what each group of glyphs
reads. The library goes by the glyphs' places instead, and takes the steps of Nastaliq for lines: such pages are read by
their marks here.
"""

import ctypes
import json
import re
import resource
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw
from pypdfium2.raw import FPDF_ERR_PASSWORD

PAGES_AT_MOST = 2_000
CHARACTERS_A_PAGE = 20_000
CHARACTERS_AT_MOST = 6_000_000
MEMORY_AT_MOST = 2 * 1024**3
REVERSED, SPAN, ACTUAL_TEXT = "ReversedChars", "Span", b"ActualText"
BYTES_OF_A_MARK = 512
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
SHAPED = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
"""Letters in the shape that they have in a word, as some programs write them."""
FROM_THE_LEFT = re.compile("l(?:[ln]*l)?|.")
SAME_LINE, A_SPACE = 0.5, 0.25
"""In heights of a letter: so far are two runs of a line apart at most, and two words at least."""


class Piece(NamedTuple):
    """What one text object shows, and the run of reversed glyphs and the group of glyphs to which it belongs."""

    text: str
    run: int
    group: int
    left: float
    right: float
    base: float
    height: float


class Run(NamedTuple):
    text: str
    left: float
    right: float
    base: float
    height: float


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
        page = pdf[index]
        textpage = page.get_textpage()
        text = textpage.get_text_bounded(errors="ignore")
        if is_marked(page, text):
            text = "\n".join(map(line_text, lines_by_marks(page, textpage)))
        return in_plain_letters(text)
    except pypdfium2.PdfiumError:
        return ""


def is_marked(page: pypdfium2.PdfPage, text: str) -> bool:
    return bool(RIGHT_TO_LEFT.search(text)) and any(REVERSED in marks_of(item) for item in text_objects(page))


def in_plain_letters(text: str) -> str:
    return SHAPED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text.replace("\x00", ""))


def lines_by_marks(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> list[list[Run]]:
    lines: list[list[Run]] = []
    for run in runs(page, textpage):
        if lines and abs(lines[-1][-1].base - run.base) < SAME_LINE * max(run.height, lines[-1][-1].height):
            lines[-1].append(run)
        else:
            lines.append([run])
    return lines


def line_text(line: list[Run]) -> str:
    """The runs of a line in reading order; that of most of its letters is the line's."""
    letters = [letter for run in line for letter in run.text if letter.isalpha()]
    from_the_right = 2 * sum(bool(RIGHT_TO_LEFT.match(letter)) for letter in letters) > len(letters)
    # By their middles, since a space without width may stand within the letter beside it.
    ordered = sorted(line, key=lambda run: run.left + run.right, reverse=from_the_right)
    text = ""
    for before, run in zip([None, *ordered], ordered, strict=False):
        gap = max(before.left - run.right, run.left - before.right) if before else 0
        text += " " + run.text if gap > A_SPACE * run.height else run.text
    return " ".join(text.split())


def runs(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> Iterator[Run]:
    for held in read_together(pieces(page, textpage)):
        run = held[0].run
        groups = [next(iter(group)).text for _key, group in groupby(held, key=lambda piece: piece.group or id(piece))]
        text = "".join(reversed(groups) if run else groups)
        base = Counter(round(piece.base, 1) for piece in held).most_common(1)[0][0]
        right, height = max(piece.right for piece in held), max(piece.height for piece in held)
        yield Run(text, min(piece.left for piece in held), right, base, height)


def read_together(found: Iterable[Piece]) -> Iterator[list[Piece]]:
    """What one mark joins. Runs of a single letter bear no mark: what none joins is one by one, but for words read from the left."""
    for run, group in groupby(found, key=lambda piece: piece.run):
        held = list(group)
        if run:
            yield held
        else:
            yield from (held[slice(*match.span())] for match in FROM_THE_LEFT.finditer("".join(map(direction, held))))


def direction(piece: Piece) -> str:
    """r or l, and n for what goes either way; numbers are read from the left in every script."""
    if any(letter.isalpha() and RIGHT_TO_LEFT.match(letter) for letter in piece.text):
        return "r"
    return "l" if any(map(str.isalnum, piece.text)) else "n"


def pieces(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> Iterator[Piece]:
    """In the order of the page's own stream. An object that shows no letter is a space."""
    letters = letters_by_object(textpage)
    for item in text_objects(page):
        marks = marks_of(item)
        read = actual_text(marks[SPAN]) if SPAN in marks else None
        text = letters.get(address(item), " ") if read is None else read
        yield Piece(text, address(marks.get(REVERSED)), 0 if read is None else address(marks[SPAN]), *place(item))


def letters_by_object(textpage: pypdfium2.PdfTextPage) -> dict[int, str]:
    """What each text object shows, from left to right."""
    found: dict[int, list[tuple[float, str]]] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    for number in range(textpage.count_chars()):
        item = raw.FPDFText_GetTextObject(textpage, number)
        if item and raw.FPDFText_GetCharOrigin(textpage, number, x, y):
            found.setdefault(address(item), []).append((x.value, chr(raw.FPDFText_GetUnicode(textpage, number))))
    return {key: "".join(letter for _x, letter in sorted(held, key=lambda one: one[0])) for key, held in found.items()}


def text_objects(page: pypdfium2.PdfPage) -> Iterator[Any]:
    return within(raw.FPDFPage_CountObjects(page), lambda number: raw.FPDFPage_GetObject(page, number))


def within(count: int, get: Callable[[int], Any]) -> Iterator[Any]:
    for item in map(get, range(count)):
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            yield item
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            yield from within(
                raw.FPDFFormObj_CountObjects(item), lambda number, form=item: raw.FPDFFormObj_GetObject(form, number)
            )


def marks_of(item: Any) -> dict[str, Any]:
    marks = [raw.FPDFPageObj_GetMark(item, number) for number in range(raw.FPDFPageObj_CountMarks(item))]
    return {name_of(mark): mark for mark in marks}


def name_of(mark: Any) -> str:
    return asked(lambda *into: raw.FPDFPageObjMark_GetName(mark, *into), ctypes.c_ushort, "utf-16-le").rstrip("\x00")


def actual_text(mark: Any) -> str:
    return asked(lambda *into: raw.FPDFPageObjMark_GetParamBlobValue(mark, ACTUAL_TEXT, *into), ctypes.c_ubyte, "utf-16-be")


def asked(ask: Callable[..., bool], kind: type, encoding: str) -> str:
    """What the library writes into a buffer; empty where that is too small."""
    buffer, length = ctypes.create_string_buffer(BYTES_OF_A_MARK), ctypes.c_ulong()
    if not ask(ctypes.cast(buffer, ctypes.POINTER(kind)), BYTES_OF_A_MARK, length) or length.value > BYTES_OF_A_MARK:
        return ""
    return buffer.raw[: length.value].decode(encoding, errors="ignore").lstrip("\ufeff")


def address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0 if pointer else 0


def place(item: Any) -> tuple[float, float, float, float]:
    """The left and right end of an object, the line on which it stands, and its height."""
    left, bottom, right, top, size = (ctypes.c_float() for _ in range(5))
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    raw.FPDFPageObj_GetMatrix(item, matrix)
    raw.FPDFTextObj_GetFontSize(item, size)
    return left.value, right.value, matrix.f, abs(size.value * matrix.d)


def main(path: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_AT_MOST, MEMORY_AT_MOST))
    for line in read(path):
        sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
