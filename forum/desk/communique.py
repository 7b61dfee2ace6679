"""The desk of a communiqué: tick what is public, look at exactly that, publish it; withdraw it at once."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _, gettext_lazy
from django.views.generic import FormView, View

from forum.communique.publishing import default_title, publish, withdraw
from forum.communique.showing import Shown, chosen_from, may_be_chosen
from forum.desk.base import DeskPage
from forum.minutes.confirming import latest
from forum.minutes.lines import text_of
from forum.models import Communique, MinutesVersion


class CommuniqueForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, help_text=gettext_lazy("Everybody reads it."))
    shows_day = forms.BooleanField(label=gettext_lazy("The day of the meeting is public"), required=False)
    chosen = forms.MultipleChoiceField(
        label=gettext_lazy("Public parts of the confirmed minutes"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("What you do not tick stays with the members; nobody else learns that there is more."),
    )
    looked_at = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, version: MinutesVersion, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(part["key"], label(part)) for part in may_be_chosen(version)]


def label(part: dict) -> str:
    """The kind of a part and how it begins."""
    words = " ".join(text_of(line["html"]) for line in part["lines"])
    kinds = {"summary": _("Summary"), "item": _("Agenda item"), "decision": _("Decision")}
    begin = " – ".join(filter(None, [part["title"], Truncator(words).words(25)]))
    return f"{kinds[part['kind']]}: {begin}"


class CommuniqueView(DeskPage, FormView):
    """Sent once, the form shows what would be public; sent from there, with nothing changed meanwhile, it publishes that."""

    template_name = "forum/admin/communique.html"
    page_title = gettext_lazy("Public communiqué")
    form_class = CommuniqueForm

    @cached_property
    def version(self) -> MinutesVersion | None:
        return latest(self.meeting)

    @cached_property
    def communique(self) -> Communique | None:
        return Communique.objects.filter(meeting=self.meeting).select_related("page").first()

    def get_form(self, form_class=None) -> CommuniqueForm | None:
        return super().get_form(form_class) if self.version else None

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"version": self.version}

    def get_initial(self) -> dict:
        if self.communique:
            kept = {name: getattr(self.communique, name) for name in ("chosen", "shows_day")}
            return kept | {"title": self.communique.page.title}
        return {"title": default_title(self.body)}

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return super().post(request, *args, **kwargs) if self.version else self.get(request)

    def form_valid(self, form: CommuniqueForm) -> HttpResponse:
        said = form.cleaned_data
        shown = chosen_from(self.meeting, self.version, said["chosen"], said["shows_day"])
        looked_at = f"{said['title']} {shown.digest}"
        if "publish" in self.request.POST and said["looked_at"] == looked_at:
            publish(self.meeting, said["title"], said["chosen"], said["shows_day"], self.request.user)
            messages.success(self.request, _("The communiqué is public."))
            return redirect("forum_desk:communique", self.meeting.pk)
        return self.look(form, shown, looked_at)

    def look(self, form: CommuniqueForm, shown: Shown, looked_at: str) -> HttpResponse:
        form.data = form.data.copy()
        form.data["looked_at"] = looked_at
        return self.render_to_response(self.get_context_data(form=form, shown=shown, title=form.cleaned_data["title"]))

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"version": self.version, "communique": self.communique}


class WithdrawView(DeskPage, View):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        withdraw(self.meeting, request.user)
        messages.success(request, _("The communiqué is no longer public."))
        return redirect("forum_desk:communique", self.meeting.pk)
