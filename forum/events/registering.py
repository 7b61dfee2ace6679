"""The pages on which somebody registers, confirms, and gives the place up: without a sign-in and without a script."""

from allauth.core.ratelimit import consume, respond_429
from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext as _, gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from forum.events import places
from forum.events.tickets import key_in
from forum.events.twins import source_of
from forum.models import EventPage, EventRegistration
from forum.tasks import send_event_letters
from gateway.accounts.audience import Reader, may_read
from gateway.pages.localized import in_readers_language
from gateway.taxonomy.models import Area

HEADERS = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
NO_TRACE = HEADERS | {"Referrer-Policy": "no-referrer"}


class RegistrationForm(forms.ModelForm):
    class Meta:
        model = EventRegistration
        fields = ("name", "email", "institution", "province", "needs")
        labels = {"name": gettext_lazy("Your name"), "email": gettext_lazy("Your e-mail address")}
        help_texts = {
            "email": gettext_lazy("A letter goes there at once, with a link to confirm."),
            "needs": gettext_lazy("For example a ramp, a sign language interpreter, large print."),
        }
        widgets = {
            "name": forms.TextInput({"autocomplete": "name"}),
            "email": forms.EmailInput({"autocomplete": "email"}),
            "institution": forms.TextInput({"autocomplete": "organization"}),
            "needs": forms.Textarea({"rows": 3}),
        }

    def __init__(self, *args, event: EventPage, reader: Reader, **kwargs):
        super().__init__(*args, **kwargs)
        self.event, self.reader = event, reader
        self.fields["province"].queryset = Area.objects.filter(kind=Area.Kind.PROVINCE)
        self.fields["province"].empty_label = _("None, or I would rather not say")

    def clean_email(self) -> str:
        """An event that is not public is for those who may read it, and nobody can vouch for another's address."""
        email = self.cleaned_data["email"].lower()
        own = getattr(self.reader, "email", "").lower()
        if email != own and not may_read(AnonymousUser(), self.event):
            raise forms.ValidationError(_("This event is not public. Please give the address with which you sign in."))
        return email


def event_for(request: HttpRequest, event_id: int) -> EventPage:
    """The source of the event; for those who may not read it there is none."""
    event = EventPage.objects.select_related("locale").filter(pk=event_id, live=True).first()
    source = source_of(event) if event else None
    if source is None or not may_read(request.user, source):
        raise Http404
    return source


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, event_id: int) -> HttpResponse:
    event = event_for(request, event_id)
    form = RegistrationForm(request.POST or None, event=event, reader=request.user) if event.is_open() else None
    if request.method == "POST" and form and form.is_valid():
        return taken_in(request, event, form.cleaned_data)
    [shown] = in_readers_language([event], request.user)
    context = {"event": shown, "form": form, "source": event, "kept_days": settings.REGISTRATIONS_KEPT_DAYS}
    context["is_full"] = form is not None and not places.has_room(event, timezone.now())
    return with_headers(render(request, "forum/events/register.html", context), HEADERS)


def taken_in(request: HttpRequest, event: EventPage, said: dict) -> HttpResponse:
    """One answer to all, whether the address was known, and whether there is a place: the letter says it."""
    if not consume(request, action="event_registration", key=f"{event.pk} {said['email']}"):
        return respond_429(request)
    try:
        with transaction.atomic():
            places.register(event.pk, said | {"language": get_language() or "en"})
            transaction.on_commit(send_event_letters.delay, robust=True)
    except places.RegistrationClosed:
        return redirect("event_register", event.pk)
    return redirect("event_registered", event.pk)


@require_safe
def registered(request: HttpRequest, event_id: int) -> HttpResponse:
    [shown] = in_readers_language([event_for(request, event_id)], request.user)
    return with_headers(render(request, "forum/events/registered.html", {"event": shown}), HEADERS)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, ticket: str) -> HttpResponse:
    """A look at the link changes nothing, since mail programs look at links. The signed link is the right to use it."""
    key, row = found(ticket)
    if row is not None and not (row.event.live and may_read(request.user, row.event)):
        if request.user.is_authenticated or not row.event.live:
            raise Http404
        return redirect_to_login(request.get_full_path())
    if row is not None and request.method == "POST":
        row = places.confirm(key)
        transaction.on_commit(send_event_letters.delay, robust=True)
    return answer(request, row, "forum/events/confirm.html")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, ticket: str) -> HttpResponse:
    """Open to whoever holds the link, even when the event is closed meanwhile: then it is not named."""
    key, row = found(ticket)
    if row is not None and request.method == "POST":
        places.leave(key)
        transaction.on_commit(send_event_letters.delay, robust=True)
        row = None
    return answer(request, row, "forum/events/leave.html")


def found(ticket: str):
    key = key_in(ticket)
    if key is None:
        raise Http404
    return key, EventRegistration.objects.select_related("event__locale").filter(key=key).first()


def answer(request: HttpRequest, row: EventRegistration | None, template: str) -> HttpResponse:
    may_see = row is not None and row.event.live and may_read(request.user, row.event)
    event = in_readers_language([row.event], request.user)[0] if may_see else None
    return with_headers(render(request, template, {"row": row, "event": event}), NO_TRACE)


def with_headers(response: HttpResponse, headers: dict[str, str]) -> HttpResponse:
    for name, value in headers.items():
        response[name] = value
    return response
