"""The desk's list of invitations: who is to be asked, who was, and what they answered."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _, ngettext
from django.views.generic import TemplateView

from forum.desk.base import DeskPage
from forum.inviting import ask, seats_on_the_day
from forum.models import Invitation, MeetingPage, Membership
from forum.tasks import send_invitations


@dataclass(frozen=True)
class Line:
    """One person on the list; `seat` is None for somebody whose term no longer covers the day."""

    person: object
    seat: Membership | None
    invitation: Invitation | None
    answers: bool
    is_told: bool

    @property
    def is_waiting(self) -> bool:
        return bool(self.invitation) and self.invitation.wanted != self.invitation.told


def lines(meeting: MeetingPage) -> list[Line]:
    seats = {seat.person: seat for seat in seats_on_the_day(meeting)}
    invitations = {row.person: row for row in Invitation.objects.filter(meeting=meeting).select_related("person")}
    people = [*seats, *(person for person in invitations if person not in seats)]
    return [line(meeting, person, seats.get(person), invitations.get(person)) for person in people]


def line(meeting: MeetingPage, person, seat: Membership | None, invitation: Invitation | None) -> Line:
    answers = bool(invitation) and invitation.answers(meeting)
    return Line(person, seat, invitation, answers, bool(invitation) and invitation.told == meeting.version)


class InvitationsView(DeskPage, TemplateView):
    template_name = "forum/admin/invitations.html"
    page_title = _("Invitations and replies")

    def get_context_data(self, **kwargs) -> dict:
        found = lines(self.meeting)
        expected = sum(
            line.answers and line.seat is not None and line.seat.votes and line.invitation.reply != Invitation.Reply.APOLOGIES
            for line in found
        )
        voting = sum(line.seat is not None and line.seat.votes for line in found)
        more = {"lines": found, "expected": expected, "voting": voting, "quorum": self.body.quorum_of(voting)}
        return super().get_context_data(**kwargs) | more | {"may_send": self.may_send()}

    def may_send(self) -> bool:
        return self.meeting.live and self.meeting.state != MeetingPage.State.HELD

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        asked = ask(self.meeting) if self.may_send() else 0
        transaction.on_commit(send_invitations.delay)
        words = ngettext("%(count)d letter is on its way.", "%(count)d letters are on their way.", asked)
        if asked:
            messages.success(request, words % {"count": asked})
        else:
            messages.info(request, _("Nobody waits for a letter: all have been told how the meeting stands."))
        return redirect("forum_desk:invitations", self.meeting.pk)
