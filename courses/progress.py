"""How far a learner is, read from the records."""

from collections.abc import Iterable
from dataclasses import dataclass

from courses.models.records import Attempt, Enrolment, LessonProgress
from courses.outline import Outline, outline_of
from courses.quiz import Marked, mark
from gateway.accounts.audience import Reader


@dataclass(frozen=True)
class CourseProgress:
    """`enrolment` is None for those who only read."""

    enrolment: Enrolment | None
    outline: Outline
    done: frozenset
    last_opened: object = None

    @property
    def done_count(self) -> int:
        return sum(lesson.translation_key in self.done for lesson in self.outline.lessons)

    @property
    def total(self) -> int:
        return len(self.outline.lessons)

    @property
    def percent(self) -> int:
        return self.done_count * 100 // self.total if self.total else 0

    @property
    def is_complete(self) -> bool:
        return self.total > 0 and self.done_count == self.total

    @property
    def has_begun(self) -> bool:
        return self.last_opened is not None

    @property
    def where_left_off(self):
        """The lesson last opened, or the first one after it that is not done; the first of all when none is left."""
        lessons = self.outline.lessons
        keys = [lesson.translation_key for lesson in lessons]
        start = keys.index(self.last_opened) if self.last_opened in keys else 0
        ahead = lessons[start:] + lessons[:start]
        return next((lesson for lesson in ahead if lesson.translation_key not in self.done), lessons[0] if lessons else None)


def enrolment_of(reader: Reader, course) -> Enrolment | None:
    if not reader.is_authenticated:
        return None
    return Enrolment.objects.filter(user=reader, course_key=course.translation_key).first()


def course_progress(course, reader: Reader) -> CourseProgress:
    outline, enrolment = outline_of(course, reader), enrolment_of(reader, course)
    if enrolment is None:
        return CourseProgress(None, outline, frozenset())
    rows: Iterable[LessonProgress] = enrolment.lessons.order_by("-last_opened_at", "-pk")
    done = frozenset(row.lesson_key for row in rows if row.done_at)
    return CourseProgress(enrolment, outline, done, next((row.lesson_key for row in rows), None))


@dataclass(frozen=True)
class Review:
    """An attempt beside the questions as they are now."""

    attempt: Attempt
    marked: list[Marked]


def latest_attempt(enrolment: Enrolment | None, lesson) -> Attempt | None:
    if enrolment is None:
        return None
    return enrolment.attempts.filter(lesson_key=lesson.translation_key).first()


def review_of(attempt: Attempt, lesson) -> Review:
    return Review(attempt, mark(lesson.questions, attempt.answers))
