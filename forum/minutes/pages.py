"""The pages of a meeting's minutes: as they stand, one line with what is proposed for it, and each sealed version."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from forum.minutes.difference import difference
from forum.minutes.holding import held
from forum.minutes.lines import html_of, text_of
from forum.minutes.reading import (
    decisions_of,
    discussed,
    drafted,
    has_a_say,
    may_propose,
    meeting_for,
    proposals,
    sealed,
    with_standing,
    writes,
)
from forum.models import Amendment, MeetingPage, MinutesLine, MinutesPart, MinutesVersion
from forum.record import expanded
from gateway.accounts.audience import Reader, may_read
from gateway.accounts.models import User

PRIVATE = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "same-origin"}


def private_page(request: HttpRequest, template: str, meeting: MeetingPage, context: dict) -> HttpResponse:
    shared = {"meeting": meeting, "body": meeting.get_parent()}
    return HttpResponse(render_to_string(template, shared | context, request), headers=PRIVATE)


@never_cache
@login_required
@require_safe
def minutes(request: HttpRequest, meeting_id: int) -> HttpResponse:
    meeting = meeting_for(request.user, meeting_id)
    versions = [
        told(one, request.user) for one in MinutesVersion.objects.filter(meeting=meeting).select_related("confirmed_in")
    ]
    context = {
        "sealed_versions": versions,
        "version": next(iter(versions), None),
        "may_propose": may_propose(request.user, meeting),
    }
    if versions:
        context["parts"] = with_standing(sealed(versions[0].parts), meeting)
    elif meeting.shows_minutes:
        context |= {"discussed": discussed(meeting), "decisions": decisions_of(meeting)}
    elif writes(request.user, meeting):
        context["parts"] = drafted(meeting)
    reads_all = meeting.shows_minutes or "parts" in context
    context |= {"recalls": meeting.minutes_recalls.all(), "proposals": proposals(meeting) if reads_all else []}
    return private_page(request, "forum/minutes.html", meeting, context)


class AmendmentForm(forms.ModelForm):
    """Without JavaScript; `strike` says that an empty line is meant."""

    strike = forms.BooleanField(label=gettext_lazy("Strike this line"), required=False)
    before = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    class Meta:
        model = Amendment
        fields = ("text", "strike", "note", "before")
        widgets = {"text": forms.Textarea({"rows": 6, "dir": "auto"}), "note": forms.Textarea({"rows": 3, "dir": "auto"})}

    def __init__(self, *args, line: MinutesLine, **kwargs):
        super().__init__(*args, initial={"text": line.text, "before": line.text}, **kwargs)
        self.line = line
        if line.is_end:
            self.fields["text"].label = _("the line to be added")
            del self.fields["strike"]

    def clean_text(self) -> str:
        return text_of(html_of(self.cleaned_data["text"]))

    def clean_before(self) -> str:
        return self.cleaned_data["before"].replace("\r\n", "\n")

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("before") != self.line.text:
            raise forms.ValidationError(
                _(
                    "The line has been changed while you were writing. It stands above as it is now: please look whether your proposal still fits."
                )
            )
        if cleaned.get("strike"):
            cleaned["text"] = ""
        elif not cleaned.get("text"):
            self.add_error(
                "text", _("Write the line, or tick that it is to be struck.") if not self.line.is_end else _("Write the line.")
            )
        elif cleaned["text"] == self.line.text:
            self.add_error("text", _("This is the line as it stands: change it first."))
        return cleaned


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, meeting_id: int, line_id: int) -> HttpResponse:
    meeting = meeting_for(request.user, meeting_id)
    found = get_object_or_404(MinutesLine.objects.select_related("part"), pk=line_id, part__meeting=meeting)
    is_gone = found.part.recall_id or not meeting.shows_minutes
    if is_gone and not (request.method == "POST" and has_a_say(request.user, meeting)):
        raise Http404
    form = None
    if request.method == "POST" or may_propose(request.user, meeting):
        data = request.POST if request.method == "POST" else None
        form = AmendmentForm(data, line=found, instance=Amendment(line=found, person=request.user))
        if request.method == "POST" and taken(form, meeting, request.user):
            messages.success(request, _("Your proposal is with the secretariat. You see here what becomes of it."))
            return redirect("minutes_line", meeting_id, line_id)
        with_the_line_of_now(form, found)
    answered = found.amendments.select_related("person", "line")
    context = {"line": found, "html": expanded([found.html])[0], "form": form, "proposals": answered}
    return private_page(request, "forum/minutes_line.html", meeting, context)


@transaction.atomic
def taken(form: AmendmentForm, meeting: MeetingPage, person: User) -> bool:
    """Under the lock that a confirmation takes, so that no proposal comes after it; what was typed stays in the form."""
    now = held(meeting.pk)
    is_past = MinutesPart.objects.filter(pk=form.line.part_id).exclude(recall=None).exists()
    if now.minutes_state == MeetingPage.Minutes.CONFIRMED:
        form.add_error(None, _("The minutes are confirmed: only a correction changes them."))
    elif is_past:
        form.add_error(
            None, _("The secretariat has taken these minutes back to the draft. Please keep your words for the next ones.")
        )
    elif not may_propose(person, now):
        form.add_error(None, _("Those who attended may propose changes."))
    elif form.is_valid():
        form.save()
    return form.is_valid()


def with_the_line_of_now(form: AmendmentForm, found: MinutesLine) -> None:
    """Shown again after an error, the form keeps what was typed, but is sent for the line that its page shows."""
    if form.is_bound:
        form.data = form.data.copy()
        form.data["before"] = found.text


def told(version: MinutesVersion, reader: Reader) -> MinutesVersion:
    """With the meeting that confirmed it, if the reader may read that one."""
    found = version.confirmed_in
    version.told_in = found if found and found.live and may_read(reader, found) else None
    return version


def version_of(meeting: MeetingPage, number: int) -> MinutesVersion:
    return get_object_or_404(MinutesVersion.objects.select_related("confirmed_in"), meeting=meeting, number=number)


@never_cache
@login_required
@require_safe
def version(request: HttpRequest, meeting_id: int, number: int) -> HttpResponse:
    meeting = meeting_for(request.user, meeting_id)
    found = told(version_of(meeting, number), request.user)
    is_latest = not MinutesVersion.objects.filter(meeting=meeting, number__gt=number).exists()
    context = {"version": found, "parts": sealed(found.parts), "is_latest": is_latest}
    return private_page(request, "forum/minutes_version.html", meeting, context)


@never_cache
@login_required
@require_safe
def changes(request: HttpRequest, meeting_id: int, number: int) -> HttpResponse:
    """What a version changed in the one before it."""
    meeting = meeting_for(request.user, meeting_id)
    found, before = version_of(meeting, number), version_of(meeting, number - 1)
    context = {"version": found, "before": before, "changed": difference(before.parts, found.parts)}
    return private_page(request, "forum/minutes_changes.html", meeting, context)
