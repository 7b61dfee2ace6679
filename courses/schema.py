"""Courses and lessons as schema.org data."""

from django.conf import settings
from django.http import HttpRequest


def course_schema(base: dict, course, lessons: list) -> dict:
    minutes = sum(lesson.minutes for lesson in lessons)
    return base | {
        "@type": "Course",
        "provider": {"@type": "Organization", "name": settings.WAGTAIL_SITE_NAME, "sameAs": settings.WAGTAILADMIN_BASE_URL},
        "teaches": [str(outcome.value) for outcome in course.outcomes],
        "isAccessibleForFree": True,
        "offers": {"@type": "Offer", "category": "Free", "price": 0, "priceCurrency": "PKR"},
        "hasCourseInstance": {"@type": "CourseInstance", "courseMode": "online", "courseWorkload": f"PT{minutes}M"},
        "hasPart": [{"@type": "LearningResource", "name": lesson.title} for lesson in lessons],
    }


def lesson_schema(base: dict, lesson, request: HttpRequest) -> dict:
    course = lesson.course
    return base | {
        "@type": "LearningResource",
        "learningResourceType": "lesson",
        "timeRequired": f"PT{lesson.minutes}M",
        "isAccessibleForFree": True,
        "isPartOf": {"@type": "Course", "name": course.title, "url": course.get_full_url(request)},
    }
