"""The letter that brings the minutes to somebody who attended, or says that they are taken back; in their language, with its reason."""

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from forum.models import MinutesLetter
from gateway.pages.localized import in_readers_language


def letter(found: MinutesLetter) -> EmailMessage:
    """Sent twice after a sudden end, it has the same Message-ID, which many readers show once."""
    person = found.person
    told = f"minutes {found.pk} {found.recall_id}" if found.recall_id else f"minutes {found.pk}"
    digest = hashlib.sha256(told.encode()).hexdigest()[:32]
    headers = {"Message-ID": f"<minutes-{digest}@{urlsplit(settings.SITE_URL).hostname}>", "Auto-Submitted": "auto-generated"}
    with translation.override(person.language):
        meeting, body = in_readers_language([found.meeting, found.meeting.get_parent()], person)
        address = settings.SITE_URL + reverse("minutes", args=[found.meeting_id])
        context = {"meeting": meeting, "body": body, "address": address, "site": settings.SITE_URL, "recall": found.recall}
        text = render_to_string("forum/minutes_letter.txt", context).strip() + "\n"
        words = _("Minutes taken back: %(title)s") if found.recall else _("Minutes: %(title)s")
        subject = words % {"title": " ".join(meeting.title.split())}
        return EmailMessage(subject, text, None, [person.email], headers=headers)
