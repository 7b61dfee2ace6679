"""The desk's form for the attendance list: a row for each seat, filled in from the replies."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from forum.desk.base import DeskPage
from forum.models import Attendance, MeetingPage
from forum.recording import expected, record, seats_to_record


class AttendanceForm(forms.Form):
    def __init__(self, *args, meeting: MeetingPage, **kwargs):
        super().__init__(*args, **kwargs)
        self.seats, known = seats_to_record(meeting), expected(meeting)
        for seat in self.seats:
            state, deputy = known.get(seat.pk, (Attendance.State.ABSENT, ""))
            words = {"label": _("How %(name)s attended") % {"name": seat.person}}
            self.fields[f"state-{seat.pk}"] = forms.ChoiceField(choices=Attendance.State.choices, initial=state, **words)
            words = {"label": _("Deputy of %(name)s") % {"name": seat.person}}
            self.fields[f"deputy-{seat.pk}"] = forms.CharField(max_length=150, required=False, initial=deputy, **words)

    def clean(self) -> dict:
        cleaned = super().clean()
        for seat in self.seats:
            named = cleaned.get(f"deputy-{seat.pk}")
            if cleaned.get(f"state-{seat.pk}") == Attendance.State.DEPUTY and not named:
                self.add_error(f"deputy-{seat.pk}", _("Give the name of the deputy."))
        return cleaned

    @property
    def rows(self) -> list[tuple]:
        return [(seat, self[f"state-{seat.pk}"], self[f"deputy-{seat.pk}"]) for seat in self.seats]

    @property
    def entries(self) -> dict[int, tuple[str, str]]:
        said = self.cleaned_data
        return {seat.pk: (said[f"state-{seat.pk}"], said[f"deputy-{seat.pk}"]) for seat in self.seats}


class AttendanceView(DeskPage, FormView):
    template_name = "forum/admin/attendance.html"
    page_title = _("Attendance")
    form_class = AttendanceForm

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"meeting": self.meeting}

    def post(self, request, **kwargs) -> HttpResponse:
        """Attendance is written down when the meeting has been held, not before."""
        if self.meeting.state != MeetingPage.State.HELD:
            return redirect("forum_desk:attendance", self.meeting.pk)
        return super().post(request, **kwargs)

    def form_valid(self, form: AttendanceForm) -> HttpResponse:
        record(self.meeting, self.body, form.entries, self.request.user)
        messages.success(self.request, _("The attendance list is kept. Members see it on the meeting's page."))
        return redirect("forum_desk:attendance", self.meeting.pk)
