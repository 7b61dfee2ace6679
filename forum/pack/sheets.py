"""The pack's own sheets in the reader's language: what the meeting is, what the pack holds and where, and the agenda in full."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils import formats, timezone
from django.utils.translation import get_language, gettext as _
from fpdf import FPDF
from fpdf.annotations import AnnotationDict
from fpdf.enums import Align
from fpdf.syntax import Destination

from forum.models import BodyPage, MeetingPage
from forum.pack.papers import PackItem, PackPaper
from gateway.pages.typefaces import face, letters

INK, SOFT, DEEP, MADDER, RULE = "#1a1d24", "#4a4f5c", "#152350", "#9c2f28", "#c9c4b5"
MARGIN, FOOT, TIME, NUMBER, GAP = 22, 22, 16, 14, 3
FACES = {
    "Latin": {"": ("source-sans-3", 400), "B": ("source-sans-3", 650)},
    "Urdu": {"": ("noto-naskh-arabic-400", None), "B": ("noto-naskh-arabic-700", None)},
}


@dataclass(frozen=True)
class Place:
    """Where the number of a page is written, and leads there, once it is known: of a paper, or of the agenda."""

    sheet: int
    y: float
    height: float
    paper: PackPaper | None


@dataclass
class Written:
    places: list[Place] = field(default_factory=list)
    agenda_from: int = 0


class PageOfThePack(Destination):
    """By its number, since the papers' pages are bound in later: programs that show PDFs take that for a page's object."""

    def __init__(self, number: int) -> None:
        self.number = number

    def serialize(self, _security_handler=None, _obj_id=None) -> str:
        return f"[{self.number - 1} /XYZ null null null]"


class Sheet(FPDF):
    """A4, read from the side on which the reader's language begins."""

    def __init__(self, folder: Path) -> None:
        super().__init__(format="A4")
        self.is_urdu = get_language() == "ur"
        self.family, self.leading = ("Urdu", 0.62) if self.is_urdu else ("Latin", 0.46)
        known: set[int] = set()
        for family, styles in FACES.items():
            for style, (name, weight) in styles.items():
                path = folder / f"{name}{style}.ttf"
                path.write_bytes(face(name, weight))
                self.add_font(family, style, path)
                known |= letters(face(name, weight))
        self.known_letters = known
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(True, FOOT)
        self.set_fallback_fonts(["Latin" if self.is_urdu else "Urdu"], exact_match=False)
        self.set_text_shaping(True)
        self.set_lang(get_language())

    def legible(self, text: str) -> str:
        """The library would log a letter that no face has."""
        return "".join(self.nearest(letter) for letter in unicodedata.normalize("NFC", text))

    def nearest(self, letter: str) -> str:
        if letter == "\n" or ord(letter) in self.known_letters:
            return letter
        if unicodedata.category(letter) == "Cf":
            return ""
        return " " if letter.isspace() else "?"

    def write_at(self, start: float, width: float, text: str, size: float, style: str = "", colour: str = INK) -> None:
        """A paragraph `start` from the side where lines begin; the next stands below it."""
        self.set_font(self.family, style, size)
        self.set_text_color(colour)
        self.set_x(self.w - MARGIN - start - width if self.is_urdu else MARGIN + start)
        align = Align.R if self.is_urdu else Align.L
        self.multi_cell(width, size * self.leading, self.legible(text), align=align, new_x="LMARGIN", new_y="NEXT")

    def paragraph(self, text: str, size: float, style: str = "", colour: str = INK, after: float = 2) -> None:
        self.write_at(0, self.epw, text, size, style, colour)
        self.ln(after)

    def keep_together(self, height: float) -> None:
        if self.will_page_break(height):
            self.add_page()

    def lead(self, y: float, height: float, number: int) -> None:
        """Makes a row of the sheet lead to a page of the pack."""
        size = {"x": MARGIN * self.k, "y": self.h_pt - y * self.k, "width": self.epw * self.k, "height": height * self.k}
        self.pages[self.page].add_annotation(AnnotationDict("Link", dest=PageOfThePack(number), **size))

    def rule(self) -> None:
        self.set_draw_color(RULE)
        self.line(MARGIN, self.y, self.w - MARGIN, self.y)
        self.ln(2.5)


def write_sheets(meeting: MeetingPage, body: BodyPage, items: list[PackItem], target: Path) -> None:
    sheet = Sheet(target.parent)
    sheet.set_title(meeting.title)
    sheet.add_page()
    write_head(sheet, meeting, body)
    written = write_contents(sheet, items)
    if items:
        sheet.add_page()
        written.agenda_from = sheet.page
        write_agenda(sheet, items)
    number_contents(sheet, written)
    sheet.output(str(target))


