"""Circulating the minutes: their lines are laid out for discussion, and those who attended are written to, each once."""

import logging
from smtplib import SMTPException

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from forum.minutes.holding import held
from forum.minutes.letter import letter
from forum.minutes.lines import split, text_of
from forum.models import Attendance, MeetingPage, MinutesLetter, MinutesLine, MinutesPart
from gateway.accounts.audience import may_read
from gateway.accounts.models import User
from gateway.search.queue import request_findable

logger = logging.getLogger(__name__)
THERE = [Attendance.State.PRESENT, Attendance.State.DEPUTY]


def attendees(meeting: MeetingPage) -> QuerySet[User]:
    """Those who were there, and those for whom a deputy was."""
    rows = Attendance.objects.filter(list__meeting__translation_key=meeting.translation_key, state__in=THERE)
    return User.objects.filter(pk__in=rows.values("membership__person"), is_active=True)


def what_is_missing(meeting: MeetingPage) -> str:
    """Why the minutes cannot be circulated yet; empty if they can."""
    if meeting.state != MeetingPage.State.HELD or not meeting.live:
        return _("Set the meeting to held, and publish it.")
    if meeting.has_unpublished_changes:
        return _("Publish the changes of the meeting's page first: what you wrote last is not published yet.")
    if not any(split(html) for html in (meeting.minutes, *meeting.agenda.values_list("minutes", flat=True))):
        return _("Write the minutes first, item by item, and publish the meeting.")
    if not attendees(meeting).exists():
        return _("Record the attendance first: the minutes go to those who were there.")
    return ""


@transaction.atomic
def circulate(meeting: MeetingPage) -> int:
    """How many people are to be written to."""
    meeting = held(meeting.pk)
    if meeting.minutes_state != MeetingPage.Minutes.DRAFT:
        raise ValidationError(_("The minutes are circulated already."))
    if missing := what_is_missing(meeting):
        raise ValidationError(missing)
    lay_out(meeting)
    letters = [MinutesLetter(meeting=meeting, person=person) for person in attendees(meeting)]
    return len(MinutesLetter.objects.bulk_create(letters, ignore_conflicts=True))


@transaction.atomic
def lay_out(meeting: MeetingPage) -> None:
    """From now on the lines are the minutes; the page's fields were the draft of them."""
    set_state(meeting, MeetingPage.Minutes.CIRCULATED)
    texts = [("opening", "", meeting.minutes)]
    texts += [(f"item-{item.pk}", item.title, item.minutes) for item in meeting.agenda.order_by("sort_order", "pk")]
    for order, (key, title, html) in enumerate(texts):
        part = MinutesPart.objects.create(meeting=meeting, key=key, title=title, order=order)
        lines = [{**line, "text": text_of(line["html"])} for line in split(html)] + [{"is_end": True}]
        MinutesLine.objects.bulk_create(MinutesLine(part=part, order=place, **line) for place, line in enumerate(lines))


def set_state(meeting: MeetingPage, state: str) -> None:
    """In all translations of the meeting; its editor has no field for it."""
    found = MeetingPage.objects.filter(translation_key=meeting.translation_key)
    found.update(minutes_state=state)
    request_findable(found.values_list("pk", flat=True))


def send_due() -> None:
    for number in MinutesLetter.objects.filter(sent_at=None).values_list("pk", flat=True):
        try:
            send(number)
        except (OSError, SMTPException) as error:
            logger.warning("The letter about minutes %s was not sent: %s", number, type(error).__name__)
        except Exception:
            logger.exception("The letter about minutes %s could not be sent", number)


@transaction.atomic
def send(number: int) -> None:
    """If the letter cannot be handed over, it counts as not sent, and is tried again while what it says still holds."""
    found = MinutesLetter.objects.select_related("meeting", "person", "recall").filter(pk=number).first()
    if found is None or not may_be_told(found):
        return
    if MinutesLetter.objects.filter(pk=number, sent_at=None).update(sent_at=timezone.now()):
        letter(found).send()


def may_be_told(found: MinutesLetter) -> bool:
    meeting, person = found.meeting, found.person
    told_in = MeetingPage.Minutes.DRAFT if found.recall_id else MeetingPage.Minutes.CIRCULATED
    discussed = meeting.live and meeting.minutes_state == told_in
    there = attendees(meeting).filter(pk=person.pk).exists()
    return discussed and there and bool(person.email) and may_read(person, meeting)
