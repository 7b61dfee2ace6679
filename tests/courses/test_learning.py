import pytest
from django.db import IntegrityError

from courses import actions
from courses.models import Attempt, Enrolment, LessonProgress
from courses.progress import course_progress
from tests.courses.conftest import ONE, RIGHT, SEVERAL, WRONG

QUIZ = "/courses/counting/lesson-1/quiz/"


def test_enrolling_leads_to_the_first_lesson_and_happens_once(student, course, learner):
    for _again in range(2):
        assert student.post("/courses/counting/enrol/").url == "/courses/counting/lesson-1/"
    assert learner.enrolments.count() == 1


def test_enrolling_in_a_course_without_lessons_stays_on_its_page(student, course, lessons):
    for lesson in lessons:
        lesson.delete()
    assert student.post("/courses/counting/enrol/").url == "/courses/counting/"


def test_database_refuses_a_second_enrolment(course, learner):
    Enrolment.objects.create(user=learner, course_key=course.translation_key)
    with pytest.raises(IntegrityError):
        Enrolment.objects.create(user=learner, course_key=course.translation_key)


@pytest.mark.parametrize("path", ["enrol/", "lesson-1/quiz/", "lesson-2/done/", "lesson-2/quiz/"])
def test_nothing_is_recorded_by_get(student, course, path):
    response = student.get(f"/courses/counting/{path}")
    assert response.status_code == 302
    assert not Enrolment.objects.exists()


def test_forms_without_their_token_are_refused(course, learner):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(learner)
    assert strict.post("/courses/counting/enrol/").status_code == 403


def test_stranger_who_enrols_signs_in_and_comes_back(client, course):
    assert client.post("/courses/counting/enrol/").url == "/accounts/login/?next=/courses/counting/"
    assert client.post("/courses/counting/lesson-2/done/").url == "/accounts/login/?next=/courses/counting/lesson-2/"


def test_right_answers_make_the_lesson_done_and_show_the_explanations(student, course, learner):
    response = student.post(QUIZ, RIGHT, follow=True)
    page = response.content.decode()
    assert "2 of 2 answers are right." in page
    assert "Because of Which ones?" in page
    assert course_progress(course, learner).done_count == 1
    assert Attempt.objects.get().passed


def test_wrong_answers_are_kept_and_the_lesson_is_not_done(student, course, learner):
    page = student.post(QUIZ, WRONG, follow=True).content.decode()
    assert "0 of 2 answers are right." in page
    assert course_progress(course, learner).done_count == 0
    assert Attempt.objects.get().answers == {ONE: [1], SEVERAL: [0]}


def test_a_form_sent_twice_is_one_attempt_and_other_answers_are_another(student, course):
    student.post(QUIZ, RIGHT)
    student.post(QUIZ, RIGHT)
    assert Attempt.objects.count() == 1
    student.post(QUIZ, WRONG)
    student.post(QUIZ, RIGHT | {"form_token": "second"})
    assert Attempt.objects.count() == 3


def test_last_attempt_is_named_but_not_shown_unasked(student, course):
    student.post(QUIZ, WRONG)
    page = student.get("/courses/counting/lesson-1/").content.decode()
    assert "0 of 2 answers were right" in page
    assert "Because of" not in page
    for wild in ("999", "x", "", "1 OR 1=1"):
        assert student.get("/courses/counting/lesson-1/", {"attempt": wild}).status_code == 200


def test_unanswered_question_is_named_and_the_others_stay_chosen(student, course):
    response = student.post(QUIZ, {SEVERAL: ["0", "2"]})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Choose an answer." in page
    assert page.count("checked") == 2
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("answer", ["9", "x", "0\x00", "0" * 5000])
def test_answer_that_was_never_offered_is_refused(student, course, answer):
    assert student.post(QUIZ, {ONE: answer, SEVERAL: ["0"]}).status_code == 422


def test_answers_of_a_stranger_wait_through_the_sign_in(client, course, learner):
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=learner, email=learner.email, verified=True, primary=True)
    response = client.post(QUIZ, WRONG)
    assert response.url == "/accounts/login/?next=/courses/counting/lesson-1/%23quiz"
    signed_in = client.post(response.url, {"login": learner.email, "password": "correct-horse-battery"})
    assert signed_in.status_code == 302, signed_in.content.decode()
    page = client.get("/courses/counting/lesson-1/")
    assert page.context["kept_answers"]
    assert page.content.decode().count("checked") == 2
    assert not client.get("/courses/counting/lesson-3/").context["kept_answers"]
    client.post(QUIZ, WRONG)
    assert not client.get("/courses/counting/lesson-1/").context["kept_answers"]


def test_lesson_without_quiz_is_done_when_its_reader_says_so(student, course, learner):
    assert student.post("/courses/counting/lesson-2/done/").url == "/courses/counting/lesson-2/#done"
    first = LessonProgress.objects.get().done_at
    student.post("/courses/counting/lesson-2/done/")
    assert LessonProgress.objects.get().done_at == first
    assert "You have finished this lesson." in student.get("/courses/counting/lesson-2/").content.decode()


def test_lesson_with_quiz_is_not_done_by_saying_so(student, course, learner):
    assert student.post("/courses/counting/lesson-1/done/").url.endswith("#quiz")
    assert course_progress(course, learner).done_count == 0


def test_learner_goes_on_where_they_left_off(student, course, lessons, learner):
    enrolment = actions.enrol(user=learner, course=course)
    assert course_progress(course, learner).where_left_off == lessons[0]
    student.get("/courses/counting/lesson-2/")
    progress = course_progress(course, learner)
    assert progress.has_begun
    assert progress.where_left_off == lessons[1]
    actions.finish_lesson(enrolment=enrolment, lesson=lessons[1])
    assert course_progress(course, learner).where_left_off == lessons[2]


def test_finished_course_says_so(student, course, lessons, learner):
    enrolment = actions.enrol(user=learner, course=course)
    for lesson in lessons:
        actions.finish_lesson(enrolment=enrolment, lesson=lesson)
    progress = course_progress(course, learner)
    assert (progress.percent, progress.is_complete, progress.where_left_off) == (100, True, lessons[0])
    assert "you have finished this course" in student.get("/courses/counting/").content.decode()


def test_progress_of_a_lesson_that_is_gone_does_not_count(course, lessons, learner):
    enrolment = actions.enrol(user=learner, course=course)
    actions.finish_lesson(enrolment=enrolment, lesson=lessons[1])
    lessons[1].delete()
    progress = course_progress(course, learner)
    assert (progress.done_count, progress.total, progress.where_left_off) == (0, 2, lessons[0])


def test_course_without_lessons_has_no_progress(course, lessons, learner):
    for lesson in lessons:
        lesson.delete()
    assert course_progress(course, learner).percent == 0


def test_profile_shows_my_courses(student, course, learner):
    assert "You are not enrolled in a course yet" in student.get("/accounts/profile/").content.decode()
    actions.enrol(user=learner, course=course)
    page = student.get("/accounts/profile/").content.decode()
    assert "Counting" in page
    assert "0 of 3 lessons done" in page


def test_profile_without_courses_page_still_answers(student, home):
    assert student.get("/accounts/profile/").status_code == 200


def test_records_name_themselves(course, lessons, learner):
    enrolment = actions.enrol(user=learner, course=course)
    opened = actions.open_lesson(enrolment=enrolment, lesson=lessons[0])
    attempt = Attempt(enrolment=enrolment, score=1, out_of=2)
    assert str(enrolment).startswith(str(learner.pk))
    assert str(opened).endswith(str(lessons[0].translation_key))
    assert str(attempt).endswith("1/2")
