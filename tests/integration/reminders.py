"""Members to be reminded, and the sending of their letters in a process that may be killed; runs in a site."""

import os
from datetime import date, datetime, timedelta

import time_machine
from django.conf import settings
from django.db import connections
from django.utils import timezone

from forum.actions.reminding import send_due
from forum.models import Action, ActionReminder, ForumIndexPage
from gateway.search.queue import request_findable
from tests.factories.forum import make_action, make_body, make_meeting, seat
from tests.integration.at_once import name, somebody

DUE = date(2031, 3, 10)
"""No other action of the site is due then."""


def prepare(members: int) -> list[str]:
    """A body whose members each have an action to be reminded of; their addresses, sorted."""
    body = make_body(ForumIndexPage.objects.get(locale__language_code="en"), slug=name())
    meeting = make_meeting(body, slug=name())
    people = [seat(body, somebody()) for _one in range(members)]
    for one in people:
        make_action(meeting, person=one, due=DUE)
    return sorted(one.email for one in people)


def send(minutes: int, port: int) -> int:
    """The process that sends what is due to a mail server, that many minutes after eight in the morning."""
    connections.close_all()
    if pid := os.fork():
        return pid
    now = timezone.make_aware(datetime(DUE.year, DUE.month, DUE.day, 8)) + timedelta(minutes=minutes)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
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
    meetings = set(Action.objects.filter(due=DUE).values_list("meeting", flat=True))
    Action.objects.filter(due=DUE).delete()
    request_findable(meetings)
    return left
