"""The desk of a meeting's minutes: circulate them, answer what is proposed, have them confirmed, correct them."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView, View

from forum.desk.base import DeskPage
from forum.minutes.amending import answer
from forum.minutes.circulating import attendees, circulate, what_is_missing
from forum.minutes.confirming import confirm, correct, later_meetings, open_proposals
from forum.minutes.lines import text_of
from forum.minutes.reading import proposals
from forum.minutes.recalling import recall
from forum.models import Amendment, Communique, MeetingPage, MinutesLetter, MinutesVersion
from forum.tasks import send_minutes


class AnswerForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy("All members of the body can read it."),
    )
    answer = forms.ChoiceField(choices=[(state, state) for state in ("accepted", "refused")])


class ConfirmForm(forms.Form):
    confirmed_in = forms.ModelChoiceField(
        queryset=MeetingPage.objects.none(),
        label=gettext_lazy("Confirmed at the meeting"),
        help_text=gettext_lazy("A later meeting of the body that has been held."),
    )

    def __init__(self, *args, meeting: MeetingPage, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["confirmed_in"].queryset = later_meetings(meeting)


class RecallForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy("All members of the body can read it, and it stands in the letter."),
    )


class MinutesView(DeskPage, TemplateView):
    template_name = "forum/admin/minutes.html"
    page_title = gettext_lazy("Minutes")
    answering: tuple[int, AnswerForm] | None = None
    confirming: ConfirmForm | None = None
    recalling: RecallForm | None = None

    def get_context_data(self, **kwargs) -> dict:
        state, states = self.meeting.minutes_state, MeetingPage.Minutes
        more = {"proposals": self.proposals_with_forms(), "versions": MinutesVersion.objects.filter(meeting=self.meeting)}
        if state == states.DRAFT:
            more |= {"missing": what_is_missing(self.meeting), "attendees": attendees(self.meeting).count()}
        elif state == states.CIRCULATED:
            more["recall"] = self.recalling or RecallForm(auto_id="recall_%s")
            more["confirm"] = self.confirming or ConfirmForm(meeting=self.meeting)
            more["later"] = later_meetings(self.meeting).exists()
            more["waiting"] = open_proposals(self.meeting).count()
        return super().get_context_data(**kwargs) | more | {"letters": self.letters()}

    def letters(self) -> QuerySet[MinutesLetter]:
        """Of the minutes as they are circulated; in the draft, of the last time that they were taken back."""
        found = MinutesLetter.objects.filter(meeting=self.meeting).select_related("person").order_by("pk")
        if self.meeting.minutes_state == MeetingPage.Minutes.DRAFT:
            return found.filter(recall=self.meeting.minutes_recalls.first()).exclude(recall=None)
        return found.filter(recall=None)

    def proposals_with_forms(self) -> list[tuple[Amendment, AnswerForm]]:
        number, form = self.answering or (None, None)
        return [
            (one, form if one.pk == number else AnswerForm(prefix=f"p{one.pk}", auto_id=f"p{one.pk}_%s"))
            for one in proposals(self.meeting)
        ]


class CirculateView(DeskPage, View):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        try:
            count = circulate(self.meeting)
        except ValidationError as error:
            messages.error(request, error.message)
        else:
            transaction.on_commit(send_minutes.delay)
            words = ngettext("%(count)d letter is on its way.", "%(count)d letters are on their way.", count)
            messages.success(request, words % {"count": count})
        return redirect("forum_desk:minutes", self.meeting.pk)


class AnswerView(MinutesView):
    """What was typed stays where the answer could not be given."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        found = Amendment.objects.filter(line__part__meeting=self.meeting).select_related("line__part")
        amendment = get_object_or_404(found, pk=kwargs["amendment_id"])
        form = AnswerForm(request.POST, prefix=f"p{amendment.pk}", auto_id=f"p{amendment.pk}_%s")
        if form.is_valid() and self.answered(amendment, form):
            messages.success(request, _("The proposal is answered."))
            return redirect("forum_desk:minutes", self.meeting.pk)
        self.answering = amendment.pk, form
        return self.render_to_response(self.get_context_data())

    def answered(self, amendment: Amendment, form: AnswerForm) -> bool:
        try:
            answer(amendment, form.cleaned_data["answer"], form.cleaned_data["reason"], self.request.user)
        except ValidationError as error:
            form.add_error(None, error)
        return not form.errors


