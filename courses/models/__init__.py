"""Pages that teach, and the records of those who learn."""

from courses.models.pages import CoursePage, CoursesIndexPage, LessonPage
from courses.models.records import Attempt, Enrolment, LessonProgress

__all__ = ["Attempt", "CoursePage", "CoursesIndexPage", "Enrolment", "LessonPage", "LessonProgress"]
