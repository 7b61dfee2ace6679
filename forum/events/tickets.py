"""The signed links in each letter: whoever holds the letter may confirm the registration or give the place up."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from forum.models import EventRegistration

_signer = signing.Signer(salt="forum.events.registration")


def ticket_of(row: EventRegistration) -> str:
    return _signer.sign(str(row.key))


def confirm_url(row: EventRegistration) -> str:
    return settings.SITE_URL + reverse("registration_confirm", args=[ticket_of(row)])


def leave_url(row: EventRegistration) -> str:
    return settings.SITE_URL + reverse("registration_leave", args=[ticket_of(row)])


def key_in(ticket: str) -> UUID | None:
    """None for a ticket that nobody signed."""
    try:
        return UUID(_signer.unsign(ticket))
    except (signing.BadSignature, ValueError):
        return None
