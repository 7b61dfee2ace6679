"""A person's own calendar under a secret address, which they make, renew and close in their account."""

import secrets

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from forum.calendars import CONTENT_TYPE
from forum.meeting_calendars import own_calendar
from forum.models import CalendarAddress
from forum.models.calendar_addresses import digest_of
from forum.replying import PRIVATE
from gateway.accounts.models import User

SECRET = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}


@require_safe
def calendar_of_person(request: HttpRequest, token: str) -> HttpResponse:
    """Without a sign-in: the address is the right, as far as its person's own rights reach at this request."""
    found = CalendarAddress.objects.select_related("person").filter(digest=digest_of(token), person__is_active=True)
    address = found.first()
    if address is None or address.is_expired:
        raise Http404
    address.note_visit()
    calendar = own_calendar(address.person, address.digest[:32])
    headers = SECRET | {"Content-Disposition": 'inline; filename="meetings.ics"'}
    return HttpResponse(calendar.to_ical(), content_type=CONTENT_TYPE, headers=headers)


@login_required
@require_POST
def make_address(request: HttpRequest) -> HttpResponse:
    """Shown in this answer and never again: what is kept does not tell it. An earlier address is closed."""
    address = new_address(request.user)
    page = render_to_string("forum/calendar_address.html", {"address": address}, request)
    return HttpResponse(page, headers=PRIVATE)


@login_required
@require_POST
def close_address(request: HttpRequest) -> HttpResponse:
    CalendarAddress.objects.filter(person=request.user).delete()
    messages.success(request, _("The address of your calendar is closed. Programs that ask for it find nothing any more."))
    return redirect("account_profile")


def new_address(person: User) -> str:
    token = secrets.token_urlsafe(32)
    fresh = {"digest": digest_of(token), "made_on": timezone.localdate(), "seen_on": None}
    CalendarAddress.objects.update_or_create(person=person, defaults=fresh)
    return str(settings.SITE_URL + reverse("own_calendar", args=[token]))
