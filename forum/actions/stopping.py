"""Reminders stopped and wanted again; the signed link in each letter, which stops them with or without a sign-in."""

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from forum.models import NoReminders
from forum.replying import PRIVATE
from gateway.accounts.models import User

_signer = signing.Signer(salt="forum.actions.reminders.stop")


def wants_reminders(person: User) -> bool:
    return not NoReminders.objects.filter(person=person).exists()


def set_reminders(person: User, wanted: bool) -> None:
    if wanted:
        NoReminders.objects.filter(person=person).delete()
    else:
        NoReminders.objects.get_or_create(person=person)


def stop_url(person: User) -> str:
    with translation.override(person.language):
        return str(settings.SITE_URL + reverse("reminders_stop", args=[_signer.sign(str(person.pk))]))


def person_of(ticket: str) -> int | None:
    """Whose letters a ticket stops; None for a ticket that nobody signed."""
    try:
        return int(_signer.unsign(ticket))
    except signing.BadSignature:
        return None


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, ticket: str) -> HttpResponse:
    """A look at the link changes nothing, since mail programs look at links; RFC 8058 has them post to it.

    No token guards the form: the signed link is the right to use it.
    """
    number = person_of(ticket)
    if number is None:
        raise Http404
    person = User.objects.filter(pk=number).first()
    if person and request.method == "POST":
        set_reminders(person, wanted=False)
    is_stopped = person is None or not wants_reminders(person)
    page = render_to_string("forum/reminders_stop.html", {"is_stopped": is_stopped}, request)
    return HttpResponse(page, headers=PRIVATE | {"Referrer-Policy": "no-referrer"})
