"""What courses add to the home page and to a person's profile."""

from django.http import HttpRequest

from gateway.accounts.audience import readable
from gateway.accounts.profile import ProfilePanel
from gateway.pages.front import FrontPanel


def front_context(request: HttpRequest) -> dict | None:
    from courses.models.pages import courses_for

    courses = courses_for(request.user)[:3]
    return {"cards": [course.card() for course in courses]} if courses else None


def my_courses(request: HttpRequest) -> dict:
    from courses.models import CoursesIndexPage, Enrolment
    from courses.models.pages import courses_for
    from courses.progress import course_progress

    courses = courses_for(request.user)
    mine = set(Enrolment.objects.filter(user=request.user).values_list("course_key", flat=True))
    index = readable(CoursesIndexPage.objects.filter(locale__language_code="en"), request.user).first()
    return {
        "my_courses": [course_progress(course, request.user) for course in courses if course.translation_key in mine],
        "courses_url": index.url if index else "",
    }


FRONT = FrontPanel(50, "courses/front_panel.html", front_context)
MY_COURSES = ProfilePanel(10, "courses/my_courses_panel.html", my_courses)
