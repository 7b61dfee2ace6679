"""A course as its reader sees it: the lessons in order, each in the reader's language, and their modules."""

from dataclasses import dataclass
from itertools import groupby

from gateway.accounts.audience import Reader, readable
from gateway.pages.localized import in_readers_language


@dataclass(frozen=True)
class Module:
    number: int
    title: str
    lessons: list


@dataclass(frozen=True)
class Outline:
    course: object
    lessons: list

    def index(self, lesson) -> int | None:
        keys = [other.translation_key for other in self.lessons]
        return keys.index(lesson.translation_key) if lesson.translation_key in keys else None

    def number(self, lesson) -> int | None:
        index = self.index(lesson)
        return None if index is None else index + 1

    def previous(self, lesson):
        index = self.index(lesson)
        return self.lessons[index - 1] if index else None

    def following(self, lesson):
        index = self.index(lesson)
        return None if index is None or index + 1 == len(self.lessons) else self.lessons[index + 1]

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)

    @property
    def modules(self) -> list[Module]:
        titles = [str(module.value) for module in self.course.modules]
        in_order = sorted(self.lessons, key=lambda lesson: lesson.module)
        return [
            Module(number, titles[number - 1] if number <= len(titles) else "", list(lessons))
            for number, lessons in groupby(in_order, key=lambda lesson: lesson.module)
        ]


def outline_of(course, reader: Reader) -> Outline:
    source = course.source
    shown = in_readers_language([source], reader)[0]
    lessons = readable(source.get_children(), reader).specific()
    return Outline(shown, in_readers_language(lessons, reader))
