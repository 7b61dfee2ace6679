"""The Joint Statement as a printable PDF, set from the structured text in `data/research/`."""

import tempfile
import tomllib
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from gateway.pages.block import images, shapes
from gateway.pages.typefaces import truetype

TEXT = Path(__file__).parent / "data" / "research" / "joint-statement.toml"
INK, SOFT, DEEP, MADDER = "#1a1d24", "#4a4f5c", "#152350", "#9c2f28"
MARGIN, WIDTH, TILE = 27, 210, 10
WEIGHTS = {"": 400, "B": 650}


@cache
def statement() -> dict[str, Any]:
    return tomllib.loads(TEXT.read_text(encoding="utf-8"))


class Sheet(FPDF):
    """A4, with the house's font in two weights and a footer that says where the words come from."""

    def footer(self) -> None:
        self.set_y(-18)
        self.set_font("Source Sans", size=8.5)
        self.set_text_color(SOFT)
        self.cell(0, 5, f"Words as published at {statement()['source']}; set in type by the Social Protection Gateway")
        self.set_x(MARGIN)
        self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="R")

    def paragraph(self, text: str, size: float, leading: float, after: float, style: str = "", colour: str = INK) -> None:
        self.set_font("Source Sans", style, size)
        self.set_text_color(colour)
        self.multi_cell(0, leading, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(after)

    def band(self, seed: str) -> None:
        """One row of the block that this title has everywhere on the site."""
        count = WIDTH // TILE
        for number in range(count):
            self.tile(seed, (number + 0.5) * TILE, TILE / 2)

    def tile(self, seed: str, x: float, y: float) -> None:
        for colour, points in shapes(seed):
            self.set_fill_color(colour)
            for image in images(points):
                self.polygon([(x + px * TILE / 100, y + py * TILE / 100) for px, py in image], style="F")


def joint_statement_pdf() -> bytes:
    words = statement()
    sheet = new_sheet(words)
    sheet.band(words["title"])
    sheet.set_y(26)
    sheet.paragraph(words["occasion"], 11, 5.5, 0.5, colour=MADDER, style="B")
    sheet.paragraph(words["place"], 11, 5.5, 3.5, colour=SOFT)
    sheet.paragraph(words["title"], 22, 9.5, 5, style="B", colour=DEEP)
    for text in words["preamble"]:
        sheet.paragraph(text, 11, 5.6, 2.6)
    for number, heading in enumerate(words["headings"], 1):
        write_heading(sheet, number, heading)
    return bytes(sheet.output())


def new_sheet(words: dict[str, Any]) -> Sheet:
    sheet = Sheet(format="A4")
    with tempfile.TemporaryDirectory() as folder:
        font = truetype("source-sans-3", Path(folder) / "source-sans-3.ttf")
        for style, weight in WEIGHTS.items():
            sheet.add_font("Source Sans", style, font, variations={"wght": weight})
    sheet.set_margins(MARGIN, 24, MARGIN)
    sheet.set_auto_page_break(True, 26)
    sheet.set_title(words["title"])
    sheet.set_subject(f"{words['occasion']}, {words['place']}")
    sheet.set_author("Federal and Provincial Governments and Development Partners")
    sheet.set_keywords("social protection, Pakistan, Joint Statement")
    sheet.set_creator("Social Protection Gateway")
    sheet.set_lang("en")
    # The same text always gives the same file, so that loading it again changes nothing.
    sheet.set_creation_date(datetime.combine(words["date"], time(12), UTC))
    sheet.add_page()
    return sheet


def write_heading(sheet: Sheet, number: int, heading: dict[str, Any]) -> None:
    if sheet.will_page_break(30):
        sheet.add_page()
    sheet.ln(2.4)
    sheet.start_section(heading["title"])
    sheet.paragraph(f"{number}. {heading['title']}", 14, 7, 1.4, style="B", colour=DEEP)
    for priority in heading["priorities"]:
        write_priority(sheet, priority)


def write_priority(sheet: Sheet, text: str) -> None:
    """A priority is never broken over two pages."""
    sheet.set_font("Source Sans", size=11)
    width = sheet.epw - 6
    height = sheet.multi_cell(width, 5.6, text, align="L", dry_run=True, output="HEIGHT")
    if sheet.will_page_break(height):
        sheet.add_page()
    sheet.set_text_color(MADDER)
    sheet.cell(6, 5.6, "•")
    sheet.set_text_color(INK)
    sheet.multi_cell(width, 5.6, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    sheet.ln(1.8)
