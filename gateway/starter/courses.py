"""The starter courses, read from `data/courses/`: a folder a course, a text a lesson, and Urdu beside English."""

import json
from pathlib import Path

from wagtail.models import Page

from courses.models import CoursePage, CoursesIndexPage, LessonPage
from gateway.pages.models import HomePage
from gateway.starter.lesson_text import html, read_lesson
from gateway.starter.site import add_page
from gateway.taxonomy.models import LifecycleStage, Theme

DATA = Path(__file__).parent / "data" / "courses"
LANGUAGES = ("en", "ur")


def load_courses() -> None:
    for language in LANGUAGES:
        home = HomePage.objects.get(locale__language_code=language)
        index = load_page(home, CoursesIndexPage, DATA / "index", language)
        for folder in sorted(path for path in DATA.iterdir() if path.is_dir()):
            load_course(index, folder, language)


def load_course(index: Page, folder: Path, language: str) -> None:
    if not described(folder / "course", language).exists():
        return
    course = load_page(index, CoursePage, folder / "course", language)
    for text in sorted(folder.glob(f"*-*.{language}.txt")):
        load_lesson(course, text, language)


def load_lesson(course: Page, text: Path, language: str) -> None:
    slug = text.name.removesuffix(f".{language}.txt").partition("-")[2]
    lesson = LessonPage(slug=slug, **read_lesson(text.read_text(), f"{course.slug}/{slug}"))
    add_page(course, translation_of_english(lesson, course, language))


def described(stem: Path, language: str) -> Path:
    return stem.with_suffix(f".{language}.json")


def load_page(parent: Page, kind: type[Page], stem: Path, language: str) -> Page:
    """A page whose fields stand in a JSON file; `streams` are lists of plain values, `terms` are codes."""
    fields = json.loads(described(stem, language).read_text())
    terms, streams = fields.pop("terms", {}), fields.pop("streams", {})
    fields |= {name: html(fields[name]) for name in ("introduction",) if name in fields}
    fields |= {name: [{"type": name[:-1], "value": value} for value in values] for name, values in streams.items()}
    page = kind(**fields)
    for name, model in (("themes", Theme), ("stages", LifecycleStage)):
        if name in terms:
            setattr(page, name, list(model.objects.filter(code__in=terms[name])))
    return add_page(parent, translation_of_english(page, parent, language))


def translation_of_english(page: Page, parent: Page, language: str) -> Page:
    """In Urdu, the page takes the key of the English page of its slug, which makes the two one page."""
    if language != "en":
        english = Page.objects.get(translation_key=parent.translation_key, locale__language_code="en")
        page.translation_key = english.get_children().get(slug=page.slug).translation_key
    return page
