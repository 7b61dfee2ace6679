"""Answers to proposed changes: what is accepted changes the line, unless the line is no longer the one that was meant."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from forum.minutes.holding import held
from forum.minutes.lines import html_of, text_of
from forum.models import Amendment, MeetingPage, MinutesLine, MinutesPart
from gateway.accounts.models import User
from gateway.search.queue import request_findable


@transaction.atomic
def answer(amendment: Amendment, state: str, reason: str, by: User) -> None:
    """Raises ValidationError where it cannot be answered so; then nothing has changed."""
    meeting = held(amendment.line.part.meeting_id)
    if MinutesPart.objects.filter(pk=amendment.line.part_id).exclude(recall=None).exists():
        raise ValidationError(_("This was proposed for a text that was taken back."))
    if meeting.minutes_state != MeetingPage.Minutes.CIRCULATED:
        raise ValidationError(_("The minutes are confirmed: only a correction changes them."))
    said = {"state": state, "answer": reason, "answered_by": by, "answered_at": timezone.now()}
    if not Amendment.objects.filter(pk=amendment.pk, state=Amendment.State.OPEN).update(**said):
        raise ValidationError(_("Somebody has answered this proposal meanwhile."))
    if state == Amendment.State.ACCEPTED:
        change_line(amendment)
        request_findable([meeting.pk])


def change_line(amendment: Amendment) -> None:
    line = amendment.line
    if line.is_end:
        add_line(line, amendment.text)
        return
    html = html_of(amendment.text, before=line.html)
    as_it_stood = MinutesLine.objects.filter(pk=line.pk, text=amendment.before)
    if not as_it_stood.update(html=html, text=text_of(html)):
        raise ValidationError(_("The line has been changed since this was proposed, so the proposal does not fit it any more."))


def add_line(end: MinutesLine, text: str) -> None:
    """Before the end of its part, so that a second addition comes after the first."""
    html = html_of(text)
    place = MinutesLine.objects.get(pk=end.pk).order
    MinutesLine.objects.create(part_id=end.part_id, order=place, html=html, text=text_of(html))
    MinutesLine.objects.filter(pk=end.pk).update(order=F("order") + 1)
