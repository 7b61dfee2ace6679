"""The programme profiles, from one file each in `data/programmes/`; a source is written once, in `sources.toml`."""

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.text import slugify
from wagtail.models import Page
from wagtail.rich_text import RichText

from gateway.pages.models import HomePage
from gateway.starter.site import add_page
from gateway.taxonomy.models import Area, Institution, Instrument, LifecycleStage, Theme
from programmes.choices import NumberStatus, Precision
from programmes.models import ProgrammePage, ProgrammesIndexPage, StatisticsIndexPage

FOLDER = Path(__file__).parent / "data" / "programmes"
PRECISIONS = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}
FIRST = ["kafaalat", "taleemi-wazaif", "nashonuma", "flood-relief-cash"]
TERMS = {"institutions": Institution, "themes": Theme, "stages": LifecycleStage, "areas": Area}

STATISTICS = {
    "en": {
        "title": "Statistics",
        "summary": "Figures of Pakistan's social protection programmes, each with its source, its period and its release.",
    },
    "ur": {
        "title": "اعداد و شمار",
        "summary": "پاکستان کے سماجی تحفظ کے پروگراموں کے اعداد، ہر ایک اپنے ذریعے، مدت اور اجرا کے ساتھ۔",
    },
}

INDEX = {
    "en": {
        "title": "Programmes",
        "summary": "Who is protected, by whom, with what: the social protection programmes of the federation, "
        "the provinces and the territories, each with its sources and its doubts.",
    },
    "ur": {
        "title": "پروگرام",
        "summary": "کس کو، کس ادارے سے اور کیا تحفظ ملتا ہے: وفاق، صوبوں اور علاقوں کے سماجی تحفظ کے پروگرام، "
        "ہر ایک اپنے ذرائع اور شبہات کے ساتھ۔",
    },
}


def load_programmes() -> None:
    english, urdu = (HomePage.objects.get(locale__language_code=code) for code in ("en", "ur"))
    index = add_page(english, ProgrammesIndexPage(slug="programmes", show_in_menus=True, **INDEX["en"]))
    urdu_index = add_translation(urdu, index, ProgrammesIndexPage(show_in_menus=True, **INDEX["ur"]))
    load_statistics_page(english, urdu)
    for path in profiles():
        load_programme(index, urdu_index, path)


def profiles() -> list[Path]:
    """The English profiles, the largest programmes first."""
    paths = [path for path in FOLDER.glob("*.toml") if path.stem != "sources" and not path.stem.endswith(".ur")]
    return sorted(paths, key=lambda path: (FIRST.index(path.stem) if path.stem in FIRST else len(FIRST), path.stem))


def load_statistics_page(english: Page, urdu: Page) -> None:
    for language, home in (("en", english), ("ur", urdu)):
        page = StatisticsIndexPage(slug="statistics", show_in_menus=True, **STATISTICS[language])
        page.method = body((FOLDER.parent / "statistics" / f"method.{language}.md").read_text(encoding="utf-8"))
        if language == "en":
            original = add_page(home, page)
        else:
            add_translation(home, original, page)


def load_programme(index: Page, urdu_index: Page, path: Path) -> None:
    english = read(path)
    page = add_page(index, programme(path.stem, english))
    urdu = path.with_suffix(".ur.toml")
    if urdu.exists():
        add_translation(urdu_index, page, programme(path.stem, english | read(urdu)))


def add_translation(parent: Page, original: Page, page: Page) -> Page:
    page.slug, page.translation_key = original.slug, original.translation_key
    return add_page(parent, page)


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def known_sources() -> dict[str, dict[str, str]]:
    return read(FOLDER / "sources.toml")


def programme(code: str, data: dict[str, Any]) -> ProgrammePage:
    """An unsaved page; the file's stem is the programme's code and slug."""
    data = dict(data)
    terms = {name: data.pop(name, []) for name in TERMS}
    province, instrument = data.pop("province", None), data.pop("instrument", None)
    data |= dated("started", data.pop("started", None)) | dated("ended", data.pop("ended", None))
    data["figures"] = [("figure", figure(row)) for row in data.get("figures", [])]
    data["body"] = body(data["body"])
    data["sources"] = [("source", source(key) | {"says": says}) for key, says in data["sources"].items()]
    page = ProgrammePage(
        code=code,
        slug=slugify(code),
        province=Area.objects.get(code=province) if province else None,
        instrument=Instrument.objects.get(code=instrument) if instrument else None,
        **data,
    )
    for name, codes in terms.items():
        setattr(page, name, all_terms(TERMS[name], codes))
    return page


def all_terms(model: type, codes: list[str]) -> list:
    found = {term.code: term for term in model.objects.filter(code__in=codes)}
    return [found[code] for code in codes]


def dated(name: str, text: str | None) -> dict[str, Any]:
    """`2012`, `2020-08` or `2024-04-02` as the first day it may mean, and how far it is known."""
    if not text:
        return {}
    return {name: date.fromisoformat((text + "-01-01")[:10]), f"{name}_precision": PRECISIONS[len(text)]}


def source(key: str) -> dict[str, str]:
    return {"url": ""} | known_sources()[key]


def figure(row: dict[str, Any]) -> dict[str, Any]:
    origin = source(row["source"])
    blank = {"unit": "", "status": NumberStatus.REPORTED, "headline": False, "indicator": "", "note": ""}
    return blank | row | {"source": origin["title"], "url": origin["url"]}


def body(text: str) -> list[tuple[str, Any]]:
    """Paragraphs between empty lines; a line that begins with `## ` is a heading."""
    blocks: list[tuple[str, Any]] = []
    for part in re.split(r"\n\s*\n", text.strip()):
        if part.startswith("## "):
            blocks.append(("heading", part[3:]))
        else:
            blocks.append(("text", RichText(f"<p>{part}</p>")))
    return blocks
