"""Where learners' requests arrive: enrolling, answering, finishing, and what the pages then show.

Records change by POST only, save for the time at which an enrolled learner last opened a lesson.
"""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from courses import actions, kept, progress
from courses.forms import QuizForm


def course_context(course, request: HttpRequest) -> dict:
    return {"progress": progress.course_progress(course, request.user)}


def lesson_context(lesson, request: HttpRequest) -> dict:
    """All that a lesson's page shows of the course, of the learner and of the quiz."""
    state = progress.course_progress(lesson.course, request.user)
    if state.enrolment and request.method == "GET" and lesson.pk and not getattr(request, "is_preview", False):
        actions.open_lesson(enrolment=state.enrolment, lesson=lesson)
    attempt = progress.latest_attempt(state.enrolment, lesson)
    asked_for = attempt and request.GET.get("attempt") == str(attempt.pk)
    answers = kept.answers(request, lesson)
    return {
        "progress": state,
        "course": state.outline.course,
        "number": state.outline.number(lesson),
        "previous_lesson": state.outline.previous(lesson),
        "next_lesson": state.outline.following(lesson),
        "is_done": lesson.translation_key in state.done,
        "attempt": attempt,
        "review": progress.review_of(attempt, lesson) if asked_for else None,
        "kept_answers": bool(answers),
        "form": QuizForm(lesson.questions, kept=answers) if lesson.questions else None,
    }


def enrol(course, request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _only_by_post(course)
    if not request.user.is_authenticated:
        return redirect_to_login(course.url)
    actions.enrol(user=request.user, course=course)
    messages.success(request, _("You are enrolled. Your progress is now recorded."))
    first = progress.course_progress(course, request.user).where_left_off
    return HttpResponseRedirect(first.url if first else course.url)


def finish(lesson, request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _only_by_post(lesson)
    if not request.user.is_authenticated:
        return redirect_to_login(lesson.url)
    enrolment = actions.enrol(user=request.user, course=lesson.course)
    if lesson.questions:
        return HttpResponseRedirect(f"{lesson.url}#quiz")
    actions.finish_lesson(enrolment=enrolment, lesson=lesson)
    return HttpResponseRedirect(f"{lesson.url}#done")


def answer(lesson, request: HttpRequest) -> HttpResponse:
    if request.method != "POST" or not lesson.questions:
        return _only_by_post(lesson)
    form = QuizForm(lesson.questions, request.POST)
    complete = form.is_valid()
    if not request.user.is_authenticated:
        kept.keep(request, lesson, form.answers)
        return redirect_to_login(f"{lesson.url}#quiz")
    if not complete:
        context = lesson.get_context(request) | {"form": form}
        return TemplateResponse(request, lesson.get_template(request), context, status=422)
    attempt = actions.answer_quiz(
        enrolment=actions.enrol(user=request.user, course=lesson.course),
        lesson=lesson,
        answers=form.answers,
        form_token=form.cleaned_data["form_token"],
        pass_percent=lesson.course.source.pass_percent,
    )
    kept.drop(request)
    return HttpResponseRedirect(f"{lesson.url}?attempt={attempt.pk}#quiz")


def _only_by_post(page) -> HttpResponse:
    """A person who reloads such an address after signing in lands on the page; anything else is refused."""
    return HttpResponseRedirect(page.url)
