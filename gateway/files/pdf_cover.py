"""Draws a PDF's first page and writes it as WebP to standard output; a program of its own, like the one that reads text.

Prints nothing for a file that is damaged, protected, empty or of no page's shape.
"""

import io
import resource
import sys

import pypdfium2

WIDTH = 480
SHAPES = 0.4, 3.0
"""Height by width, from a wide slide to a long leaflet: what lies outside would take the memory of a hundred pages."""
MEMORY_AT_MOST = 2 * 1024**3


def draw(path: str) -> bytes:
    try:
        page = pypdfium2.PdfDocument(path)[0]
        width, height = page.get_size()
        if not width or not SHAPES[0] <= height / width <= SHAPES[1]:
            return b""
        # A hair less, since pdfium rounds up.
        picture = page.render(scale=(WIDTH - 0.01) / width, may_draw_forms=False).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, IndexError):
        return b""
    written = io.BytesIO()
    picture.save(written, "WEBP", quality=78, method=4)
    return written.getvalue()


def main(path: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_AT_MOST, MEMORY_AT_MOST))
    sys.stdout.buffer.write(draw(path))


if __name__ == "__main__":
    main(sys.argv[1])
