"""The letter that invites to a meeting, moves it or cancels it, in its reader's language and with the reason for it."""

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from forum.meeting_calendars import attachment
from forum.models import Invitation, MeetingPage
from gateway.pages.localized import in_readers_language


def letter(invitation: Invitation) -> EmailMessage:
    person = invitation.person
    with translation.override(person.language):
        meeting, body = in_readers_language([invitation.meeting, invitation.meeting.get_parent()], person)
        context = {
            "first_line": first_line(invitation),
            "meeting": meeting,
            "body": body,
            "reply_url": settings.SITE_URL + reverse("meeting_reply", args=[invitation.meeting_id]),
            "site": settings.SITE_URL,
        }
        text = render_to_string("forum/letter.txt", context).strip() + "\n"
        found = EmailMessage(subject(invitation, meeting), text, None, [person.email], headers=headers(invitation))
        found.attach(attachment(invitation, invitation.meeting, meeting))
        return found


def kind(invitation: Invitation) -> str:
    """What the letter says: it depends on how the meeting stands, and on whether the person knew of it."""
    if invitation.meeting.state == MeetingPage.State.CANCELLED:
        return "cancelled"
    (state, start, place), told = invitation.wanted.split(), invitation.told.split()
    if told and told[1] != start:
        return "moved"
    return "changed" if told[:1] == [state] and told[2:] != [place] else invitation.meeting.state


def subject(invitation: Invitation, meeting: MeetingPage) -> str:
    words = {
        "cancelled": _("Cancelled: %(title)s"),
        "moved": _("New date: %(title)s"),
        "changed": _("Changed: %(title)s"),
        "proposed": _("Proposed: %(title)s"),
        "scheduled": _("Invitation: %(title)s"),
    }
    return words[kind(invitation)] % {"title": " ".join(meeting.title.split())}


def first_line(invitation: Invitation) -> str:
    words = {
        "cancelled": _("This meeting is cancelled:"),
        "moved": _("This meeting has another date:"),
        "changed": _("The place, the link or the end of this meeting has changed:"),
        "proposed": _("This meeting is proposed. Please say whether you could come:"),
        "scheduled": _("You are invited to this meeting. Please say whether you come:"),
    }
    return words[kind(invitation)]


def headers(invitation: Invitation) -> dict[str, str]:
    """Sent twice after a sudden end, a letter has the same Message-ID, which many readers show once."""
    told = f"{invitation.pk} {invitation.wanted} {invitation.meeting.sequence}"
    digest = hashlib.sha256(told.encode()).hexdigest()[:32]
    return {"Message-ID": f"<meeting-{digest}@{urlsplit(settings.SITE_URL).hostname}>", "Auto-Submitted": "auto-generated"}
