"""The page on which an invited person replies, from the letter, after signing in; without a script, on any telephone."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum.models import Invitation
from gateway.accounts.audience import may_read

PRIVATE = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "same-origin"}


class ReplyForm(forms.ModelForm):
    reply = forms.ChoiceField(label=gettext_lazy("Do you come?"), choices=Invitation.Reply.choices, widget=forms.RadioSelect)

    class Meta:
        model = Invitation
        fields = ("reply", "deputy", "note")
        help_texts = {"deputy": gettext_lazy("Only if somebody comes in your place.")}
        widgets = {"note": forms.Textarea({"rows": 4})}

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("reply") != Invitation.Reply.DEPUTY:
            cleaned["deputy"] = ""
        elif not cleaned.get("deputy"):
            self.add_error("deputy", _("Say who comes in your place."))
        return cleaned


def invitation_for(request: HttpRequest, meeting_id: int) -> Invitation:
    """The reader's own, to a meeting that they may read; for all others there is none."""
    found = Invitation.objects.select_related("meeting").exclude(told="")
    invitation = get_object_or_404(found, meeting=meeting_id, person=request.user, meeting__live=True)
    if not may_read(request.user, invitation.meeting):
        raise Http404
    return invitation


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, meeting_id: int) -> HttpResponse:
    invitation = invitation_for(request, meeting_id)
    meeting = invitation.meeting
    stored = Invitation(deputy=invitation.deputy, note=invitation.note)
    known = invitation.get_reply_display() if invitation.answers(meeting) else ""
    form = ReplyForm(request.POST or None, instance=invitation) if meeting.is_to_come else None
    if request.method == "POST" and form and form.is_valid():
        form.instance.replied_at, form.instance.replied_for = timezone.now(), meeting.starts_at
        form.save()
        messages.success(request, _("Your reply is with the secretariat. You may change it until the meeting is held."))
        return redirect("meeting_reply", meeting_id)
    context = {"form": form, "meeting": meeting, "known": known, "body": meeting.get_parent(), "invitation": stored}
    return HttpResponse(render_to_string("forum/reply.html", context, request), headers=PRIVATE)
