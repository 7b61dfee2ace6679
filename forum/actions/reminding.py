"""Reminds people of their actions, once before the due date and once after it; the right to read is asked as a letter is made.

A letter is claimed first, handed over, and noted at once after: no two workers send it, and a sudden end between handing
over and noting repeats that one letter under the same Message-ID, and loses none.
"""

import logging
from collections.abc import Iterator
from datetime import date, timedelta
from smtplib import SMTPException

from django.db.models import Q, QuerySet
from django.utils import timezone

from forum.actions.letters import letter
from forum.actions.own import own_actions
from forum.actions.stopping import wants_reminders
from forum.models import Action, ActionReminder, Membership
from gateway.accounts.models import User

LETTER_HOUR = 7
BEFORE, AFTER = timedelta(days=7), timedelta(days=14)
CLAIM = timedelta(minutes=45)
Kind = ActionReminder.Kind
logger = logging.getLogger(__name__)


def send_due() -> None:
    """From seven in the morning, by the date of Pakistan; asked every hour, it tries again what failed."""
    now = timezone.localtime()
    for person in people(now.date()) if now.hour >= LETTER_HOUR else ():
        try:
            remind(person, now.date())
        except (OSError, SMTPException) as error:
            logger.warning("The reminder of person %s was not sent: %s", person.pk, type(error).__name__)
        except Exception:
            logger.exception("Person %s could not be reminded", person.pk)


def due_now(today: date) -> Q:
    """From a week before the day to two weeks after it: nobody is reminded of what is long past."""
    return Q(state__in=Action.OPEN, due__range=(today - AFTER, today + BEFORE))


def people(today: date) -> Iterator[User]:
    """Whoever may be in charge of something that is due; each is read when their turn comes."""
    due = Action.objects.filter(due_now(today))
    seats = Membership.objects.current().filter(institution__in=due.filter(person=None).values("institution"))
    found = User.objects.filter(Q(pk__in=due.values("person")) | Q(pk__in=seats.values("person")), is_active=True)
    for number in found.exclude(email="").order_by("pk").values_list("pk", flat=True):
        yield from User.objects.filter(pk=number, is_active=True)


def remind(person: User, today: date) -> None:
    """One letter for all of which the person was not told yet and may still read."""
    if not wants_reminders(person):
        return
    actions = list(own_actions(person).filter(due_now(today)).order_by("due", "pk"))
    claimed = claim(person, actions, today)
    told = set(claimed.values_list("action", flat=True))
    found = [action for action in actions if action.pk in told]
    if not found:
        return
    try:
        letter(person, found, list(claimed.order_by("pk"))).send()
    except Exception:
        claimed.update(claimed_until=None)
        raise
    claimed.update(sent_at=timezone.now())


def claim(person: User, actions: list[Action], today: date) -> QuerySet[ActionReminder]:
    """The reminders of these actions that nobody has sent and nobody else is sending."""
    wanted = [ActionReminder(action=action, person=person, kind=kind_of(action, today), due=action.due) for action in actions]
    ActionReminder.objects.bulk_create(wanted, ignore_conflicts=True)
    now = timezone.now()
    open_now = Q(claimed_until=None) | Q(claimed_until__lte=now)
    unsent = ActionReminder.objects.filter(open_now, person=person, sent_at=None)
    numbers = [
        row.pk
        for row in unsent.select_related("action")
        if row.action in actions and row.due == row.action.due and row.kind == kind_of(row.action, today)
    ]
    unsent.filter(pk__in=numbers).update(claimed_until=now + CLAIM)
    return ActionReminder.objects.filter(pk__in=numbers, claimed_until=now + CLAIM)


def kind_of(action: Action, today: date) -> str:
    return Kind.AFTER if action.due and action.due < today else Kind.BEFORE
