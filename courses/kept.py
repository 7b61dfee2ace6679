"""Answers typed by someone who is not signed in yet: one lesson's, in the session, through the sign-in."""

from django.http import HttpRequest

from courses.quiz import Answers

SESSION_KEY = "kept_quiz_answers"


def keep(request: HttpRequest, lesson, answers: Answers) -> None:
    request.session[SESSION_KEY] = {"lesson": str(lesson.translation_key), "answers": answers}


def answers(request: HttpRequest, lesson) -> Answers:
    """Empty when none are kept for this lesson. A preview has no session."""
    session = getattr(request, "session", {})
    found = session.get(SESSION_KEY, {})
    return found["answers"] if found.get("lesson") == str(lesson.translation_key) else {}


def drop(request: HttpRequest) -> None:
    request.session.pop(SESSION_KEY, None)
