"""Small Word, PowerPoint and Excel files, part by part."""

import io
import zipfile

RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SLIDE = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
SHEET = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def package(parts: dict[str, str | bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def relations(**targets: str) -> str:
    return RELATIONS.format(
        "".join(f'<Relationship Id="{key}" Type="x/{key.rstrip("0123456789")}" Target="{to}"/>' for key, to in targets.items())
    )


def docx(*paragraphs: str, footnote: str = "") -> bytes:
    """Paragraphs are markup: `<w:t>…</w:t>` in runs."""
    body = "".join(f"<w:p><w:r>{markup}</w:r></w:p>" for markup in paragraphs)
    parts = {"word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>"}
    if footnote:
        parts["word/footnotes.xml"] = f"<w:footnotes {WORD}><w:p><w:r><w:t>{footnote}</w:t></w:r></w:p></w:footnotes>"
    return package(parts)


def pptx(*slides: str, hidden: int = 0, notes: str = "") -> bytes:
    parts = {
        "ppt/presentation.xml": f"<p:presentation {SLIDE}><p:sldIdLst>"
        + "".join(f'<p:sldId id="{255 + n}" r:id="slide{n}"/>' for n in range(1, len(slides) + 1))
        + "</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(
            **{f"slide{n}": f"slides/slide{n}.xml" for n in range(1, len(slides) + 1)}
        ),
    }
    for number, text in enumerate(slides, 1):
        show = ' show="0"' if number == hidden else ""
        number_field = '<a:fld type="slidenum"><a:t>99</a:t></a:fld>'
        parts[f"ppt/slides/slide{number}.xml"] = (
            f"<p:sld {SLIDE}{show}><a:p><a:r><a:t>{text}</a:t></a:r>{number_field}</a:p></p:sld>"
        )
    if notes:
        parts["ppt/slides/_rels/slide1.xml.rels"] = relations(notesSlide1="../notesSlides/notesSlide1.xml")
        parts["ppt/notesSlides/notesSlide1.xml"] = f"<p:notes {SLIDE}><a:p><a:r><a:t>{notes}</a:t></a:r></a:p></p:notes>"
    return package(parts)


def xlsx(sheets: dict[str, str], shared: tuple[str, ...] = (), hidden: str = "") -> bytes:
    """Sheets by name, each with the markup of its cells."""
    parts = {
        "xl/workbook.xml": f"<workbook {SHEET}><sheets>"
        + "".join(
            f'<sheet name="{name}" sheetId="{n}" r:id="sheet{n}"{" state=" + chr(34) + "hidden" + chr(34) if name == hidden else ""}/>'
            for n, name in enumerate(sheets, 1)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            **{f"sheet{n}": f"/xl/worksheets/sheet{n}.xml" for n in range(1, len(sheets) + 1)}
        ),
    }
    for number, cells in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = f"<worksheet {SHEET}><sheetData><row>{cells}</row></sheetData></worksheet>"
    if shared:
        strings = "".join(f"<si><t>{text}</t><rPh><t>reading</t></rPh></si>" for text in shared)
        parts["xl/sharedStrings.xml"] = f"<sst {SHEET}>{strings}</sst>"
    return package(parts)
