"""Courses and lessons in a page tree of their own."""

from courses.models import CoursePage, CoursesIndexPage, LessonPage
from gateway.starter.site import add_page


def question(text="Which?", right=(0,), options=("First", "Second", "Third"), code="00000000-0000-0000-0000-000000000001"):
    value = {
        "text": text,
        "options": [{"text": option, "is_right": number in right} for number, option in enumerate(options)],
        "explanation": f"Because of {text}",
    }
    return {"type": "question", "id": code, "value": value}


def several(right=(0, 2)):
    return question("Which ones?", right, code="00000000-0000-0000-0000-000000000002")


def make_course(home, lessons=3, **fields):
    index = add_page(home, CoursesIndexPage(title="Courses", slug="courses", show_in_menus=True))
    defaults = {
        "title": "Counting",
        "slug": "counting",
        "summary": "How to count.",
        "outcomes": [{"type": "outcome", "value": "Count people"}],
        "modules": [{"type": "module", "value": "Beginnings"}, {"type": "module", "value": "Ends"}],
    }
    course = add_page(index, CoursePage(**defaults | fields))
    for number in range(1, lessons + 1):
        make_lesson(course, number)
    return course


def make_lesson(course, number, **fields):
    defaults = {
        "title": f"Lesson {number}",
        "slug": f"lesson-{number}",
        "summary": f"Summary {number}",
        "module": 1 if number < 3 else 2,
        "minutes": 10,
        "body": [{"type": "text", "value": f"<p>Words of lesson {number}</p>"}],
        "key_points": [{"type": "point", "value": f"Point {number}"}],
        "quiz": [] if number == 2 else [question(), several()],
    }
    return add_page(course, LessonPage(**defaults | fields))


def lessons_of(course):
    return list(LessonPage.objects.child_of(course).order_by("path"))
