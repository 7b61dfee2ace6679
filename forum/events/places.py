"""Who has a place at an event, who waits for one, and how places pass from one to the next.

Each change holds the lock of the event's row, so that no two take the last place. An unconfirmed registration holds its
place for a day. All hangs on the English page, whatever the language in which somebody registered.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from forum.models import EventPage, EventRegistration

State, Letter = EventRegistration.State, EventRegistration.Letter
HELD_FOR = timedelta(hours=24)
REPEATED_AFTER = timedelta(minutes=10)


class RegistrationClosed(Exception):
    """Nobody can register for the event at this moment."""


def locked(event_id: int) -> EventPage:
    """The event, which nobody else changes until the transaction ends. SQLite lets one writer in at a time anyway."""
    return EventPage.objects.select_for_update(of=("self",)).get(pk=event_id)


def registrations(event: EventPage) -> QuerySet[EventRegistration]:
    return EventRegistration.objects.filter(event=event)


def holding(now: datetime) -> Q:
    return Q(state=State.CONFIRMED) | Q(state=State.UNCONFIRMED, held_until__gt=now)


def room(event: EventPage, now: datetime) -> float:
    """How many places are free; below zero where the limit was lowered."""
    return float("inf") if event.places is None else event.places - registrations(event).filter(holding(now)).count()


def held_places(event: EventPage) -> int:
    found = EventRegistration.objects.filter(event__translation_key=event.translation_key)
    return found.filter(holding(timezone.now())).count()


def has_room(event: EventPage, now: datetime) -> bool:
    return room(event, now) > 0 and not registrations(event).filter(state=State.WAITING).exists()


def ask_for_letter(row: EventRegistration, letter: str, now: datetime) -> None:
    row.letter, row.letter_due, row.tries = letter, now, 0
    row.save()


def is_done_with(event: EventPage) -> bool:
    return event.status == EventPage.Status.CALLED_OFF or event.is_over


def settle(event: EventPage, now: datetime) -> int:
    """Gives the free places to those who wait, the first first; how many moved up."""
    if is_done_with(event):
        return 0
    free, waiting = room(event, now), registrations(event).filter(state=State.WAITING).order_by("queued_at", "pk")
    rows = list(waiting if free == float("inf") else waiting[: max(int(free), 0)])
    for row in rows:
        row.state, row.queued_at = State.CONFIRMED, None
        ask_for_letter(row, Letter.MOVED_UP, now)
    return len(rows)


@transaction.atomic
def register(event_id: int, said: dict, now: datetime | None = None) -> None:
    """Answers nothing: whether the address was known is told to the address alone. Raises RegistrationClosed."""
    now = now or timezone.now()
    event = locked(event_id)
    if not event.is_open(now):
        raise RegistrationClosed
    settle(event, now)
    known = registrations(event).filter(email=said["email"]).first()
    if known is None:
        hold(EventRegistration(event=event, **said), event, now)
    elif known.state == State.UNCONFIRMED and lapsed(known, now):
        hold(known, event, now)
    elif known.sent_at is None or known.sent_at + REPEATED_AFTER <= now:
        ask_for_letter(known, Letter.CONFIRM if known.state == State.UNCONFIRMED else Letter.KNOWN, now)


def hold(row: EventRegistration, event: EventPage, now: datetime) -> None:
    row.asked_at, row.held_until = now, now + HELD_FOR if room(event, now) > 0 else None
    ask_for_letter(row, Letter.CONFIRM, now)


def lapsed(row: EventRegistration, now: datetime) -> bool:
    return row.asked_at + HELD_FOR <= now


@transaction.atomic
def confirm(key: UUID, now: datetime | None = None) -> EventRegistration | None:
    """The registration as it now stands: with a place, or on the waiting list. None where there is none any more."""
    now = now or timezone.now()
    event, row = locked_with(key)
    if event is None or row is None or row.state != State.UNCONFIRMED or is_done_with(event):
        return row
    holds_place = row.held_until is not None and row.held_until > now
    if not holds_place:
        settle(event, now)
    if holds_place or has_room(event, now):
        row.state, row.held_until = State.CONFIRMED, None
        ask_for_letter(row, Letter.PLACE, now)
    else:
        row.state, row.held_until, row.queued_at = State.WAITING, None, now
        ask_for_letter(row, Letter.WAITING, now)
    return row


@transaction.atomic
def leave(key: UUID, now: datetime | None = None) -> None:
    """Deletes the registration; the first of those who wait takes the place."""
    event, row = locked_with(key)
    if event is not None and row is not None:
        row.delete()
        settle(event, now or timezone.now())


def locked_with(key: UUID) -> tuple[EventPage | None, EventRegistration | None]:
    found = EventRegistration.objects.filter(key=key).values_list("event", flat=True).first()
    event = locked(found) if found else None
    return event, EventRegistration.objects.filter(key=key).first() if event else None


@transaction.atomic
def tend(event_id: int, now: datetime | None = None) -> None:
    """Deletes what was never confirmed within the day, and passes on the places."""
    now = now or timezone.now()
    event = locked(event_id)
    registrations(event).filter(state=State.UNCONFIRMED, asked_at__lte=now - HELD_FOR).delete()
    settle(event, now)


@transaction.atomic
def tell_of_changes(event_id: int) -> None:
    """Once the event is published anew: places that were added are given, and whoever knows another date or state is told."""
    now, event = timezone.now(), locked(event_id)
    if event.status == EventPage.Status.CALLED_OFF:
        registrations(event).filter(state=State.UNCONFIRMED).delete()
    settle(event, now)
    untold = registrations(event).exclude(state=State.UNCONFIRMED).exclude(told=event.version)
    if not event.is_over:
        untold.update(letter=Letter.NEWS, letter_due=now, tries=0)
