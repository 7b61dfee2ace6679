"""A worker for the tests that kill it while it sends reminders: each attempt is a process of its own, at an hour of its own.

It reads commands as lines of JSON and answers each with one.
"""

import os
from datetime import date, datetime, timedelta

import django

django.setup()

import time_machine  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from forum.actions.reminding import send_due  # noqa: E402
from forum.models import Action, ActionReminder, ForumIndexPage  # noqa: E402
from tests.factories.forum import make_action, make_body, make_meeting, make_user, seat  # noqa: E402
from tests.interpreter import answer  # noqa: E402

DUE = date(2031, 3, 10)
"""No other action of the site is due then."""


def prepare(members: int) -> list[str]:
    """A body whose members each have an action to be reminded of; their addresses."""
    body = make_body(ForumIndexPage.objects.get(locale__language_code="en"), slug="kept-waiting")
    meeting = make_meeting(body, slug="kept-waiting-meeting")
    people = [seat(body, make_user(f"kept-waiting-{number}")) for number in range(members)]
    for person in people:
        make_action(meeting, person=person, due=DUE)
    connections.close_all()
    return [person.email for person in people]


def send(minutes: int) -> int:
    """The process that sends what is due, that many minutes after eight in the morning."""
    if pid := os.fork():
        return pid
    now = timezone.make_aware(datetime(DUE.year, DUE.month, DUE.day, 8)) + timedelta(minutes=minutes)
    try:
        with time_machine.travel(now, tick=True):
            send_due()
    finally:
        os._exit(0)


def wait(pid: int) -> int:
    return os.waitpid(pid, 0)[1]


def unsent() -> int:
    """Afterwards nothing of it is left."""
    found = ActionReminder.objects.filter(due=DUE)
    left = found.filter(sent_at=None).count()
    Action.objects.filter(due=DUE).delete()
    connections.close_all()
    return left


answer({"prepare": prepare, "send": send, "wait": wait, "unsent": unsent})
