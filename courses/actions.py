"""What a learner does. Each verb may be repeated, or arrive twice at once, and leaves one record."""

from django.db import transaction
from django.utils import timezone

from courses.models.records import Attempt, Enrolment, LessonProgress
from courses.quiz import Answers, fingerprint, is_passed, mark
from gateway.accounts.models import User


def enrol(*, user: User, course) -> Enrolment:
    enrolment, _created = Enrolment.objects.get_or_create(user=user, course_key=course.translation_key)
    return enrolment


def open_lesson(*, enrolment: Enrolment, lesson) -> LessonProgress:
    progress, _created = LessonProgress.objects.update_or_create(
        enrolment=enrolment, lesson_key=lesson.translation_key, defaults={"last_opened_at": timezone.now()}
    )
    return progress


@transaction.atomic
def finish_lesson(*, enrolment: Enrolment, lesson) -> LessonProgress:
    """Marks a lesson as done; the first time counts."""
    progress = open_lesson(enrolment=enrolment, lesson=lesson)
    LessonProgress.objects.filter(pk=progress.pk, done_at=None).update(done_at=timezone.now())
    return progress


@transaction.atomic
def answer_quiz(*, enrolment: Enrolment, lesson, answers: Answers, form_token: str, pass_percent: int) -> Attempt:
    """Marks the answers and keeps them; a passed quiz makes its lesson done."""
    marked = mark(lesson.questions, answers)
    score = sum(one.is_right for one in marked)
    passed = is_passed(score, len(marked), pass_percent)
    attempt, _created = Attempt.objects.get_or_create(
        enrolment=enrolment,
        fingerprint=fingerprint(form_token, lesson.translation_key, answers),
        defaults={
            "lesson_key": lesson.translation_key,
            "answers": answers,
            "score": score,
            "out_of": len(marked),
            "passed": passed,
        },
    )
    if passed:
        finish_lesson(enrolment=enrolment, lesson=lesson)
    return attempt
