"""What somebody who registered is told, in the language in which they registered. No letter repeats what they typed."""

import hashlib
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from forum.dates import span
from forum.events.places import HELD_FOR
from forum.events.showing import reason
from forum.events.tickets import confirm_url, leave_url
from forum.models import EventPage, EventRegistration
from gateway.accounts.audience import Reader
from gateway.pages.localized import in_readers_language

State, Letter = EventRegistration.State, EventRegistration.Letter


def letter(row: EventRegistration, reader: Reader) -> EmailMessage:
    """`reader` is the person as the site knows them, or nobody: what they may not read is not in the letter."""
    with translation.override(row.language):
        [event] = in_readers_language([row.event], reader)
        first_line, subject = words(row, event)
        context = {
            "row": row,
            "event": event,
            "first_line": first_line,
            "standing": standing(row, event),
            "span": span(event.starts_on, event.ends_on),
            "earlier": [span(*days) for days in event.earlier_spans][-1:],
            "reason": reason(event)[0],
            "url": urljoin(settings.SITE_URL, event.url),
            "confirm_url": confirm_url(row) if row.letter == Letter.CONFIRM else "",
            "leave_url": leave_url(row),
            "kept_days": settings.REGISTRATIONS_KEPT_DAYS,
            "site": settings.SITE_URL,
        }
        text = render_to_string("forum/events/letter.txt", context).strip() + "\n"
        return EmailMessage(subject, text, None, [row.email], headers=headers(row))


def words(row: EventRegistration, event: EventPage) -> tuple[str, str]:
    """The first line and the subject."""
    kind = news_of(row, event) if row.letter == Letter.NEWS else row.letter
    title = {"title": " ".join(event.title.split())}
    first, subject = sentences(row)[kind]
    return first, subject % title


def news_of(row: EventRegistration, event: EventPage) -> str:
    """What is new since the letter before."""
    if event.status != EventPage.Status.PLANNED:
        return event.status
    told, stands = row.told.partition(" ")[2], event.version.partition(" ")[2]
    return "again" if told == stands else "moved"


def standing(row: EventRegistration, event: EventPage) -> str:
    """News may bring a place, or none: they say how the person's registration stands now."""
    if row.letter != Letter.NEWS or event.status == EventPage.Status.CALLED_OFF:
        return ""
    return sentences(row)[Letter.PLACE if row.state == State.CONFIRMED else Letter.WAITING][0]


def sentences(row: EventRegistration) -> dict[str, tuple[str, str]]:
    hours = {"hours": int(HELD_FOR.total_seconds() // 3600)}
    held = _("Please confirm that you registered. Your place is kept for %(hours)d hours.") % hours
    full = _("All places are taken. Please confirm that you want to be on the waiting list, within %(hours)d hours.") % hours
    known = {
        State.CONFIRMED: _("Somebody, perhaps you, registered with your address again. You have a place already."),
        State.WAITING: _("Somebody, perhaps you, registered with your address again. You are on the waiting list already."),
    }
    return {
        Letter.CONFIRM: (held if row.held_until else full, _("Please confirm: %(title)s")),
        Letter.PLACE: (_("You have a place at this event."), _("Your place: %(title)s")),
        Letter.WAITING: (_("You are on the waiting list of this event."), _("Waiting list: %(title)s")),
        Letter.MOVED_UP: (_("A place became free, and it is yours."), _("You have a place now: %(title)s")),
        Letter.KNOWN: (known.get(row.state, held), _("Your registration: %(title)s")),
        "called-off": (_("This event is called off."), _("Called off: %(title)s")),
        "postponed": (_("This event is postponed. You will be told when there is a new date."), _("Postponed: %(title)s")),
        "again": (_("This event takes place after all."), _("It takes place: %(title)s")),
        "moved": (_("This event has another date or hour."), _("New date: %(title)s")),
    }


def headers(row: EventRegistration) -> dict[str, str]:
    """Sent twice after a sudden end, a letter has the same Message-ID, which many readers show once."""
    digest = hashlib.sha256(f"{row.key} {row.letter} {row.letter_due}".encode()).hexdigest()[:32]
    return {"Message-ID": f"<event-{digest}@{urlsplit(settings.SITE_URL).hostname}>", "Auto-Submitted": "auto-generated"}