def write_head(sheet: Sheet, meeting: MeetingPage, body: BodyPage) -> None:
    sheet.paragraph(body.title, 12, "B", MADDER, after=1)
    sheet.paragraph(meeting.title, 22, "B", DEEP, after=3)
    for label, value in facts(meeting):
        top = sheet.y
        sheet.write_at(0, 30, label, 11, colour=SOFT)
        below = sheet.y
        sheet.y = top
        sheet.write_at(32, sheet.epw - 32, value, 11)
        sheet.y = max(below, sheet.y) + 0.8
    for text in notices(meeting):
        sheet.ln(1.5)
        sheet.paragraph(text, 11, colour=MADDER, after=0)
    sheet.ln(2)
    if meeting.summary:
        sheet.paragraph(meeting.summary, 12)
    sheet.paragraph(_("Open to members of this body only. Please do not pass it on."), 10, colour=SOFT, after=5)


def facts(meeting: MeetingPage) -> Iterator[tuple[str, str]]:
    yield _("Meeting"), str(meeting.number)
    yield _("When"), when(meeting)
    if meeting.place:
        yield _("Place"), meeting.place
    if meeting.link and meeting.state != meeting.State.CANCELLED:
        yield _("Link to join"), meeting.link


def when(meeting: MeetingPage) -> str:
    start = timezone.localtime(meeting.starts_at)
    told = f"{formats.date_format(start, 'DATE_FORMAT')}, {start:%H:%M}"
    if meeting.ends_at:
        end = timezone.localtime(meeting.ends_at)
        told += f" – {formats.date_format(end, 'DATE_FORMAT')}, {end:%H:%M}" if meeting.spans_days else f" – {end:%H:%M}"
    return f"{told} PKT"


def notices(meeting: MeetingPage) -> Iterator[str]:
    if meeting.illustrative:
        yield _("This record was made up to show how a meeting is kept here. No such meeting has been reported.")
    if meeting.state == meeting.State.CANCELLED:
        yield _("This meeting is cancelled") + f": {meeting.cancelled_because}"
    elif meeting.state == meeting.State.PROPOSED:
        yield _("The secretariat proposes this date. It is not settled yet.")


def write_contents(sheet: Sheet, items: list[PackItem]) -> Written:
    written = Written()
    sheet.paragraph(_("Contents"), 16, "B", DEEP, after=1)
    sheet.rule()
    if items:
        top = sheet.y
        sheet.paragraph(_("Agenda"), 11.5, "B")
        written.places.append(Place(sheet.page, top, sheet.y - top, None))
    for found in items:
        write_item(sheet, found)
        for paper in found.papers:
            write_paper(sheet, paper, written)
        sheet.ln(2)
    return written


def write_item(sheet: Sheet, found: PackItem) -> None:
    item = found.item
    sheet.keep_together(30)
    if item.new_day:
        sheet.paragraph(formats.date_format(item.new_day, "l, j F Y"), 11.5, "B", MADDER)
    top = sheet.y
    sheet.write_at(0, TIME, f"{item.starts_at:%H:%M}" if item.starts_at else "", 11.5, colour=SOFT)
    sheet.y = top
    sheet.write_at(TIME, sheet.epw - TIME - NUMBER, f"{found.number}. {item.title}", 11.5, "B")
    if item.presenter:
        sheet.write_at(TIME, sheet.epw - TIME - NUMBER, item.presenter, 10.5, colour=SOFT)


def write_paper(sheet: Sheet, paper: PackPaper, written: Written) -> None:
    sheet.keep_together(14)
    on, top = sheet.page, sheet.y
    sheet.write_at(TIME + GAP, sheet.epw - TIME - NUMBER - GAP, paper.title, 11)
    if paper.file:
        height = sheet.y - top if sheet.page == on else sheet.h - FOOT - top
        written.places.append(Place(on, top, height, paper))
    if not paper.file:
        told = _("Not in the pack: open it on the meeting's page.")
        sheet.write_at(TIME + GAP, sheet.epw - TIME - NUMBER - GAP, told, 10, colour=MADDER)
    sheet.ln(0.6)


def number_contents(sheet: Sheet, written: Written) -> None:
    """The papers follow the last of these sheets, in the order of the contents."""
    last, following = sheet.page, sheet.page + 1
    sheet.set_auto_page_break(False)
    for place in written.places:
        sheet.page, sheet.y = place.sheet, place.y
        sheet.set_font("Urdu", size=11)  # the library names a font again only where it changes, and this is another sheet
        sheet.set_font("Latin", size=11)
        sheet.set_text_color(INK)
        sheet.set_x(MARGIN if sheet.is_urdu else sheet.w - MARGIN - NUMBER)
        number = following if place.paper else written.agenda_from
        sheet.cell(NUMBER, 11 * sheet.leading, str(number), align=Align.L if sheet.is_urdu else Align.R)
        sheet.lead(place.y, place.height, number)
        following += place.paper.pages if place.paper else 0
    sheet.page = last


def write_agenda(sheet: Sheet, items: list[PackItem]) -> None:
    sheet.paragraph(_("Agenda"), 16, "B", DEEP, after=1)
    sheet.rule()
    for found in items:
        write_item(sheet, found)
        if found.item.description:
            sheet.ln(1)
            sheet.write_at(TIME, sheet.epw - TIME, found.item.description, 11)
        sheet.ln(3)
