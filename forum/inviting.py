"""Invitations on their way: whom the secretariat asks, and the letters, each sent once for each state of the meeting.

The right to read the meeting is asked again when a letter is sent, not only when it was asked for.
"""

import logging
from smtplib import SMTPException

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from forum.letters import letter
from forum.models import Invitation, MeetingPage, Membership
from gateway.accounts.audience import may_read

logger = logging.getLogger(__name__)


def seats_on_the_day(meeting: MeetingPage) -> QuerySet[Membership]:
    """Those whose term covers the day of the meeting, in the body of which it is."""
    day = timezone.localdate(meeting.starts_at)
    seats = Membership.objects.between(day, day).filter(body__translation_key=meeting.get_parent().translation_key)
    return seats.select_related("person", "institution", "province").order_by("role", "person__last_name", "pk")


def ask(meeting: MeetingPage) -> int:
    """Asks for a letter to everybody who has not been told how the meeting stands now; how many that are.

    Of a meeting that is cancelled only those are told who were invited to it.
    """
    if meeting.is_to_come:
        people = {seat.person for seat in seats_on_the_day(meeting) if seat.person.is_active}
        Invitation.objects.bulk_create((Invitation(meeting=meeting, person=person) for person in people), ignore_conflicts=True)
    found = untold(meeting)
    return found.exclude(wanted=meeting.version).update(wanted=meeting.version)


def untold(meeting: MeetingPage) -> QuerySet[Invitation]:
    found = Invitation.objects.filter(meeting=meeting).exclude(told=meeting.version)
    if meeting.is_to_come:
        return found.filter(person__in=seats_on_the_day(meeting).values("person"))
    return found.exclude(told="") if meeting.state == MeetingPage.State.CANCELLED else found.none()


def send_due() -> None:
    for number in Invitation.objects.exclude(wanted=F("told")).values_list("pk", flat=True):
        try:
            send(number)
        except (OSError, SMTPException) as error:
            logger.warning("The letter of invitation %s was not sent: %s", number, type(error).__name__)
        except Exception:
            logger.exception("Invitation %s could not be sent", number)


@transaction.atomic
def send(number: int) -> None:
    """If the letter cannot be handed over, it counts as not sent, and is tried again."""
    invitation = Invitation.objects.select_related("meeting", "person").filter(pk=number).first()
    if invitation is None or not may_be_told(invitation):
        return
    before = Invitation.objects.filter(pk=number, told=invitation.told, wanted=invitation.wanted)
    if before.update(told=invitation.wanted, sent_at=timezone.now()):
        letter(invitation).send()


def may_be_told(invitation: Invitation) -> bool:
    meeting, person = invitation.meeting, invitation.person
    stands = meeting.live and meeting.version == invitation.wanted and meeting.starts_at > timezone.now()
    return stands and person.is_active and bool(person.email) and may_read(person, meeting)
