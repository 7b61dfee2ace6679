"""The library's starter content: one file a work in `data/research/publications/`, and the files that are made here."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from wagtail.models import Page
from wagtail.rich_text import RichText

from gateway.files.models import Document
from gateway.pages.models import HomePage
from gateway.starter.joint_statement import joint_statement_pdf
from gateway.starter.site import add_page
from gateway.starter.tables import districts_csv, glossary_csv, glossary_xlsx
from gateway.taxonomy.models import Area, Institution, LifecycleStage, Theme
from research.models import (
    Author,
    Footnote,
    Notice,
    ProgrammeLink,
    PublicationFile,
    PublicationPage,
    ResearchIndexPage,
    Version,
)

FOLDER = Path(__file__).parent / "data" / "research"
TERMS = {"themes": Theme, "stages": LifecycleStage, "areas": Area}
HISTORY = {"versions": Version, "notices": Notice, "footnotes": Footnote}
MADE_HERE: dict[str, Callable[[], bytes]] = {
    "joint-statement.pdf": joint_statement_pdf,
    "districts.csv": districts_csv,
    "glossary.csv": glossary_csv,
    "glossary.xlsx": glossary_xlsx,
}
GATEWAY = {
    "name": "Social Protection Gateway",
    "name_ur": "سماجی تحفظ گیٹ وے",
    "description": "This site. It signs the notes that its editors compile from public sources.",
    "order": 90,
}


def load_research() -> None:
    Institution.objects.get_or_create(code="gateway", defaults=GATEWAY)
    homes = {code: HomePage.objects.get(locale__language_code=code) for code in ("en", "ur")}
    words = read(FOLDER / "library.toml")
    library = add_page(homes["en"], ResearchIndexPage(slug="research", show_in_menus=True, **words["en"]))
    urdu_library = add_page(homes["ur"], twin_of(library, ResearchIndexPage(show_in_menus=True, **words["ur"])))
    for path in sorted((FOLDER / "publications").glob("*.toml")):
        if not path.stem.endswith(".ur"):
            load_publication(library, urdu_library, path)


def load_publication(library: Page, urdu_library: Page, path: Path) -> None:
    if library.get_children().filter(slug=path.stem).exists():
        return
    english, urdu = read(path), path.with_suffix(".ur.toml")
    page = add_page(library, publication(path.stem, english))
    if urdu.exists():
        words = english | read(urdu) | {"versions": [], "notices": []}  # those are the work's, whatever the page's language
        add_page(urdu_library, twin_of(page, publication(path.stem, words)))


def twin_of(original: Page, page: Page) -> Page:
    page.slug, page.translation_key = original.slug, original.translation_key
    return page


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def publication(slug: str, data: dict[str, Any]) -> PublicationPage:
    """An unsaved page from a file's words; codes become terms, `body` becomes blocks."""
    data = dict(data)
    parts = {name: data.pop(name, []) for name in ("authors", "files", "programmes", "body", *HISTORY, *TERMS)}
    publisher = data.pop("publisher", None)
    page = PublicationPage(slug=slug, body=[block(part) for part in parts["body"]], **data)
    page.publisher = Institution.objects.get(code=publisher) if publisher else None
    page.authors = [author(name) for name in parts["authors"]]
    page.files = [file(**fields) for fields in parts["files"]]
    page.programme_links = [ProgrammeLink(programme=each) for each in programmes(parts["programmes"])]
    for name, kind in HISTORY.items():
        setattr(page, name, [kind(sort_order=place, **fields) for place, fields in enumerate(parts[name])])
    for name, model in TERMS.items():
        setattr(page, name, [model.objects.get(code=code) for code in parts[name]])
    return page


def author(name: str) -> Author:
    """The code of an institution, or a name as the work prints it."""
    institution = Institution.objects.filter(code=name).first()
    return Author(institution=institution) if institution else Author(printed_name=name)


def programmes(slugs: list[str]) -> list[Page]:
    found = Page.objects.filter(slug__in=slugs, locale__language_code="en").specific()
    return [page for page in found if page.search_kind == ProgrammeLink.KIND]


def file(name: str, title: str, label: str = "", language: str = "en") -> PublicationFile:
    document = Document.objects.filter(title=title).first()
    if document is None:
        document = Document(title=title, language=language if language in {"en", "ur"} else "xx")
        document.file.save(name, ContentFile(MADE_HERE[name]()), save=False)
        document.file_size = document.file.size
        document.save()
    return PublicationFile(document=document, label=label, language=language)


def block(part: dict[str, Any]) -> tuple[str, Any]:
    [(kind, value)] = part.items()
    if kind == "text":
        return kind, RichText(value)
    if kind == "callout":
        return kind, value | {"text": RichText(value["text"])}
    return kind, table(**value) if kind == "table" else value


def table(caption: str, columns: list[str], rows: list[list[str]], source: str = "") -> dict[str, Any]:
    """The first column names what the others count."""
    kinds = ["text", *["number"] * (len(columns) - 1)]
    cells = {
        "columns": [{"type": kind, "heading": heading} for kind, heading in zip(kinds, columns, strict=True)],
        "rows": [{"values": row} for row in rows],
        "caption": "",
    }
    typed = PublicationPage.body.field.stream_block.child_blocks["table"].child_blocks["table"]
    return {"caption": caption, "table": typed.to_python(cells), "source": source}