class ConfirmView(MinutesView):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        form = ConfirmForm(request.POST, meeting=self.meeting)
        if form.is_valid() and self.confirmed(form):
            messages.success(request, _("The minutes are confirmed and sealed."))
            return redirect("forum_desk:minutes", self.meeting.pk)
        self.confirming = form
        return self.render_to_response(self.get_context_data())

    def confirmed(self, form: ConfirmForm) -> bool:
        try:
            confirm(self.meeting, form.cleaned_data["confirmed_in"], self.request.user)
        except ValidationError as error:
            form.add_error(None, error)
        return not form.errors


class RecallView(MinutesView):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        self.recalling = RecallForm(request.POST, auto_id="recall_%s")
        if not self.recalling.is_valid():
            return self.render_to_response(self.get_context_data())
        try:
            recall(self.meeting, self.recalling.cleaned_data["reason"], request.user)
        except ValidationError as error:
            messages.error(request, error.message)
        else:
            transaction.on_commit(send_minutes.delay)
            words = _("The minutes are a draft again. Change them in the meeting's form, and circulate them anew.")
            messages.success(request, words)
        return redirect("forum_desk:minutes", self.meeting.pk)


class CorrectionForm(forms.Form):
    """A field for each line of the version, and one more at the end of each part."""

    reason = forms.CharField(
        label=gettext_lazy("Reason for the correction"),
        max_length=1000,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy("All members of the body can read it, beside the new version."),
    )

    def __init__(self, *args, version: MinutesVersion, **kwargs):
        super().__init__(*args, **kwargs)
        self.version = version
        for part in version.parts:
            texts = [text_of(line["html"]) for line in part["lines"]]
            for place, text in enumerate(texts if part["kind"] in {"decision", "summary"} and texts else [*texts, ""]):
                words = {"label": f"{part['title'] or part['kind']} {place + 1}", "initial": text, "required": False}
                rows = min(12, 2 + len(text) // 90)
                widget = forms.Textarea({"rows": rows, "dir": "auto"})
                self.fields[f"{part['key']}-{place}"] = forms.CharField(widget=widget, **words)

    @property
    def parts(self) -> list[tuple[dict, list]]:
        return [(part, [self[name] for name in self.names(part)]) for part in self.version.parts]

    def names(self, part: dict) -> list[str]:
        return [name for name in self.fields if name.rpartition("-")[0] == part["key"]]

    @property
    def texts(self) -> dict[str, list[str]]:
        return {part["key"]: [self.cleaned_data[name] for name in self.names(part)] for part in self.version.parts}


class CorrectView(DeskPage, FormView):
    """Sent for the version that its form showed: another one in between is noticed."""

    template_name = "forum/admin/minutes_correct.html"
    page_title = gettext_lazy("Correct the minutes")
    form_class = CorrectionForm

    @cached_property
    def version(self) -> MinutesVersion:
        found = MinutesVersion.objects.filter(meeting=self.meeting)
        said = self.request.POST.get("version", "")
        version = found.filter(number=said).first() if said.isdecimal() else found.first()
        if version is None:
            raise Http404
        return version

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"version": self.version}

    def get_context_data(self, **kwargs) -> dict:
        communique = Communique.objects.filter(meeting=self.meeting).exclude(published_at=None).first()
        public = set(communique.chosen) if communique else set()
        return super().get_context_data(**kwargs) | {"version": self.version, "public": public}

    def form_valid(self, form: CorrectionForm) -> HttpResponse:
        try:
            correct(self.version, form.texts, form.cleaned_data["reason"], self.request.user)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, _("The correction is sealed as a new version. Members see what changed."))
        return redirect("forum_desk:minutes", self.meeting.pk)
