"""The desk's way from one meeting to the next: a copy, a series, and the open actions that it carries over."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _, ngettext
from django.views.generic import FormView, View
from wagtail.admin.widgets import AdminDateTimeInput

from forum.copying import carry_over, make_series, next_start
from forum.desk.base import DeskPage

AT_ONCE = 12


class NextForm(forms.Form):
    starts_at = forms.DateTimeField(
        label=_("Starts"),
        widget=AdminDateTimeInput,
        help_text=_("Pakistan Standard Time (PKT). Proposed by the body's rhythm."),
    )
    count = forms.IntegerField(
        label=_("How many meetings"),
        min_value=1,
        max_value=AT_ONCE,
        initial=1,
        help_text=_("More than one makes a series in the body's rhythm."),
    )


class NextMeetingView(DeskPage, FormView):
    template_name = "forum/admin/next.html"
    page_title = _("Copy to the next meeting")
    form_class = NextForm

    def get_initial(self) -> dict:
        return {"starts_at": next_start(self.body, self.meeting.starts_at), "count": 1}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"standing": self.meeting.agenda.filter(standing=True)}

    def form_valid(self, form: NextForm) -> HttpResponse:
        said = form.cleaned_data
        made = make_series(self.meeting, said["starts_at"], said["count"], self.request.user)
        words = ngettext("%(count)d meeting is proposed.", "%(count)d meetings are proposed.", len(made)) % {"count": len(made)}
        messages.success(self.request, words + " " + _("Members see nothing before you publish."))
        if len(made) > 1:
            return redirect("wagtailadmin_explore", self.body.pk)
        return redirect("wagtailadmin_pages:edit", made[0].pk)


class CarryOverView(DeskPage, View):
    """The actions that were opened since the meeting was made."""

    http_method_names = ("post",)

    def post(self, request, **kwargs) -> HttpResponse:
        count = carry_over(self.meeting) if self.meeting.is_to_come else 0
        words = ngettext("%(count)d more action is carried over.", "%(count)d more actions are carried over.", count)
        messages.success(request, words % {"count": count})
        return redirect("forum_desk:invitations", self.meeting.pk)
